/*-------------------------------------------------------------------------
 *
 * tally_io.c
 *	  A tally as text, as bytes on the wire, and as jsonb.
 *
 * Binary form, all in network byte order: version (1 byte), flags (1 byte, 1
 * for weighted), number of entries (2 bytes), then for each score that has
 * answers, ascending: the score (1 byte), the answers (8 bytes) and, if
 * weighted, the sums of the weights and of their squares (double precision).
 *
 * jsonb form: {"0": 3, "9": 12}, and in a weighted tally {"9": {"answers":
 * 12, "weight": 10.5, "weight_squares": 9.75}}.
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "tally_datum.h"

#define WIRE_WEIGHTED	0x01

/*
 * Text that is not in braces might be a score: tally(score) over a text column
 * is a cast, not the aggregate, because the parser takes a call of a type name
 * that matches no function as a cast.  Quotes in braces are those of jsonb.
 */
static int
errhint_for_text(const char *input)
{
	if (input[strspn(input, " \t\n\r\f\v")] != '{')
		return errhint("To count scores from a text column, cast them to integer: tally(score::integer).");
	if (strchr(input, '"') != NULL)
		return errhint("Cast the text of a jsonb value to jsonb first: value::jsonb::tally.");
	return 0;
}

PG_FUNCTION_INFO_V1(tally_in);
Datum
tally_in(PG_FUNCTION_ARGS)
{
	char	   *input = PG_GETARG_CSTRING(0);
	Histogram	histogram;
	const char *problem = histogram_parse(&histogram, input);

	if (problem != NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"",
						"tally", input),
				 errdetail("%s", problem),
				 errhint_for_text(input)));
	return histogram_to_datum(&histogram);
}

/*
 * The shortest decimal that reads back as the same number.
 */
static void
append_weight(StringInfo buf, double weight)
{
	char		digits[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(weight, digits);
	appendStringInfoString(buf, digits);
}

PG_FUNCTION_INFO_V1(tally_out);
Datum
tally_out(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	StringInfoData buf;
	const char *separator = "";

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	initStringInfo(&buf);
	appendStringInfoChar(&buf, '{');
	for (int score = 0; score < histogram.limit; score++)
	{
		if (histogram.answers[score] == 0)
			continue;
		appendStringInfo(&buf, "%s%d:" INT64_FORMAT, separator, score,
						 histogram.answers[score]);
		if (histogram.weighted)
		{
			appendStringInfoChar(&buf, '(');
			append_weight(&buf, histogram.weights[score]);
			appendStringInfoChar(&buf, ',');
			append_weight(&buf, histogram.weight_squares[score]);
			appendStringInfoChar(&buf, ')');
		}
		separator = ",";
	}
	appendStringInfoChar(&buf, '}');
	PG_RETURN_CSTRING(buf.data);
}

static void
report_bytes(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary form of a tally"),
			 errdetail("%s", detail)));
}

/*
 * Read one entry, whose score must be above the one before; returns its score.
 */
static int
receive_entry(StringInfo message, int before, bool weighted,
			  Counts *counts)
{
	int			score = pq_getmsgbyte(message);
	int64		answers = pq_getmsgint64(message);

	if (score <= before || score > TALLY_MAX_SCORE)
		report_bytes("Scores are whole numbers from 0 to 100, in ascending order.");
	if (answers <= 0)
		report_bytes("Answers are counted by whole numbers above 0.");
	counts->answers[score] = answers;
	if (weighted)
	{
		counts->weights[score] = pq_getmsgfloat8(message);
		counts->weight_squares[score] = pq_getmsgfloat8(message);
		if (!weights_are_possible(answers, counts->weights[score],
								  counts->weight_squares[score]))
			report_bytes("No weights of so many answers have these sums and sums of squares.");
	}
	return score;
}

PG_FUNCTION_INFO_V1(tally_recv);
Datum
tally_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(message);
	int			flags = pq_getmsgbyte(message);
	int			entries = (int) pq_getmsgint(message, 2);
	bool		weighted = (flags & WIRE_WEIGHTED) != 0;
	int			score = -1;
	Histogram	histogram;
	Counts		counts;

	if (version != TALLY_VERSION || (flags & ~WIRE_WEIGHTED) != 0)
		tally_check(TALLY_UNRECOGNIZED_FORMAT);
	if (entries > TALLY_SCORES)
		report_bytes("There are more entries than scores.");

	histogram_begin(&histogram, weighted, TALLY_SCORES, &counts);
	for (int entry = 0; entry < entries; entry++)
		score = receive_entry(message, score, weighted, &counts);
	return histogram_to_datum(&histogram);
}

