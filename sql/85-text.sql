--
-- Text
--

CREATE FUNCTION score_of(answer text, missing text[] DEFAULT NULL) RETURNS integer
	AS 'MODULE_PATHNAME', 'score_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION score_of(text, text[]) IS 'whole number from 0 to 100 at the beginning of a text such as ''10 - very likely''';

CREATE FUNCTION rating_of(label text, labels text[], missing text[] DEFAULT NULL) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_text' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rating_of(text, text[], text[]) IS 'position of a label in a list, from 1';

CREATE FUNCTION rating_of(label anyenum, labels text[], missing text[] DEFAULT NULL) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_enum' LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rating_of(anyenum, text[], text[]) IS 'position of an enum label in a list, from 1';
