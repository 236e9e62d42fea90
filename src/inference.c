/*-------------------------------------------------------------------------
 *
 * inference.c
 *	  From the groups of a tally to estimates, and from these to results.
 *
 *-------------------------------------------------------------------------
 */
#include "inference.h"

#include "arguments.h"
#include "distribution.h"
#include "result.h"
#include "tally_datum.h"

bool
two_groups(FunctionCallInfo fcinfo, GroupsReader read_groups,
		   int first_of_scale, Groups *a, Groups *b)
{
	return !PG_ARGISNULL(0) && !PG_ARGISNULL(1) &&
		read_groups(fcinfo, 0, first_of_scale, a) &&
		read_groups(fcinfo, 1, first_of_scale, b) &&
		a->all.weight > 0 && b->all.weight > 0;
}

/*
 * Are these counts?  Then the effective number is the number, and the
 * division that would only round it can be left out.
 */
static bool
is_unweighted(Segment all)
{
	return all.weight == (double) all.answers &&
		all.weight_squares == all.weight;
}

static double
effective(Segment all)
{
	if (is_unweighted(all) && all.answers > 0)
		return all.weight;
	return effective_size(all.weight, all.weight_squares);
}

/*
 * The standard error of a weighted net score is the linearised one of R's
 * survey::svymean (Lumley 2004, Journal of Statistical Software 9(8)), with
 * answers of value 1, 0 and -1.
 */
NetSample
net_sample(const Groups *groups)
{
	Segment		all = groups->all;
	NetSample	sample;
	double		squares;

	sample.size = effective(all);
	if (is_unweighted(all))
	{
		sample.high = groups->high.weight;
		sample.low = groups->low.weight;
	}
	else
	{
		sample.high = sample.size * groups->high.weight / all.weight;
		sample.low = sample.size * groups->low.weight / all.weight;
	}
	sample.net = (groups->high.weight - groups->low.weight) / all.weight;
	if (is_unweighted(all))
		sample.standard_error = net_standard_error(sample.high, sample.low,
												   sample.size);
	else
	{
		squares = square(1 - sample.net) * groups->high.weight_squares +
			square(sample.net) * groups->middle.weight_squares +
			square(1 + sample.net) * groups->low.weight_squares;
		sample.standard_error = weighted_standard_error((double) all.answers,
														squares, all.weight);
	}
	return sample;
}

ShareSample
share_sample(Segment part, Segment all)
{
	ShareSample sample;

	sample.size = effective(all);
	sample.inside = is_unweighted(all) ? part.weight :
		sample.size * part.weight / all.weight;
	return sample;
}

/*
 * Without weights the standard error is that of the textbooks, the sample
 * standard deviation over sqrt(n): the formula of svymean comes to the same.
 */
MeanSample
mean_sample(const Histogram *histogram)
{
	Segment		all = histogram_all(histogram);
	MeanSample	sample;
	double		squares = 0;

	sample.answers = (double) all.answers;
	sample.mean = histogram_mean(histogram);
	for (int score = 0; score < histogram->limit; score++)
		squares += square(score - sample.mean) *
			histogram_weight_square(histogram, score);
	sample.standard_error = weighted_standard_error(sample.answers, squares,
													all.weight);
	return sample;
}

/*
 * Sample variance: n / (n - 1) sum(w (x - mean)^2) / sum(w), which without
 * weights is the usual sum((x - mean)^2) / (n - 1) and with weights that of
 * svyvar() in R's package survey (Lumley 2004, Journal of Statistical
 * Software 9(8)).  NaN for fewer than two answers.
 */
double
sample_variance(const Histogram *histogram)
{
	double		weight = histogram_all(histogram).weight;
	double		answers = (double) histogram->total;
	double		squares = 0;
	double		mean;

	if (histogram->total < 2 || weight == 0)
		return NAN;

	mean = histogram_mean(histogram);
	for (int score = 0; score < histogram->limit; score++)
	{
		double		deviation = score - mean;

		squares += deviation * deviation * histogram_weight(histogram, score);
	}
	if (!histogram->weighted)
		return squares / (answers - 1);
	return answers / (answers - 1) * squares / weight;
}

static Limits
in_percent(Limits limits)
{
	limits.low *= 100;
	limits.high *= 100;
	return limits;
}

/*
 * The Wald interval of weighted answers stands on their own standard error;
 * the other methods need counts, and take effective ones.
 */
Limits
net_sample_limits(const NetSample *sample, double confidence,
				  NetMethod method, double population_factor)
{
	if (isnan(sample->size))
		return no_limits;
	if (method == NET_WALD)
		return in_percent(limits_from_standard_error(sample->net,
													 sample->standard_error * population_factor,
													 normal_critical(confidence),
													 -1, 1));
	return in_percent(net_interval(sample->high, sample->low, sample->size,
								   confidence, method, population_factor));
}

