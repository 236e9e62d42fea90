/*-------------------------------------------------------------------------
 *
 * estimate_test.c
 *	  Unit test of estimate.c; needs no server.
 *
 *	  cc -O2 -ffp-contract=off -Isrc test/unit/estimate_test.c \
 *		  src/estimate.c src/distribution.c src/normal.c -lm -o estimate_test && \
 *		  ./estimate_test
 *
 * Three kinds of case: references (estimate_references.h, from
 * make_references.py), golden cases (numbers that others published or that
 * other tools print; the ids are those of the project's list) and rules that
 * must hold exactly, such as limits at the ends.
 *
 *-------------------------------------------------------------------------
 */
#include "estimate.h"

#include "check.h"
#include "distribution.h"

struct share_reference
{
	ShareMethod method;
	ShareCounts counts;
	double		confidence;
	double		population_factor;
	Limits		expected;
};

/* adjusted, its interval of 95 %, and that of 90 % by t */
struct mean_reference
{
	double		sample[4];		/* answers, mean, variance, size */
	double		scale_min;
	double		scale_max;
	double		population_factor;
	MeanEstimate adjusted;
	Limits		adjusted_limits;
	Limits		t_limits;
};

#include "estimate_references.h"

/* in percent, as the golden cases print them */
static void
check_interval(const char *label, Limits interval, double low, double high)
{
	double		margin = TOLERANCE * fmax(fabs(low), fabs(high));

	check_within(100.0 * interval.low, low, margin, "%s low", label);
	check_within(100.0 * interval.high, high, margin, "%s high", label);
}


/*-------------------------------------------------------------------------
 * References
 *-------------------------------------------------------------------------
 */

/* Limits of a share keep their digits also next to 0. */
static void
test_share_references(void)
{
	for (int i = 0; i < LENGTH(share_references); i++)
	{
		const struct share_reference *r = &share_references[i];
		Limits		interval = share_interval(r->counts, r->confidence,
											  r->method,
											  r->population_factor);

		check_row("share low", i, interval.low, r->expected.low);
		check_row("share high", i, interval.high, r->expected.high);
	}
}

static void
check_limits(const char *label, int row, Limits value, Limits expected)
{
	double		margin = TOLERANCE * fmax(fabs(expected.low),
										  fabs(expected.high));

	check_within(value.low, expected.low, margin, "%s[%d] low", label, row);
	check_within(value.high, expected.high, margin, "%s[%d] high", label,
				 row);
}

static void
test_mean_references(void)
{
	for (int i = 0; i < LENGTH(mean_references); i++)
	{
		const struct mean_reference *r = &mean_references[i];
		MeanSample	sample = {r->sample[0], r->sample[1], r->sample[2],
			r->sample[3],
		sqrt(r->sample[2] / (r->sample[0] - 1.0))};
		MeanEstimate estimate = mean_adjusted(&sample, r->scale_min,
											  r->scale_max,
											  r->population_factor);

		check_row("adjusted mean", i, estimate.mean, r->adjusted.mean);
		check_row("its standard error", i, estimate.standard_error,
				  r->adjusted.standard_error);
		check_row("its degrees", i, estimate.degrees, r->adjusted.degrees);
		check_limits("adjusted limits", i,
					 mean_interval(&sample, 0.95, MEAN_ADJUSTED,
								   r->population_factor, r->scale_min,
								   r->scale_max), r->adjusted_limits);
		check_limits("limits by t", i,
					 mean_interval(&sample, 0.9, MEAN_T,
								   r->population_factor, r->scale_min,
								   r->scale_max), r->t_limits);
	}
}


/*-------------------------------------------------------------------------
 * Golden cases
 *-------------------------------------------------------------------------
 */

