/*-------------------------------------------------------------------------
 *
 * inference.c
 *	  From the groups of a tally to estimates, and from these to results.
 *
 *-------------------------------------------------------------------------
 */
#include "inference.h"

#include "utils/float.h"

#include "arguments.h"
#include "distribution.h"
#include "result.h"
#include "sample_size.h"
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

static double
weighted_size(Segment all, double variance, double standard_error)
{
	return effective_size(variance, standard_error,
						  kish_size(all.weight, all.weight_squares));
}

/*
 * The sum of (w (x - score))^2, x being 1, 0 or -1.
 */
static double
net_squares(const Groups *groups)
{
	Segment		high = groups->high;
	Segment		middle = groups->middle;
	Segment		low = groups->low;
	double		weight = groups->all.weight;

	return square((middle.weight + 2 * low.weight) / weight) *
		high.weight_squares +
		square((high.weight - low.weight) / weight) * middle.weight_squares +
		square((middle.weight + 2 * high.weight) / weight) *
		low.weight_squares;
}

NetSample
net_sample(const Groups *groups)
{
	Segment		all = groups->all;
	NetSample	sample;
	double		variance;

	sample.weighted = groups->weighted;
	sample.answers = all.answers;
	sample.score = net_score(groups);
	sample.counts = net_counts(groups->high.weight, groups->low.weight,
							   all.weight);
	if (!groups->weighted)
	{
		sample.standard_error = net_standard_error(sample.counts);
		return sample;
	}

	variance = net_variance(sample.counts);
	sample.standard_error = weighted_standard_error((double) all.answers,
													net_squares(groups),
													all.weight);
	sample.counts.n = weighted_size(all, variance, sample.standard_error);
	sample.counts.promoters = sample.counts.n *
		(groups->high.weight / all.weight);
	sample.counts.detractors = sample.counts.n *
		(groups->low.weight / all.weight);
	sample.counts.degrees = (double) all.answers - 1;
	return sample;
}

ShareSample
share_sample(Segment inside, Segment outside, Segment all, bool weighted)
{
	ShareSample sample;
	double		p = inside.weight / all.weight;
	double		q = outside.weight / all.weight;

	sample.weighted = weighted;
	sample.answers = all.answers;
	sample.score = percent_of(inside, all);
	sample.counts = share_counts(inside.weight, all.weight);
	sample.standard_error = sqrt(p * q / all.weight);
	if (weighted)
	{
		sample.standard_error = weighted_standard_error((double) all.answers,
														q * q * inside.weight_squares +
														p * p * outside.weight_squares,
														all.weight);
		sample.counts.n = weighted_size(all, p * q, sample.standard_error);
		sample.counts.x = p * sample.counts.n;
		sample.counts.degrees = (double) all.answers - 1;
	}
	return sample;
}

ShareSample
high_share_sample(const Groups *groups)
{
	return share_sample(groups->high, groups->rest, groups->all,
						groups->weighted);
}

/*
 * Without weights the standard error is that of the textbooks, the sample
 * standard deviation over sqrt(n), and so it is for equal weights, whose
 * effective size is n.
 */
MeanSample
mean_sample(const Histogram *histogram)
{
	Segment		all = histogram_all(histogram);
	MeanSample	sample;
	double		n = (double) all.answers;
	Moments		moments = histogram_moments(histogram);

	sample.answers = n;
	sample.mean = moments.mean;
	sample.variance = moments.squares / all.weight;
	sample.standard_error = weighted_standard_error(n, moments.weighted_squares,
													all.weight);
	sample.size = n;
	if (histogram->weighted)
		sample.size = weighted_size(all, sample.variance * n / (n - 1),
									sample.standard_error);
	return sample;
}

/*
 * After a census nothing is left to estimate.
 */
static Limits
point(double score)
{
	Limits		limits = {score, score};

	return limits;
}

/*
 * Wald's of weighted answers, by Student's t; one answer says nothing about
 * where the score lies.
 */
static Limits
weighted_wald_limits(double estimate, double standard_error, double degrees,
					 double confidence, double lowest, double highest)
{
	if (!(degrees > 0))
		return limits_within(lowest, highest, lowest, highest);
	return limits_from_standard_error(estimate, standard_error,
									  student_critical(confidence, degrees),
									  lowest, highest);
}

/*
 * The score in percent may be rounded differently.
 */
