/*-------------------------------------------------------------------------
 *
 * inference.c
 *	  A tally as the sample that statistics are made of.
 *
 *-------------------------------------------------------------------------
 */
#include "inference.h"

#include <math.h>

#include "distribution.h"

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

static double
square(double x)
{
	return x * x;
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

static Limits
in_percent(Limits interval)
{
	interval.low *= 100;
	interval.high *= 100;
	return interval;
}

/*
 * The Wald interval of weighted answers stands on their own standard error;
 * the other methods need counts, and take effective ones.
 */
Limits
net_sample_limits(const NetSample *sample, double confidence,
				  NetMethod method, double population_factor)
{
	Limits	none = {NAN, NAN};

	if (isnan(sample->size))
		return none;
	if (method == NET_WALD)
		return in_percent(interval_from_standard_error(sample->net,
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
	Limits	none = {NAN, NAN};

	if (isnan(sample->size))
		return none;
	return in_percent(share_interval(sample->inside, sample->size, confidence,
									 method, population_factor));
}

/*
 * Quantiles of Student's t take ten times as long as all the rest of a row
 * for a dashboard, and groups are often as large as other groups: those of
 * the latest sizes are kept, each in the place that goes with its size.
 */
#define KEPT_CRITICALS	256

typedef struct Critical
{
	double		confidence;		/* 0: nothing here yet */
	double		answers;
	double		value;
} Critical;

static double
mean_critical(double confidence, double answers)
{
	static Critical kept[KEPT_CRITICALS];
	Critical   *place = &kept[(uint64) answers % KEPT_CRITICALS];

	if (place->confidence != confidence || place->answers != answers)
	{
		place->value = student_critical(confidence, answers - 1);
		place->confidence = confidence;
		place->answers = answers;
	}
	return place->value;
}

/*
 * By Student's t with n - 1 degrees of freedom (Student 1908, Biometrika 6:1).
 */
Limits
mean_sample_limits(const MeanSample *sample, double confidence,
				   double population_factor, double lowest, double highest)
{
	Limits	none = {NAN, NAN};

	if (isnan(sample->standard_error))
		return none;
	return interval_from_standard_error(sample->mean,
										sample->standard_error * population_factor,
										mean_critical(confidence,
													  sample->answers),
										lowest, highest);
}
