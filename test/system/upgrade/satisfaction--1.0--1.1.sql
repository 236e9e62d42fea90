-- An invented 1.1, made by the rules of src/README.md ("Upgrades"): a new
-- function, a new aggregate, a function that takes one argument more, and a row
-- type with one column more.

CREATE FUNCTION tally_doubled(answers tally) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_doubled' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tally_doubled(tally) IS 'tally with twice the answers';

CREATE AGGREGATE nps_of_all(answers tally) (
	SFUNC = tally_add, STYPE = tally, SSPACE = 128,
	FINALFUNC = _nps_final,
	COMBINEFUNC = tally_add,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_of_all(tally) IS 'Net Promoter Score of all tallies together';

-- What views use stays under another name, with its symbol.
ALTER FUNCTION tally_mode(tally) RENAME TO _tally_mode_1_0;
CREATE FUNCTION tally_mode(answers tally, highest boolean DEFAULT false) RETURNS integer
	AS 'MODULE_PATHNAME', 'tally_mode_of_several' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION tally_mode(tally, boolean) IS 'most frequent score, the lowest or the highest of several';

ALTER TYPE tally_interval_row ADD ATTRIBUTE width double precision;