static Limits
in_percent(Limits limits, double score)
{
	limits.low *= 100;
	limits.high *= 100;
	return limits_containing(limits, score);
}

Limits
net_sample_limits(const NetSample *sample, double confidence,
				  NetMethod method, double population_factor)
{
	Limits		limits;

	if (isnan(sample->score))
		return no_limits;
	if (population_factor == 0)
		return point(sample->score);
	if (method == NET_WALD && sample->weighted)
		limits = weighted_wald_limits(sample->score / 100,
									  sample->standard_error * population_factor,
									  sample->counts.degrees, confidence,
									  -1, 1);
	else
		limits = net_interval(sample->counts, confidence, method,
							  population_factor);
	return in_percent(limits, sample->score);
}

Limits
share_sample_limits(const ShareSample *sample, double confidence,
					ShareMethod method, double population_factor)
{
	Limits		limits;

	if (isnan(sample->score))
		return no_limits;
	if (population_factor == 0)
		return point(sample->score);
	if (method == SHARE_WALD && sample->weighted)
		limits = weighted_wald_limits(sample->score / 100,
									  sample->standard_error * population_factor,
									  sample->counts.degrees, confidence,
									  0, 1);
	else
		limits = share_interval(sample->counts, confidence, method,
								population_factor);
	return in_percent(limits, sample->score);
}

Limits
mean_sample_limits(const MeanSample *sample, double confidence,
				   MeanMethod method, double population_factor,
				   const Scale *scale)
{
	if (isnan(sample->mean))
		return no_limits;
	if (population_factor == 0)
		return point(sample->mean);
	return mean_interval(sample, confidence, method, population_factor,
						 scale->minimum, scale->maximum);
}

double
limits_margin(Limits limits)
{
	return (limits.high - limits.low) / 2;
}

static const ChoiceName share_methods[] = {
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
share_limits(FunctionCallInfo fcinfo, int first, const ShareSample *sample)
{
	double		confidence = confidence_argument(fcinfo, first);
	ShareMethod method = share_method_argument(fcinfo, first + 1);
	double		factor = population_argument(fcinfo, first + 2,
											 sample->answers);

	return share_sample_limits(sample, confidence, method, factor);
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

bool
summary_is_hidden(FunctionCallInfo fcinfo, int argument, int64 answers)
{
	return !PG_ARGISNULL(argument) &&
		answers < count_argument(fcinfo, argument, "min_answers");
}

Datum
hidden_summary_result(FunctionCallInfo fcinfo, int64 answers, int columns)
{
	ResultRow	row = {0};

	result_add_count(&row, answers);
	while (row.columns < columns)
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

static int
errdetail_part(const Histogram *part, const Histogram *whole, int score)
{
	Segment		in_whole = histogram_segment(whole, score, score);

	if (!part->weighted && !whole->weighted)
		return errdetail("Answers at score %d: %lld in the segment, %lld in the total.",
						 score, (long long) part->answers[score],
						 (long long) in_whole.answers);
	return errdetail("Answers at score %d: %lld of weight %g in the segment, %lld of weight %g in the total.",
					 score, (long long) part->answers[score],
					 histogram_weight(part, score),
					 (long long) in_whole.answers, in_whole.weight);
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
					 errmsg("segment is not contained in its total"),
					 errdetail_part(&part, &whole, score),
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
			 double (*score) (const Groups *groups))
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
		scores[i] = score(&groups[i]);
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

void
check_points(const char *name, double points, double largest)
{
	check_between(name, points, 0, largest, NULL);
	notice_fraction(name, points, UNIT_POINTS);
}

double
power_argument(FunctionCallInfo fcinfo, int argument)
{
	double		power = number_argument(fcinfo, argument, 0.8);

	check_between("power", power, 0, 1, "Write 80 % as 0.8.");
	return power;
}

/*
 * A whole number of answers; within a population of known size fewer are
 * enough.
 */
Datum
sample_size_result(FunctionCallInfo fcinfo, double size, int argument)
{
	size = fmax(size, 1);
	if (argument >= 0 && !PG_ARGISNULL(argument))
	{
		double		population = (double) population_size_argument(fcinfo,
																   argument);

		size = isinf(size) ? population : finite_sample_size(size, population);
	}
	size = round_up_sample_size(size);
	if (!(size < (double) PG_INT64_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("no sample is large enough")));
	PG_RETURN_INT64((int64) size);
}