Limits
share_sample_limits(const ShareSample *sample, double confidence,
					ShareMethod method, double population_factor)
{
	if (isnan(sample->size))
		return no_limits;
	return in_percent(share_interval(sample->inside, sample->size, confidence,
									 method, population_factor));
}

/*
 * Quantiles of Student's t take ten times as long as all the rest of a row
 * for a dashboard, and many groups are of the same size: the latest are
 * cached, by size.
 */
#define CACHED_CRITICALS	256

typedef struct Critical
{
	double		confidence;		/* 0 if unused */
	double		answers;
	double		value;
} Critical;

double
mean_critical(double confidence, double answers)
{
	static Critical cache[CACHED_CRITICALS];
	Critical   *entry = &cache[(uint64) answers % CACHED_CRITICALS];

	if (!(answers >= 2))
		return NAN;
	if (entry->confidence != confidence || entry->answers != answers)
	{
		entry->value = student_critical(confidence, answers - 1);
		entry->confidence = confidence;
		entry->answers = answers;
	}
	return entry->value;
}

/*
 * By Student's t with n - 1 degrees of freedom (Student 1908, Biometrika 6:1).
 */
Limits
mean_sample_limits(const MeanSample *sample, double confidence,
				   double population_factor, double lowest, double highest)
{
	if (isnan(sample->standard_error))
		return no_limits;
	return limits_from_standard_error(sample->mean,
									  sample->standard_error * population_factor,
									  mean_critical(confidence,
													sample->answers),
									  lowest, highest);
}

static const MethodName share_methods[] = {
	{"wilson", SHARE_WILSON},
	{"agresti_coull", SHARE_AGRESTI_COULL},
	{"clopper_pearson", SHARE_CLOPPER_PEARSON},
	{"jeffreys", SHARE_JEFFREYS},
	{"wald", SHARE_WALD},
};

ShareMethod
share_method_argument(FunctionCallInfo fcinfo, int argument)
{
	return (ShareMethod) METHOD_ARGUMENT(fcinfo, argument, share_methods);
}

Limits
share_limits(FunctionCallInfo fcinfo, int first, Segment part, Segment all)
{
	double		confidence = confidence_argument(fcinfo, first);
	ShareMethod method = share_method_argument(fcinfo, first + 1);
	double		factor = population_argument(fcinfo, first + 2, all.answers);
	ShareSample sample = share_sample(part, all);

	return share_sample_limits(&sample, confidence, method, factor);
}

Datum
limits_result(FunctionCallInfo fcinfo, Limits limits)
{
	ResultRow	row = {0};

	if (isnan(limits.low))
		PG_RETURN_NULL();
	result_add_number(&row, limits.low);
	result_add_number(&row, limits.high);
	return result_datum(fcinfo, &row);
}

Datum
test_result(FunctionCallInfo fcinfo, TestResult result, double unit)
{
	ResultRow	row = {0};

	result_add_number(&row, unit * result.difference);
	result_add_number(&row, unit * result.low);
	result_add_number(&row, unit * result.high);
	result_add_number(&row, result.statistic);
	result_add_number(&row, result.p_value);
	return result_datum(fcinfo, &row);
}

Datum
share_test_result(FunctionCallInfo fcinfo, GroupsReader read_groups)
{
	double		confidence = confidence_argument(fcinfo, 2);
	Groups		groups_a;
	Groups		groups_b;
	ShareSample a;
	ShareSample b;

	if (!two_groups(fcinfo, read_groups, 3, &groups_a, &groups_b))
		PG_RETURN_NULL();
	a = share_sample(groups_a.high, groups_a.all);
	b = share_sample(groups_b.high, groups_b.all);
	return test_result(fcinfo,
					   share_test(a.inside, a.size, b.inside, b.size,
								  confidence),
					   100);
}

bool
summary_is_hidden(FunctionCallInfo fcinfo, int argument, const Groups *groups)
{
	int64		min_answers = PG_ARGISNULL(argument) ? 0 :
		PG_GETARG_INT64(argument);

	if (min_answers < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("min_answers %lld is negative",
						(long long) min_answers)));
	return groups->all.answers < min_answers;
}

/* Counts and shares of three groups, score, low, high. */
#define COLUMNS_TO_HIDE		9

Datum
hidden_summary_result(FunctionCallInfo fcinfo, const Groups *groups)
{
	ResultRow	row = {0};

	result_add_count(&row, groups->all.answers);
	for (int column = 0; column < COLUMNS_TO_HIDE; column++)
		result_add_null(&row);
	return result_datum(fcinfo, &row);
}

Datum
summary_result(FunctionCallInfo fcinfo, const Groups *groups, double score,
			   Limits limits)
{
	ResultRow	row = {0};

	result_add_count(&row, groups->all.answers);
	result_add_count(&row, groups->high.answers);
	result_add_count(&row, groups->middle.answers);
	result_add_count(&row, groups->low.answers);
	result_add_number(&row, percent_of(groups->high, groups->all));
	result_add_number(&row, percent_of(groups->middle, groups->all));
	result_add_number(&row, percent_of(groups->low, groups->all));
	result_add_number(&row, score);
	result_add_number(&row, limits.low);
	result_add_number(&row, limits.high);
	return result_datum(fcinfo, &row);
}