static void
test_golden_shares(void)
{
	static const struct
	{
		const char *id;
		double		x;
		double		n;
		ShareMethod method;
		double		low;
		double		high;
	}			cases[] = {
		{"F01", 18, 20, SHARE_AGRESTI_COULL,
		0.6867561125596076, 0.984343760998137},
		{"F03", 18, 20, SHARE_WILSON,
		0.6989663547715127, 0.9721335187862318},
		{"F05", 18, 20, SHARE_JEFFREYS,
		0.7161467426957475, 0.9786275119775252},
		{"F07", 4, 20, SHARE_CLOPPER_PEARSON,
		0.05733399705003276, 0.43661400299666836},
		{"F09", 4, 20, SHARE_WALD,
		0.024695491884683674, 0.37530450811531635},
		{"F11", 4, 200, SHARE_AGRESTI_COULL,
		0.005991954548218389, 0.05209955877395753},
		{"F13", 4, 200, SHARE_WILSON,
		0.0078044264163494685, 0.05028708690582644},
		{"F15", 4, 200, SHARE_JEFFREYS,
		0.006787598800080362, 0.04684656696684236},
		{"F17", 190, 200, SHARE_CLOPPER_PEARSON,
		0.9099724622986486, 0.9757658345278915},
		{"F19", 190, 200, SHARE_WILSON,
		0.910421851861224, 0.972617354399236},
		{"F21", 81, 263, SHARE_CLOPPER_PEARSON,
		0.25273674558527115, 0.36762192260135135},
		{"F23", 15, 148, SHARE_CLOPPER_PEARSON,
		0.05784401008344856, 0.161650490349479},
		{"F25", 0, 20, SHARE_CLOPPER_PEARSON, 0, 0.16843347098308534},
		{"F27", 1, 29, SHARE_CLOPPER_PEARSON,
		0.000872646883579922, 0.17764429548872293},
		{"F29", 950, 1000, SHARE_WALD,
		0.9364918804423794, 0.9635081195576205},
		{"F31", 31, 45, SHARE_WALD,
		0.5536273933014677, 0.8241503844763101},
		{"F33", 624, 1000, SHARE_WALD,
		0.593978367227172, 0.654021632772828},
		{"F35", 0, 20, SHARE_JEFFREYS, 0, 0.11663898290487543},
	};

	for (int i = 0; i < LENGTH(cases); i++)
		check_interval(cases[i].id,
					   share_interval(share_counts(cases[i].x, cases[i].n),
									  0.95, cases[i].method, 1.0),
					   100.0 * cases[i].low, 100.0 * cases[i].high);
}

static void
test_golden_weights(void)
{
	/* scores 1, -1, 0 with weights 3, 1, 1: mean 0.4 */
	double		sum_squares = 9 * 0.6 * 0.6 + 1.4 * 1.4 + 0.4 * 0.4;

	check("K03", weighted_standard_error(3, sum_squares, 5),
		  0.567097875150313);
	check("K05", kish_size(6, 14), 2.5714285714285716);
	check("K05 and K06", design_effect(3, 6, 14) * kish_size(6, 14),
		  3.0);
	check("K06", design_effect(5, 15, 55), 1.2222222222222223);
}

/* a share x of 100 %, by sums of weights */
static ShareCounts
weighted_share(double n, double sum_w, double sum_w2, double x,
			   double sum_w2_deviation2)
{
	double		size = effective_size(x * (1.0 - x),
									  weighted_standard_error(n,
															  sum_w2_deviation2,
															  sum_w),
									  kish_size(sum_w, sum_w2));
	ShareCounts counts = {x * size, size, n - 1.0};

	return counts;
}

static void
test_golden_weighted_shares(void)
{
	/* 50 ones of weight 3 and 50 zeros of weight 1 */
	ShareCounts counts = weighted_share(100, 200, 500, 0.75,
										50 * 9 * 0.0625 + 50 * 0.5625);

	check("P8 n_eff", counts.n, 80);
	check("P8 degrees", counts.n * interval_worth(0.95, counts.degrees),
		  78.056281437771691);
	check_interval("P8", share_interval(counts, 0.95, SHARE_WILSON, 1.0),
				   64.376276877080605, 83.278445458010300);
	/* 5, 5, 4, 3, 2 with weights 0.5, 1, 2, 1.5, 1 */
	counts = weighted_share(5, 6, 8.5, 3.5 / 6,
							5.25 * 2.5 * 2.5 / 36 + 3.25 * 3.5 * 3.5 / 36);
	check("P8 csat n_eff", counts.n, 3.4698795180722892);
	check("P8 csat degrees", counts.n * interval_worth(0.95, counts.degrees),
		  1.7291489091974428);
	check_interval("P8 csat", share_interval(counts, 0.95, SHARE_WILSON, 1.0),
				   11.245202460368384, 93.928227420896116);
	/* 50 ones of weight 1 and 10 zeros of weight 3 */
	counts = weighted_share(60, 80, 140, 0.625,
							50 * 0.140625 + 10 * 9 * 0.390625);
	check("P8 Kish", kish_size(80, 140), 45.714285714285714);
	check("P8 zeros n_eff", counts.n, 34.962962962962963);
	check("P8 zeros degrees", counts.n * interval_worth(0.95, counts.degrees),
		  33.543798547237301);
	check_interval("P8 zeros", share_interval(counts, 0.95, SHARE_WILSON, 1.0),
				   45.643885357612905, 76.787281972005857);
}

