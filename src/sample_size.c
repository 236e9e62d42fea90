/*-------------------------------------------------------------------------
 *
 * sample_size.c
 *	  How many answers a margin or a test needs, on plain numbers.
 *
 *-------------------------------------------------------------------------
 */
#include "sample_size.h"

#include "distribution.h"

/*
 * The half-width of Tango's interval solved for n, to the first order beyond
 * Wald's: simulated over scores of all centers, the mean half-width is at most
 * the margin.  NET_WALD is the size of published tables.
 */
double
net_sample_size(double margin, double confidence, NetMethod method,
				double variance)
{
	double		z2 = square(normal_critical(confidence));

	if (margin == 0.0)
		return NAN;
	if (method == NET_WALD)
		return z2 * variance / square(margin);
	return z2 * (variance / square(margin) + 1.0 / variance - 2.0) - 1.0;
}

/*
 * Wilson's half-width solved for n (W. W. Piegorsch, Statistics in Medicine
 * 23:1477, 2004); Wald's is W. G. Cochran's size (1977, section 4.4).
 */
double
share_sample_size(double margin, double confidence, ShareMethod method,
				  double share)
{
	double		z2 = square(normal_critical(confidence));
	double		variance = share * (1.0 - share);
	double		h2 = square(margin);

	if (margin == 0.0)
		return NAN;
	if (method == SHARE_WALD)
		return z2 * variance / h2;
	return z2 * (variance - 2.0 * h2 +
				 sqrt(square(variance - 2.0 * h2) + h2 * (1.0 - 4.0 * h2))) /
		(2.0 * h2);
}

/* The normal quantile of a test at a confidence, with one tail or two */
static double
test_critical(double confidence, Alternative alternative)
{
	if (alternative == ALTERNATIVE_TWO_SIDED)
		return normal_critical(confidence);
	return normal_quantile(confidence);
}

/*
 * The variance under the null hypothesis, where one score is supposed, is
 * larger than that of two scores by half the square of their difference.  The
 * argument is the variance of the difference of one answer in each group.
 */
double
net_test_sample_size(double difference, double confidence,
					 Alternative alternative, double power, double variance)
{
	double		spread = test_critical(confidence, alternative) *
		sqrt(variance + 0.5 * square(difference)) +
		normal_quantile(power) * sqrt(variance);

	if (difference == 0.0)
		return NAN;
	return square(fmax(spread, 0.0) / difference);
}

/*
 * J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and
 * Proportions, 3rd edition 2003, section 4.2, without continuity correction.
 */
double
share_test_sample_size(double share_a, double share_b, double confidence,
					   Alternative alternative, double power)
{
	double		pooled = 0.5 * (share_a + share_b);
	double		under_null = sqrt(2.0 * pooled * (1.0 - pooled));
	double		under_difference = sqrt(share_a * (1.0 - share_a) +
										share_b * (1.0 - share_b));
	double		spread = test_critical(confidence, alternative) * under_null +
		normal_quantile(power) * under_difference;

	if (share_a == share_b)
		return NAN;
	return square(fmax(spread, 0.0) / (share_a - share_b));
}

/*
 * The size that does in a finite population what `size` does in an infinite
 * one (Cochran 1977, section 4.4).
 */
double
finite_sample_size(double size, double population)
{
	return size / (1.0 + (size - 1.0) / population);
}

double
round_up_sample_size(double size)
{
	return size < 1.0 ? 1.0 : ceil(size);
}
