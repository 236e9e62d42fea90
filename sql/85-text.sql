--
-- Labels
--

CREATE FUNCTION rating_of(label text, labels text[]) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rating_of(text, text[]) IS 'the position of a label in the list, from 1, without regard to case, blanks and the encoding of accents; NULL for NULL; 22023 for a label that is not in the list';

CREATE FUNCTION rating_of(label anyenum, labels text[]) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_enum' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rating_of(anyenum, text[]) IS 'the position of a label in the list, from 1, without regard to case, blanks and the encoding of accents; NULL for NULL; 22023 for a label that is not in the list';