PG_FUNCTION_INFO_V1(tally_send);
Datum
tally_send(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	StringInfoData message;
	int			entries = 0;

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	for (int score = 0; score < histogram.limit; score++)
		entries += histogram.answers[score] > 0;

	pq_begintypsend(&message);
	pq_sendbyte(&message, TALLY_VERSION);
	pq_sendbyte(&message, histogram.weighted ? WIRE_WEIGHTED : 0);
	pq_sendint16(&message, entries);
	for (int score = 0; score < histogram.limit; score++)
	{
		if (histogram.answers[score] == 0)
			continue;
		pq_sendbyte(&message, score);
		pq_sendint64(&message, histogram.answers[score]);
		if (histogram.weighted)
		{
			pq_sendfloat8(&message, histogram.weights[score]);
			pq_sendfloat8(&message, histogram.weight_squares[score]);
		}
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * Written as JSON text and left to the server's own parser.
 */
PG_FUNCTION_INFO_V1(tally_to_jsonb);
Datum
tally_to_jsonb(PG_FUNCTION_ARGS)
{
	Histogram	histogram;
	StringInfoData json;
	const char *separator = "";

	histogram_from_datum(PG_GETARG_DATUM(0), &histogram);
	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	for (int score = 0; score < histogram.limit; score++)
	{
		if (histogram.answers[score] == 0)
			continue;
		appendStringInfo(&json, "%s\"%d\": ", separator, score);
		if (histogram.weighted)
		{
			appendStringInfo(&json, "{\"answers\": " INT64_FORMAT ", \"weight\": ",
							 histogram.answers[score]);
			append_weight(&json, histogram.weights[score]);
			appendStringInfoString(&json, ", \"weight_squares\": ");
			append_weight(&json, histogram.weight_squares[score]);
			appendStringInfoChar(&json, '}');
		}
		else
			appendStringInfo(&json, INT64_FORMAT, histogram.answers[score]);
		separator = ", ";
	}
	appendStringInfoChar(&json, '}');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}

static void
report_jsonb(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot cast jsonb to type %s", "tally"),
			 errdetail("%s", detail),
			 errhint("Write the answers by score, such as {\"0\": 3, \"9\": 12, \"10\": 40}.")));
}

/*
 * The text form takes only digits here, so a key cannot bring in punctuation.
 */
static void
append_jsonb_score(StringInfo buf, const JsonbValue *key)
{
	for (int i = 0; i < key->val.string.len; i++)
	{
		if (key->val.string.val[i] < '0' || key->val.string.val[i] > '9')
			report_jsonb("A score is a whole number from 0 to 100.");
	}
	appendBinaryStringInfo(buf, key->val.string.val, key->val.string.len);
}

/*
 * Without decimals, which a whole number in JSON may have, as in 12.0.
 */
static void
append_jsonb_count(StringInfo buf, const JsonbValue *value)
{
	Datum		count;
	Datum		rounded;

	if (value == NULL || value->type != jbvNumeric)
		report_jsonb("The answers of a score are a number, or an object with the numbers answers, weight and weight_squares.");
	count = NumericGetDatum(value->val.numeric);
	rounded = DirectFunctionCall2(numeric_round, count, Int32GetDatum(0));
	if (!DatumGetBool(DirectFunctionCall2(numeric_eq, count, rounded)))
		rounded = count;
	appendStringInfoString(buf,
						   DatumGetCString(DirectFunctionCall1(numeric_out,
															   rounded)));
}

static void
append_jsonb_weight(StringInfo buf, const JsonbValue *value)
{
	if (value == NULL || value->type != jbvNumeric)
		report_jsonb("A weighted score needs the numbers answers, weight and weight_squares.");
	append_weight(buf,
				  DatumGetFloat8(DirectFunctionCall1(numeric_float8,
													 NumericGetDatum(value->val.numeric))));
}

/*
 * The named value of the object that a weighted score has, or NULL.
 */
static const JsonbValue *
jsonb_member(JsonbContainer *object, const char *name)
{
	JsonbValue	key;

	key.type = jbvString;
	key.val.string.val = unconstify(char *, name);
	key.val.string.len = (int) strlen(name);
	return findJsonbValueFromContainer(object, JB_FOBJECT, &key);
}

static void
append_jsonb_answers(StringInfo buf, const JsonbValue *value)
{
	JsonbContainer *object;

	if (value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data))
	{
		append_jsonb_count(buf, value);
		return;
	}
	object = value->val.binary.data;
	if (JsonContainerSize(object) != 3)
		report_jsonb("A weighted score has just the numbers answers, weight and weight_squares.");
	append_jsonb_count(buf, jsonb_member(object, "answers"));
	appendStringInfoChar(buf, '(');
	append_jsonb_weight(buf, jsonb_member(object, "weight"));
	appendStringInfoChar(buf, ',');
	append_jsonb_weight(buf, jsonb_member(object, "weight_squares"));
	appendStringInfoChar(buf, ')');
}

/*
 * Rewritten in the text form and read by its parser, which knows what a score
 * and a count may be.
 */
PG_FUNCTION_INFO_V1(tally_from_jsonb);
Datum
tally_from_jsonb(PG_FUNCTION_ARGS)
{
	Jsonb	   *jsonb = PG_GETARG_JSONB_P(0);
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	value;
	StringInfoData buf;
	Histogram	histogram;
	const char *separator = "";
	const char *problem;

	if (!JB_ROOT_IS_OBJECT(jsonb))
		report_jsonb("It is not an object.");

	initStringInfo(&buf);
	appendStringInfoChar(&buf, '{');
	iterator = JsonbIteratorInit(&jsonb->root);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			appendStringInfoString(&buf, separator);
			append_jsonb_score(&buf, &value);
			appendStringInfoChar(&buf, ':');
			separator = ",";
		}
		else if (token == WJB_VALUE)
			append_jsonb_answers(&buf, &value);
	}
	appendStringInfoChar(&buf, '}');

	problem = histogram_parse(&histogram, buf.data);
	if (problem != NULL)
		report_jsonb(problem);
	return histogram_to_datum(&histogram);
}
