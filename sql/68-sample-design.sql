--
-- Scores of samples that are not simple: one tally a cluster, or a stratum
--

CREATE TYPE tally_clustered_row AS (
	score double precision, stderr double precision, low double precision, high double precision,
	design_effect double precision, clusters bigint
);
COMMENT ON TYPE tally_clustered_row IS 'score of all clusters, its standard error, confidence limits, design effect, number of clusters';

CREATE TYPE tally_stratified_row AS (
	score double precision, stderr double precision, low double precision, high double precision,
	degrees double precision, strata bigint
);
COMMENT ON TYPE tally_stratified_row IS 'score by shares of strata, its standard error, confidence limits, degrees of freedom, number of strata';

CREATE FUNCTION _nps_clustered_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_clustered_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_clustered_transition(internal, tally) IS 'aggregate transition function of nps_clustered()';

CREATE FUNCTION _nps_clustered_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_clustered_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_clustered_transition(internal, tally, double precision) IS 'aggregate transition function of nps_clustered()';

CREATE FUNCTION _nps_clustered_final(internal) RETURNS tally_clustered_row
	AS 'MODULE_PATHNAME', 'nps_clustered_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _nps_clustered_final(internal) IS 'aggregate final function of nps_clustered()';

CREATE AGGREGATE nps_clustered(answers tally) (
	SFUNC = _nps_clustered_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _nps_clustered_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_clustered(tally) IS 'Net Promoter Score with limits for several answers of one customer, one tally per customer';

CREATE AGGREGATE nps_clustered(answers tally, confidence double precision) (
	SFUNC = _nps_clustered_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _nps_clustered_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_clustered(tally, double precision) IS 'Net Promoter Score with limits for several answers of one customer, one tally per customer';

CREATE FUNCTION _nps_stratified_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_stratified_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_stratified_transition(internal, tally, double precision) IS 'aggregate transition function of nps_stratified()';

CREATE FUNCTION _nps_stratified_transition(internal, tally, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'nps_stratified_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _nps_stratified_transition(internal, tally, double precision, double precision) IS 'aggregate transition function of nps_stratified()';

CREATE FUNCTION _nps_stratified_final(internal) RETURNS tally_stratified_row
	AS 'MODULE_PATHNAME', 'nps_stratified_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _nps_stratified_final(internal) IS 'aggregate final function of nps_stratified()';

CREATE AGGREGATE nps_stratified(answers tally, share double precision) (
	SFUNC = _nps_stratified_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _nps_stratified_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_stratified(tally, double precision) IS 'Net Promoter Score with limits by the shares of strata in the population, one tally per stratum';

CREATE AGGREGATE nps_stratified(answers tally, share double precision, confidence double precision) (
	SFUNC = _nps_stratified_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _nps_stratified_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_stratified(tally, double precision, double precision) IS 'Net Promoter Score with limits by the shares of strata in the population, one tally per stratum';

CREATE FUNCTION _csat_clustered_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_clustered_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_clustered_transition(internal, tally) IS 'aggregate transition function of csat_clustered()';

CREATE FUNCTION _csat_clustered_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_clustered_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_clustered_transition(internal, tally, double precision) IS 'aggregate transition function of csat_clustered()';

CREATE FUNCTION _csat_clustered_final(internal) RETURNS tally_clustered_row
	AS 'MODULE_PATHNAME', 'csat_clustered_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _csat_clustered_final(internal) IS 'aggregate final function of csat_clustered()';

CREATE AGGREGATE csat_clustered(answers tally) (
	SFUNC = _csat_clustered_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _csat_clustered_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_clustered(tally) IS 'percentage satisfied with limits for several answers of one customer, one tally per customer';

CREATE AGGREGATE csat_clustered(answers tally, confidence double precision) (
	SFUNC = _csat_clustered_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _csat_clustered_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_clustered(tally, double precision) IS 'percentage satisfied with limits for several answers of one customer, one tally per customer';

CREATE FUNCTION _csat_stratified_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_stratified_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_stratified_transition(internal, tally, double precision) IS 'aggregate transition function of csat_stratified()';

CREATE FUNCTION _csat_stratified_transition(internal, tally, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'csat_stratified_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _csat_stratified_transition(internal, tally, double precision, double precision) IS 'aggregate transition function of csat_stratified()';

CREATE FUNCTION _csat_stratified_final(internal) RETURNS tally_stratified_row
	AS 'MODULE_PATHNAME', 'csat_stratified_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _csat_stratified_final(internal) IS 'aggregate final function of csat_stratified()';

CREATE AGGREGATE csat_stratified(answers tally, share double precision) (
	SFUNC = _csat_stratified_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _csat_stratified_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_stratified(tally, double precision) IS 'percentage satisfied with limits by the shares of strata in the population, one tally per stratum';

CREATE AGGREGATE csat_stratified(answers tally, share double precision, confidence double precision) (
	SFUNC = _csat_stratified_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _csat_stratified_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_stratified(tally, double precision, double precision) IS 'percentage satisfied with limits by the shares of strata in the population, one tally per stratum';

CREATE FUNCTION _tally_mean_clustered_transition(internal, tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_clustered_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_clustered_transition(internal, tally) IS 'aggregate transition function of tally_mean_clustered()';

CREATE FUNCTION _tally_mean_clustered_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_clustered_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_clustered_transition(internal, tally, double precision) IS 'aggregate transition function of tally_mean_clustered()';

CREATE FUNCTION _tally_mean_clustered_final(internal) RETURNS tally_clustered_row
	AS 'MODULE_PATHNAME', 'tally_mean_clustered_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _tally_mean_clustered_final(internal) IS 'aggregate final function of tally_mean_clustered()';

CREATE AGGREGATE tally_mean_clustered(answers tally) (
	SFUNC = _tally_mean_clustered_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _tally_mean_clustered_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_clustered(tally) IS 'mean score with limits for several answers of one customer, one tally per customer';

CREATE AGGREGATE tally_mean_clustered(answers tally, confidence double precision) (
	SFUNC = _tally_mean_clustered_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _tally_mean_clustered_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_clustered(tally, double precision) IS 'mean score with limits for several answers of one customer, one tally per customer';

CREATE FUNCTION _tally_mean_stratified_transition(internal, tally, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_stratified_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_stratified_transition(internal, tally, double precision) IS 'aggregate transition function of tally_mean_stratified()';

CREATE FUNCTION _tally_mean_stratified_transition(internal, tally, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'tally_mean_stratified_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION _tally_mean_stratified_transition(internal, tally, double precision, double precision) IS 'aggregate transition function of tally_mean_stratified()';

CREATE FUNCTION _tally_mean_stratified_final(internal) RETURNS tally_stratified_row
	AS 'MODULE_PATHNAME', 'tally_mean_stratified_final' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION _tally_mean_stratified_final(internal) IS 'aggregate final function of tally_mean_stratified()';

CREATE AGGREGATE tally_mean_stratified(answers tally, share double precision) (
	SFUNC = _tally_mean_stratified_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _tally_mean_stratified_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_stratified(tally, double precision) IS 'mean score with limits by the shares of strata in the population, one tally per stratum';

CREATE AGGREGATE tally_mean_stratified(answers tally, share double precision, confidence double precision) (
	SFUNC = _tally_mean_stratified_transition, STYPE = internal, SSPACE = 256,
	FINALFUNC = _tally_mean_stratified_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE tally_mean_stratified(tally, double precision, double precision) IS 'mean score with limits by the shares of strata in the population, one tally per stratum';