static void
test_golden_shift(void)
{
	static const double share_1[] = {12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6,
	7.8, 7.0, 5.9, 4.7, 3.6, 4.9};
	static const double share_2[] = {10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3,
	6.0, 6.3, 5.9, 5.1, 4.0, 5.5};
	static const double score_1[] = {1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8,
	54.9, 58.7, 60.4, 62.8, 66.6, 66.8};
	static const double score_2[] = {2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0,
	57.4, 57.2, 61.2, 63.9, 68.6, 72.2};
	Shift		sum = {0.0, 0.0};
	Shift		part;

	for (int i = 0; i < LENGTH(share_1); i++)
	{
		part = segment_shift(share_1[i] / 100, score_1[i],
							 share_2[i] / 100, score_2[i], 44.7268, 47.694);
		sum.mix_effect += part.mix_effect;
		sum.rate_effect += part.rate_effect;
	}
	check("L03 rate", sum.rate_effect, 1.7403);
	check("L01 total", sum.mix_effect + sum.rate_effect, 47.694 - 44.7268);

	part = segment_shift(0.0, NAN, 0.25, 0.5, 0.1, 0.3);
	check("entering mix", part.mix_effect, 0.25 * (0.5 - 0.2));
	check_exactly("entering rate", part.rate_effect, 0.0);
	part = segment_shift(0.25, 0.5, 0.0, NAN, 0.1, 0.3);
	check("leaving mix", part.mix_effect, -0.25 * (0.5 - 0.2));
	check_exactly("leaving rate", part.rate_effect, 0.0);
	part = segment_shift(0.0, NAN, 0.0, NAN, 0.1, 0.3);
	check_exactly("absent mix", part.mix_effect, 0.0);
}

static void
test_golden_means(void)
{
	static const double extra[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7,
		0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6,
	3.4};
	double		variance = 0.0;
	Limits		interval;

	for (int i = 0; i < LENGTH(extra); i++)
		variance += pow(extra[i] - 1.54, 2) / (LENGTH(extra) - 1);
	interval = limits_from_standard_error(1.54,
										  sqrt(variance / LENGTH(extra)),
										  student_critical(0.95, LENGTH(extra) - 1),
										  -INFINITY, INFINITY);
	check("M01 low", interval.low, 0.5955844996196039);
	check("M01 high", interval.high, 2.484415500380396);
	check("M03", finite_population_factor(107, 500), 0.8874543088523494);
}

/*-------------------------------------------------------------------------
 * Rules
 *-------------------------------------------------------------------------
 */

static const ShareMethod share_methods[] = {SHARE_WILSON,
	SHARE_AGRESTI_COULL, SHARE_CLOPPER_PEARSON, SHARE_JEFFREYS,
SHARE_WALD};
static const double sizes[] = {1, 2, 3, 4.75, 7, 20, 107, 1000, 123457, 1e6,
1e9, 1e12};
static const double confidences[] = {1e-9, 0.1, 0.5, 0.9, 0.95, 0.9999,
1.0 - 1e-15};

/*
 * Nobody and everybody satisfied; mirror images; order.
 */
static void
check_share_rules(ShareMethod method, double n, double confidence)
{
	static const double shares[] = {0.0, 0.1, 0.25, 0.5, 0.8, 1.0};

	for (int i = 0; i < LENGTH(shares); i++)
	{
		double		x = n >= 1e6 ? floor(shares[i] * n) : shares[i] * n;
		Limits		here = share_interval(share_counts(x, n), confidence, method, 1.0);
		Limits		mirror = share_interval(share_counts(n - x, n),
											confidence, method, 1.0);

		check_within(here.low, 1.0 - mirror.high, 1e-15,
					 "method %d: %g of %g is the mirror of %g",
					 method, x, n, n - x);
		check_true("share limits in order",
				   0.0 <= here.low && here.low <= here.high &&
				   here.high <= 1.0);
		check_true("share between its limits",
				   here.low <= x / n && x / n <= here.high);
		if (x == 0.0)
			check_exactly("low of none", here.low, 0.0);
		if (x == n)
			check_exactly("high of all", here.high, 1.0);
	}
}

