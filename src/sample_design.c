/*-------------------------------------------------------------------------
 *
 * sample_design.c
 *	  Scores of samples that are not simple: several answers of one customer,
 *	  strata with known shares of the population.
 *
 *-------------------------------------------------------------------------
 */
#include "sample_design.h"

#include <math.h>

#include "distribution.h"

static const DesignScore no_score = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};

/*
 * D. H. D. West, Communications of the ACM 22:532, 1979: no difference of
 * large sums.
 */
static void
running_mean_add(RunningMean *running, double value, double weight)
{
	double		before = running->weight;
	double		distance = value - running->mean;
	double		part;

	running->weight += weight;
	part = weight / running->weight;
	running->mean += part * distance;
	running->squares += before * part * distance * distance;
}


/*-------------------------------------------------------------------------
 * Clusters
 *-------------------------------------------------------------------------
 */

void
clusters_add(Clusters *clusters, const DesignPart *cluster)
{
	clusters->clusters += 1.0;
	clusters->answers += cluster->answers;
	clusters->weight_squares += cluster->weight_squares;
	clusters->sum += cluster->sum;
	clusters->squares += cluster->squares;
	clusters->high += cluster->high;
	clusters->low += cluster->low;
	running_mean_add(&clusters->means, cluster->mean, cluster->weight);
	running_mean_add(&clusters->residuals, cluster->mean,
					 square(cluster->weight));
}

/*
 * The variance of a ratio by linearization (W. G. Cochran, Sampling
 * Techniques, 3rd edition 1977, section 6.3): with z the sum of the deviations
 * of a cluster's answers from the score, k / (k - 1) times the sum of z^2 over
 * the square of all weight.  That is what R's survey::svymean gives (T.
 * Lumley, Journal of Statistical Software 9(8), 2004).  The sum of z^2 is that
 * around the mean of the clusters by the squares of their weights, and the
 * rest.
 */
DesignScore
clustered_score(const Clusters *clusters, double unit)
{
	DesignScore result = no_score;
	double		k = clusters->clusters;
	double		weight = clusters->means.weight;
	double		variance;
	double		residuals;
	double		error;

	if (k == 0.0)
		return result;
	result.score = unit * clusters->sum / weight;
	result.high = clusters->high / weight;
	result.low = clusters->low / weight;
	result.degrees = k - 1.0;
	result.interval_degrees = result.degrees;
	result.size = k;
	if (k == 1.0)
		return result;

	residuals = clusters->residuals.squares + clusters->residuals.weight *
		square(clusters->residuals.mean - clusters->means.mean);
	error = sqrt(k / (k - 1.0) * residuals) / weight;
	result.standard_error = unit * error;
	variance = (clusters->squares + clusters->means.squares) / weight;
	if (variance > 0.0)
		result.design_effect = square(error) / (variance / clusters->answers);
	if (error > 0.0)
		result.size = effective_size(variance, error,
									 kish_size(weight,
											   clusters->weight_squares));
	return result;
}


/*-------------------------------------------------------------------------
 * Strata
 *-------------------------------------------------------------------------
 */

/*
 * Weighted answers have the variance of the mean of R's survey::svymean and
 * Kish's size, whose product is the variance of one answer.
 */
void
strata_add(Strata *strata, const DesignPart *stratum, double share)
{
	double		size = kish_size(stratum->weight, stratum->weight_squares);
	double		degrees = stratum->answers - 1.0;

	strata->strata += 1.0;
	strata->answers += stratum->answers;
	strata->shares += share;
	strata->sum += share * stratum->mean;
	strata->high += share * (stratum->high / stratum->weight);
	strata->low += share * (stratum->low / stratum->weight);
	strata->inverse_sizes += square(share) / size;
	if (degrees > 0.0)
	{
		double		variance = stratum->answers / stratum->weight *
			(stratum->weighted_squares / stratum->weight) / degrees;

		strata->squares += degrees * variance * size;
		strata->error += square(share) * variance;
		strata->error_squares += square(square(share) * variance) / degrees;
	}
	else
		strata->single_answers += 1.0;
}

/*
 * Cochran (1977), section 5A.9, with the degrees of freedom of F. E.
 * Satterthwaite, Biometrics Bulletin 2:110, 1946.  A stratum of one answer has
 * no variance of its own; then all have the one within strata.  The limits
 * take the smaller of the two sizes that these variances give, each with its
 * degrees of freedom: the one is too large where some strata have hardly any
 * variance by chance, the other where variances differ.
 */
DesignScore
stratified_score(const Strata *strata, double confidence, double unit)
{
	DesignScore result = no_score;
	double		within = strata->answers - strata->strata;
	double		shares = strata->shares;
	double		inverse_size = strata->inverse_sizes / square(shares);
	double		pooled_error = strata->squares / within * inverse_size;
	double		error = strata->error / square(shares);
	double		variance;
	double		pooled_size;

	if (strata->strata == 0.0)
		return result;
	result.score = unit * strata->sum / shares;
	result.high = strata->high / shares;
	result.low = strata->low / shares;
	result.degrees = within;
	result.interval_degrees = within;
	result.size = 1.0 / inverse_size;
	if (!(within > 0.0))
		return result;

	if (strata->single_answers > 0.0)
		error = pooled_error;
	else if (error > 0.0)
		result.degrees = square(strata->error) / strata->error_squares;
	result.standard_error = unit * sqrt(error);
	if (!(error > 0.0))
		return result;

	variance = result.high + result.low - square(result.high - result.low);
	pooled_size = variance / pooled_error;
	result.size = variance / error;
	result.interval_degrees = result.degrees;
	if (pooled_size * interval_worth(confidence, within) <
		result.size * interval_worth(confidence, result.degrees))
	{
		result.size = pooled_size;
		result.interval_degrees = within;
	}
	return result;
}


/*-------------------------------------------------------------------------
 * Limits
 *-------------------------------------------------------------------------
 */

Limits
design_net_interval(const DesignScore *score, double confidence)
{
	NetCounts	counts = {score->high * score->size, score->low * score->size,
	score->size, score->interval_degrees};

	return net_interval(counts, confidence, NET_SCORE, 1.0);
}

Limits
design_share_interval(const DesignScore *score, double confidence)
{
	ShareCounts counts = {score->high * score->size, score->size,
	score->interval_degrees};

	return share_interval(counts, confidence, SHARE_WILSON, 1.0);
}

Limits
design_mean_interval(const DesignScore *score, double confidence,
					 double lowest, double highest)
{
	if (isnan(score->standard_error))
		return no_limits;
	return limits_from_standard_error(score->score, score->standard_error,
									  student_critical(confidence,
													   score->degrees),
									  lowest, highest);
}