/*
 * Sums of weights are rounded, which must not make a part larger than its
 * whole.
 */
static bool
is_part_at(const Histogram *part, const Histogram *whole, int score)
{
	if (part->answers[score] == 0)
		return true;
	return score < whole->limit &&
		part->answers[score] <= whole->answers[score] &&
		histogram_weight(part, score) <=
		histogram_weight(whole, score) * (1 + 1e-9);
}

void
check_part_of_whole(FunctionCallInfo fcinfo, int part_argument,
					int whole_argument, const char *hint)
{
	Histogram	part;
	Histogram	whole;

	histogram_from_datum(PG_GETARG_DATUM(part_argument), &part);
	histogram_from_datum(PG_GETARG_DATUM(whole_argument), &whole);
	for (int score = 0; score < part.limit; score++)
	{
		if (!is_part_at(&part, &whole, score))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a segment is not part of its total"),
					 errdetail("At score %d the segment has %lld answers of weight %g, the total %lld of weight %g.",
							   score, (long long) part.answers[score],
							   histogram_weight(&part, score),
							   score < whole.limit ?
							   (long long) whole.answers[score] : 0LL,
							   score < whole.limit ?
							   histogram_weight(&whole, score) : 0.0),
					 errhint("%s", hint)));
	}
}

/*
 * Between two periods a segment moves the total by changing its share of the
 * answers (mix) and by changing its own score (rate); over all segments the
 * effects add up to the change (Kitagawa 1955, Journal of the American
 * Statistical Association 50:1168; Das Gupta 1993, U.S. Bureau of the Census
 * P23-186).  NULL if one of the periods has no answers: there is no change
 * then.
 */
Datum
shift_result(FunctionCallInfo fcinfo, GroupsReader read_groups,
			 double (*score_of) (const Groups *groups))
{
	enum
	{
		SEGMENT_BEFORE, SEGMENT_AFTER, TOTAL_BEFORE, TOTAL_AFTER,
		FIRST_OF_SCALE
	};
	const char *hint = "The arguments are the segment before and after, then the total before and after, for example sum(tally(score)) OVER ().";
	Groups		groups[FIRST_OF_SCALE];
	double		scores[FIRST_OF_SCALE];
	Shift		shift;
	ResultRow	row = {0};

	for (int i = SEGMENT_BEFORE; i < FIRST_OF_SCALE; i++)
	{
		if (PG_ARGISNULL(i))
			PG_RETURN_NULL();
	}
	for (int i = SEGMENT_BEFORE; i < FIRST_OF_SCALE; i++)
	{
		read_groups(fcinfo, i, FIRST_OF_SCALE, &groups[i]);
		scores[i] = score_of(&groups[i]);
	}
	check_part_of_whole(fcinfo, SEGMENT_BEFORE, TOTAL_BEFORE, hint);
	check_part_of_whole(fcinfo, SEGMENT_AFTER, TOTAL_AFTER, hint);
	if (isnan(scores[TOTAL_BEFORE]) || isnan(scores[TOTAL_AFTER]))
		PG_RETURN_NULL();

	shift = segment_shift(groups[SEGMENT_BEFORE].all.weight /
						  groups[TOTAL_BEFORE].all.weight,
						  scores[SEGMENT_BEFORE],
						  groups[SEGMENT_AFTER].all.weight /
						  groups[TOTAL_AFTER].all.weight,
						  scores[SEGMENT_AFTER],
						  scores[TOTAL_BEFORE], scores[TOTAL_AFTER]);
	result_add_number(&row, shift.mix_effect);
	result_add_number(&row, shift.rate_effect);
	return result_datum(fcinfo, &row);
}

double
power_argument(FunctionCallInfo fcinfo, int argument)
{
	double		power = number_argument(fcinfo, argument, 0.8);

	check_between("power", power, 0, 1, "Write 80 % as 0.8.");
	return power;
}

int64
population_size_argument(FunctionCallInfo fcinfo, int argument)
{
	int64		population;

	if (PG_ARGISNULL(argument))
		return 0;
	population = PG_GETARG_INT64(argument);
	if (population < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("population %lld is not positive",
						(long long) population)));
	return population;
}

/*
 * A whole number of answers; within a population of known size fewer are
 * enough.
 */
Datum
sample_size_result(double size, int64 population)
{
	size = fmax(size, 1);
	if (population > 0)
		size = isinf(size) ? (double) population :
			finite_sample_size(size, (double) population);
	size = round_up_sample_size(size);
	if (!(size < (double) PG_INT64_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("no sample is large enough")));
	PG_RETURN_INT64((int64) size);
}
