--
-- Business time
--

CREATE FUNCTION business_time(since timestamptz, until timestamptz, opens time DEFAULT '09:00', closes time DEFAULT '17:00',
	time_zone text DEFAULT NULL, days integer[] DEFAULT '{1,2,3,4,5}', holidays date[] DEFAULT '{}') RETURNS interval
	AS 'MODULE_PATHNAME', 'business_time_timestamptz' LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION business_time(timestamptz, timestamptz, time, time, text, integer[], date[]) IS 'time within opening hours of working days, in a time zone';

CREATE FUNCTION business_time(since timestamp, until timestamp, opens time DEFAULT '09:00', closes time DEFAULT '17:00',
	time_zone text DEFAULT NULL, days integer[] DEFAULT '{1,2,3,4,5}', holidays date[] DEFAULT '{}') RETURNS interval
	AS 'MODULE_PATHNAME', 'business_time_timestamp' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION business_time(timestamp, timestamp, time, time, text, integer[], date[]) IS 'time within opening hours of working days, between local times';
