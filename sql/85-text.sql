--
-- Labels
--

CREATE FUNCTION rating_of(label text, labels text[], missing text[] DEFAULT NULL) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION rating_of(text, text[], text[]) IS 'position of a label in a list, from 1; each row of a two-dimensional list is one rating with synonyms';

CREATE FUNCTION rating_of(label anyenum, labels text[], missing text[] DEFAULT NULL) RETURNS integer
	AS 'MODULE_PATHNAME', 'rating_of_enum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION rating_of(anyenum, text[], text[]) IS 'position of an enum label in a list, from 1; each row of a two-dimensional list is one rating with synonyms';