static void
test_interval_rules(void)
{
	for (int i = 0; i < LENGTH(sizes); i++)
		for (int j = 0; j < LENGTH(confidences); j++)
			for (int k = 0; k < LENGTH(share_methods); k++)
				check_share_rules(share_methods[k], sizes[i],
								  confidences[j]);
}

/* a census leaves a point */
static void
test_population_rules(void)
{
	check_exactly("infinite population",
				  finite_population_factor(10, INFINITY), 1.0);
	check_exactly("census", finite_population_factor(10, 10), 0.0);
	check_exactly("census of one", finite_population_factor(1, 1), 0.0);

	for (int k = 0; k < LENGTH(share_methods); k++)
		for (int x = 0; x <= 40; x++)
		{
			Limits		census = share_interval(share_counts(x, 40), 0.95,
												share_methods[k], 0.0);

			check("census share low", census.low, x / 40.0);
			check("census share high", census.high, x / 40.0);
		}
	/* the worked example: 6 asked of 10 */
	check_interval("Agresti-Coull of 10",
				   share_interval(share_counts(4, 6), 0.95, SHARE_AGRESTI_COULL,
								  finite_population_factor(6, 10)),
				   40.247920232235154, 85.70145373064047);
}

/*
 * Never without the share: all of up to 40 answers, in the unit and with the
 * rounding of the estimates.
 */
static void
test_small_tables(void)
{
	static const double levels[] = {0.5, 0.95, 0.99};
	int			outside = 0;

	for (int n = 1; n <= 40; n++)
		for (int x = 0; x <= n; x++)
			for (int i = 0; i < LENGTH(levels); i++)
				for (int k = 0; k < LENGTH(share_methods); k++)
				{
					Limits		limits = share_interval(share_counts(x, n),
														levels[i],
														share_methods[k], 1.0);

					outside += !(limits.low <= (double) x / n &&
								 (double) x / n <= limits.high);
				}
	check_exactly("shares outside their limits", outside, 0);
}

/* One weighted answer: the ends of the scale. */
static void
test_no_degrees(void)
{
	ShareCounts share = {0.25, 1.0, 0.0};
	Limits		limits = share_interval(share, 0.95, SHARE_WILSON, 1.0);

	check_exactly("share low", limits.low, 0.0);
	check_exactly("share high", limits.high, 1.0);
	check_exactly("worth", interval_worth(0.95, 0.0), 0.0);
	check_exactly("worth of plain counts", interval_worth(0.95, INFINITY), 1.0);
}

static void
test_missing_results(void)
{
	MeanSample	one = {1.0, 4.0, 0.0, 1.0, NAN};

	check_exactly("one answer by t, low",
				  mean_interval(&one, 0.95, MEAN_T, 1.0, 1, 7).low, NAN);
	check_exactly("one answer by t, high",
				  mean_interval(&one, 0.95, MEAN_T, 1.0, 1, 7).high, NAN);
	check_exactly("no weight", kish_size(0, 0), NAN);
	check_exactly("no weight, design", design_effect(3, 0, 0), NAN);
	check_exactly("one weight", weighted_standard_error(1, 0, 2), NAN);
	check_exactly("no standard error", effective_size(0.25, NAN, 3.5), 3.5);
	check_exactly("standard error of 0", effective_size(0, 0, 3.5), 3.5);
	check_exactly("not more than Kish's", effective_size(0.25, 0.125, 3.5),
				  3.5);
	check_exactly("less than Kish's", effective_size(0.25, 0.125, 17), 16);
}

static void
test_helpers(void)
{
	Limits		interval = limits_from_standard_error(0.9, 0.1, 2.0,
													  -1.0, 1.0);

	check("low of a standard error", interval.low, 0.7);
	check_exactly("cut off", interval.high, 1.0);
	interval = limits_containing(interval, 0.5);
	check_exactly("moved to the estimate", interval.low, 0.5);
	check("cancellation", difference_of_products(1e8 + 1, 1e8 - 1, 1e8, 1e8),
		  -1.0);
}

int
main(void)
{
	test_share_references();
	test_mean_references();
	test_golden_shares();
	test_golden_weights();
	test_golden_weighted_shares();
	test_golden_shift();
	test_golden_means();
	test_interval_rules();
	test_population_rules();
	test_small_tables();
	test_no_degrees();
	test_missing_results();
	test_helpers();
	return checks_done();
}
