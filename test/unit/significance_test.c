/*-------------------------------------------------------------------------
 *
 * significance_test.c
 *	  Unit test of significance.c; needs no server.
 *
 *	  cc -O2 -ffp-contract=off -Isrc test/unit/significance_test.c \
 *		  src/significance.c src/estimate.c src/estimate_net.c \
 *		  src/distribution.c src/normal.c -lm -o significance_test && ./significance_test
 *
 * References (significance_references.h, from make_references.py), golden
 * cases and rules, as in estimate_test.c.
 *
 *-------------------------------------------------------------------------
 */
#include "significance.h"

#include "check.h"

struct net_test_reference
{
	NetMethod	method;
	NetCounts	a;
	NetCounts	b;
	double		confidence;
	Alternative alternative;
	TestResult	expected;
};

struct share_test_reference
{
	ShareCounts a;
	ShareCounts b;
	double		confidence;
	Alternative alternative;
	TestResult	expected;
};

/* samples are answers, mean, variance, size */
struct mean_test_reference
{
	MeanMethod	method;
	double		a[4];
	double		b[4];
	double		confidence;
	Alternative alternative;
	double		scale_min;
	double		scale_max;
	TestResult	expected;
};

struct net_target_reference
{
	NetCounts	counts;
	double		target;
	double		confidence;
	Alternative alternative;
	TestResult	expected;
};

struct share_target_reference
{
	ShareCounts counts;
	double		target;
	double		confidence;
	Alternative alternative;
	TestResult	expected;
};

struct mean_target_reference
{
	MeanMethod	method;
	double		sample[4];
	double		target;
	double		confidence;
	Alternative alternative;
	double		scale_min;
	double		scale_max;
	TestResult	expected;
};

struct net_paired_reference
{
	double		changes[5];
	TestResult	expected;
};

struct share_paired_reference
{
	double		rose;
	double		fell;
	double		n;
	TestResult	expected;
};

struct mean_paired_reference
{
	double		n;
	double		sum;
	double		sum_squares;
	TestResult	expected;
};

#include "significance_references.h"

/*
 * Limits are a difference and a margin, so the larger of them is the measure
 * for both.
 */
static void
check_test(const char *label, int row, TestResult value, TestResult expected)
{
	double		margin = TOLERANCE * fmax(fabs(expected.low),
										  fabs(expected.high));

	check_within(value.difference, expected.difference,
				 TOLERANCE * fabs(expected.difference),
				 "%s[%d] difference", label, row);
	check_within(value.low, expected.low, margin, "%s[%d] low", label, row);
	check_within(value.high, expected.high, margin, "%s[%d] high", label,
				 row);
	check_within(value.statistic, expected.statistic,
				 TOLERANCE * fabs(expected.statistic),
				 "%s[%d] statistic", label, row);
	check_within(value.p_value, expected.p_value,
				 TOLERANCE * fabs(expected.p_value),
				 "%s[%d] p_value", label, row);
}

static MeanSample
mean_sample(double answers, double mean, double variance, double size)
{
	MeanSample	sample = {answers, mean, variance, size,
	answers > 1.0 ? sqrt(variance / (answers - 1.0)) : NAN};

	return sample;
}

/* The answers on a scale from 1, how many of each score */
static MeanSample
mean_sample_of(const double *counts, int scores)
{
	double		n = 0.0;
	double		sum = 0.0;
	double		squares = 0.0;

	for (int i = 0; i < scores; i++)
	{
		n += counts[i];
		sum += (i + 1) * counts[i];
	}
	for (int i = 0; i < scores; i++)
		squares += counts[i] * square(i + 1 - sum / n);
	return mean_sample(n, sum / n, squares / n, n);
}


/*-------------------------------------------------------------------------
 * References
 *-------------------------------------------------------------------------
 */

static void
test_two_sample_references(void)
{
	for (int i = 0; i < LENGTH(net_test_references); i++)
	{
		const struct net_test_reference *r = &net_test_references[i];

		check_test("net test", i,
				   net_test(r->a, r->b, r->confidence, r->method,
							r->alternative), r->expected);
	}
	for (int i = 0; i < LENGTH(share_test_references); i++)
	{
		const struct share_test_reference *r = &share_test_references[i];

		check_test("share test", i,
				   share_test(r->a, r->b, r->confidence, r->alternative),
				   r->expected);
	}
	for (int i = 0; i < LENGTH(mean_test_references); i++)
	{
		const struct mean_test_reference *r = &mean_test_references[i];
		MeanSample	a = mean_sample(r->a[0], r->a[1], r->a[2], r->a[3]);
		MeanSample	b = mean_sample(r->b[0], r->b[1], r->b[2], r->b[3]);

		check_test("mean test", i,
				   mean_test(&a, &b, r->confidence, r->method,
							 r->alternative, r->scale_min, r->scale_max),
				   r->expected);
	}
}

static void
test_target_references(void)
{
	for (int i = 0; i < LENGTH(net_target_references); i++)
	{
		const struct net_target_reference *r = &net_target_references[i];

		check_test("net target", i,
				   net_target_test(r->counts, r->target, r->confidence,
								   r->alternative), r->expected);
	}
	for (int i = 0; i < LENGTH(share_target_references); i++)
	{
		const struct share_target_reference *r = &share_target_references[i];

		check_test("share target", i,
				   share_target_test(r->counts, r->target, r->confidence,
									 r->alternative), r->expected);
	}
	for (int i = 0; i < LENGTH(mean_target_references); i++)
	{
		const struct mean_target_reference *r = &mean_target_references[i];
		MeanSample	sample = mean_sample(r->sample[0], r->sample[1],
										 r->sample[2], r->sample[3]);

		check_test("mean target", i,
				   mean_target_test(&sample, r->target, r->confidence,
									r->method, r->alternative, r->scale_min,
									r->scale_max), r->expected);
	}
}

static void
test_paired_references(void)
{
	for (int i = 0; i < LENGTH(net_paired_references); i++)
		check_test("net paired", i,
				   net_paired_test(net_paired_references[i].changes, 0.95),
				   net_paired_references[i].expected);
	for (int i = 0; i < LENGTH(share_paired_references); i++)
	{
		const struct share_paired_reference *r = &share_paired_references[i];

		check_test("share paired", i,
				   share_paired_test(r->rose, r->fell, r->n, 0.95),
				   r->expected);
	}
	for (int i = 0; i < LENGTH(mean_paired_references); i++)
	{
		const struct mean_paired_reference *r = &mean_paired_references[i];

		check_test("mean paired", i,
				   mean_paired_test(r->n, r->sum, r->sum_squares, 0.95, 100),
				   r->expected);
	}
}


/*-------------------------------------------------------------------------
 * Golden cases; those of net scores and shares are in percent
 *-------------------------------------------------------------------------
 */

static void
check_golden(const char *id, TestResult value, double difference, double low,
			 double high, double statistic, double p_value)
{
	TestResult	expected = {difference / 100, low / 100, high / 100,
	statistic, p_value};

	check_test(id, 0, value, expected);
}

static TestResult
net_test_of(NetCounts a, NetCounts b, NetMethod method)
{
	return net_test(a, b, 0.95, method, ALTERNATIVE_TWO_SIDED);
}

static void
test_golden_wald_tests(void)
{
	NetCounts	e01_a = net_counts(20, 10, 30);
	NetCounts	e01_b = net_counts(12, 18, 30);
	NetCounts	e03_a = net_counts(3, 1, 6);
	NetCounts	e03_b = net_counts(6, 7, 17);

	check_golden("E01w", net_test_of(e01_a, e01_b, NET_WALD),
				 53.333333333333336, 4.676608787094835, 101.99005787957184,
				 2.1483446221182985, 0.031686388539793754);
	check_golden("E01a", net_test_of(e01_a, e01_b, NET_ADJUSTED_WALD),
				 53.333333333333336, 2.9112227440131306, 94.05847422568384,
				 2.0851656036012067, 0.03705427094985593);
	check_golden("E03w", net_test_of(e03_a, e03_b, NET_WALD),
				 39.21568627450981, -33.42782138335431, 111.85919393237393,
				 1.0580619687180017, 0.29002719155243684);
	check_golden("E03a", net_test_of(e03_a, e03_b, NET_ADJUSTED_WALD),
				 39.21568627450981, -34.30293791682991, 88.74738236127436,
				 0.8671992891057181, 0.3858328257190295);
}

static void
test_golden_share_test(void)
{
	TestResult	newcombe = share_test(share_counts(7, 34),
									  share_counts(1, 34), 0.95,
									  ALTERNATIVE_TWO_SIDED);

	check("F37 low", newcombe.low, 0.018921443885772982);
	check("F37 high", newcombe.high, 0.3403686870327074);
}

/* in points already */
static void
check_target(const char *id, TestResult value, double difference, double low,
			 double high, double statistic, double p_value)
{
	TestResult	expected = {difference, low, high, statistic, p_value};

	check_test(id, 0, value, expected);
}

static void
test_golden_targets(void)
{
	check_target("P3", net_target_test(net_counts(9, 0, 10), 85, 0.95,
									   ALTERNATIVE_TWO_SIDED),
				 5, -47.731231973948958, 13.21237869049271,
				 0.44280744277004764, 0.65790501942848219);
	check_target("P3 greater", net_target_test(net_counts(9, 0, 10), 85, 0.95,
											   ALTERNATIVE_GREATER),
				 5, -47.731231973948958, 13.21237869049271,
				 0.44280744277004764, 0.32895250971424109);
	check_target("P3 of 110", net_target_test(net_counts(55, 20, 110), 25, 0.95,
											  ALTERNATIVE_TWO_SIDED),
				 3500.0 / 110 - 25, -8.1357241314321902, 20.180634062749699,
				 0.91545710091453148, 0.35995171357031481);
	check_target("P3 of 20", net_target_test(net_counts(19, 0, 20), 90, 0.95,
											 ALTERNATIVE_TWO_SIDED),
				 5, -26.41940582029978, 9.111855119920461,
				 0.72547625011001167, 0.46815990985442803);
	check_target("P3 at the end", net_target_test(net_counts(1, 0, 1), 100,
												  0.95, ALTERNATIVE_TWO_SIDED),
				 0, -158.69013712455252, 0, NAN, NAN);
}

static void
test_golden_net_tests(void)
{
	TestResult	test;

	check_golden("P4", net_test_of(net_counts(80, 20, 130),
								   net_counts(61, 37, 123), NET_SCORE),
				 26.641651031894934, 6.4444335756820477, 46.262533261385482,
				 2.5796086320414147, 0.0098912342927987250);
	check_golden("P4 5 of 5", net_test_of(net_counts(5, 0, 5),
										  net_counts(97, 0, 100), NET_SCORE),
				 3, -83.918923868037405, 10.28771914677618,
				 0.27789876353139326, 0.78109007309094618);
	test = net_test_of(net_counts(10, 0, 10), net_counts(60, 15, 100),
					   NET_SCORE);
	check("P4 10 of 10, difference", test.difference, 0.55);
	check("P4 10 of 10, z", test.statistic, 1.9342771847954428);
	check("P4 10 of 10, p", test.p_value, 0.053079056833399012);
	test = net_test_of(net_counts(1, 0, 1), net_counts(0, 1, 1), NET_SCORE);
	check("P4 one and one, difference", test.difference, 2);
	check("P4 one and one, z", test.statistic, 1);
	check("P4 one and one, p", test.p_value, 0.31731050786291410);
	check_golden("P4 one of a thousand",
				 net_test_of(net_counts(1, 0, 1), net_counts(1000, 0, 1000),
							 NET_SCORE),
				 0, -158.69013712455252, 0.76535169711102483, NAN, NAN);
}

/* R prints fifteen digits. */
static void
check_printed(const char *id, double value, double expected)
{
	check_within(value, expected, 1e-14 * fabs(expected), "%s", id);
}

static void
test_golden_pairs(void)
{
	/* before 3 3 8, after 10 10 10 */
	static const double three[5] = {0, 0, 0, 1, 2};

	/* before 3 7 9 10 5 8 6 2 9 10, after 9 9 9 8 8 10 7 9 10 10 */
	static const double ten[5] = {0, 1, 3, 4, 2};
	TestResult	test = net_paired_test(three, 0.95);

	check_printed("P5 difference", 100 * test.difference, 166.666666666667);
	check_printed("P5 low", 100 * test.low, 23.2449090083512);
	check_exactly("P5 high", test.high, 2);
	check_printed("P5 t", test.statistic, 5);
	check_printed("P5 p", test.p_value, 0.0377495513506237);
	test = net_paired_test(ten, 0.95);
	check_printed("P5 ten, difference", 100 * test.difference, 70);
	check_within(100 * test.low, 2.13528511605386, 1e-13, "P5 ten, low");
	check_printed("P5 ten, high", 100 * test.high, 137.864714883946);
	check_printed("P5 ten, t", test.statistic, 2.33333333333333);
	check_printed("P5 ten, p", test.p_value, 0.0445035373055764);

	check("P6", share_paired_test(5, 0, 20, 0.95).p_value, 0.03125);
	check("P6 24 changes", share_paired_test(17, 7, 24, 0.95).p_value,
		  0.043285250663757324);
	check("P6 25 changes", share_paired_test(18, 7, 30, 0.95).p_value,
		  0.028959274291992188);
}

static TestResult
mean_test_of(const double a[7], const double b[7], MeanMethod method)
{
	MeanSample	sample_a = mean_sample_of(a, 7);
	MeanSample	sample_b = mean_sample_of(b, 7);

	return mean_test(&sample_a, &sample_b, 0.95, method,
					 ALTERNATIVE_TWO_SIDED, 1, 7);
}

static void
test_golden_means(void)
{
	static const double two_sevens[7] = {0, 0, 0, 0, 0, 0, 2};
	static const double ceiling[7] = {1, 1, 2, 3, 5, 13, 75};
	static const double high[7] = {0, 0, 0, 0, 0, 1, 9};
	static const double lower[7] = {0, 0, 1, 0, 2, 4, 3};
	static const double sevens[7] = {0, 0, 0, 0, 0, 0, 5};
	static const double sixes[7] = {0, 0, 0, 0, 0, 5, 0};
	static const double ends[7] = {1, 0, 0, 0, 0, 0, 1};
	MeanSample	sample;

	check_target("P7", mean_test_of(two_sevens, ceiling, MEAN_POOLED),
				 0.51, -1.0866336677342118, 2.1066336677342118,
				 0.63372425052447791, 0.52770765453434718);
	check_target("P7 second", mean_test_of(high, lower, MEAN_POOLED),
				 1.1, 0.2567182849922754, 1.9432817150077246,
				 2.740500835173419, 0.013441913250749486);
	check_target("P7a", mean_test_of(two_sevens, ceiling, MEAN_ADJUSTED),
				 0.51, -4.9821384763682799, 6,
				 0.39344499912685309, 0.73143069885166488);
	check_target("P7a second", mean_test_of(high, lower, MEAN_ADJUSTED),
				 1.1, -0.048403869867299618, 2.2484038698672996,
				 2.0055554709986825, 0.059438916578450613);
	check_target("P7a constant", mean_test_of(sevens, sixes, MEAN_ADJUSTED),
				 1, -0.77719179691599372, 2.7771917969159937,
				 1.2621094857350138, 0.23691100698187754);

	sample = mean_sample_of(high, 7);
	check_target("P7t", mean_target_test(&sample, 6.5, 0.95, MEAN_ADJUSTED,
										 ALTERNATIVE_TWO_SIDED, 1, 7),
				 0.4, -0.61610622445056987, 0.5,
				 0.40378642654362413, 0.69486931233336710);
	sample = mean_sample_of(sevens, 7);
	check_target("P7t constant",
				 mean_target_test(&sample, 5, 0.95, MEAN_ADJUSTED,
								  ALTERNATIVE_TWO_SIDED, 1, 7),
				 2, -0.091547948775957639, 2,
				 2.4227185592617448, 0.059916146302607657);
	sample = mean_sample_of(ends, 7);
	check_target("P7t ends",
				 mean_target_test(&sample, 4, 0.95, MEAN_ADJUSTED,
								  ALTERNATIVE_TWO_SIDED, 1, 7),
				 0, -3, 3, 0, 1);
}


/*-------------------------------------------------------------------------
 * Rules
 *-------------------------------------------------------------------------
 */

/* All pairs of samples of up to 6 answers: signs agree, limits contain. */
static void
test_small_pairs(void)
{
	static const NetMethod methods[] = {NET_SCORE, NET_WALD};
	int			contradictions = 0;
	int			pairs = 0;

	for (int n_a = 1; n_a <= 6; n_a++)
		for (int c_a = 0; c_a <= n_a; c_a++)
			for (int b_a = 0; c_a + b_a <= n_a; b_a++)
				for (int n_b = 1; n_b <= 6; n_b++)
					for (int c_b = 0; c_b <= n_b; c_b++)
						for (int b_b = 0; c_b + b_b <= n_b; b_b++)
							for (int i = 0; i < LENGTH(methods); i++)
							{
								TestResult	test = net_test_of(net_counts(c_a, b_a, n_a),
															   net_counts(c_b, b_b, n_b),
															   methods[i]);

								pairs++;
								contradictions += test.statistic * test.difference < 0.0 ||
									!(test.low <= test.difference &&
									  test.difference <= test.high) ||
									test.p_value < 0.0 || test.p_value > 1.0;
							}
	check_exactly("pairs", pairs, 2 * 83 * 83);
	check_exactly("contradictions", contradictions, 0);
}

/* Against a sample without end the test is that against a target. */
static void
test_large_sample_is_target(void)
{
	NetCounts	large = net_counts(6e11, 1e11, 1e12);
	NetCounts	small = net_counts(7, 0, 8);
	TestResult	two = net_test_of(small, large, NET_SCORE);
	TestResult	one = net_target_test(small, 50, 0.95, ALTERNATIVE_TWO_SIDED);

	check_within(two.statistic, one.statistic, 1e-10, "statistic");
	check_within(100 * two.low, one.low, 1e-3, "low");
	check_within(100 * two.high, one.high, 1e-3, "high");
}

static void
test_alternatives(void)
{
	NetCounts	a = net_counts(80, 20, 130);
	NetCounts	b = net_counts(61, 37, 123);
	double		two = net_test_of(a, b, NET_SCORE).p_value;

	check("greater", net_test(a, b, 0.95, NET_SCORE,
							  ALTERNATIVE_GREATER).p_value, two / 2);
	check("less", net_test(a, b, 0.95, NET_SCORE,
						   ALTERNATIVE_LESS).p_value, 1 - two / 2);
	check("greater the other way", net_test(b, a, 0.95, NET_SCORE,
											ALTERNATIVE_GREATER).p_value,
		  1 - two / 2);
}

static void
test_whole_differences(void)
{
	check_exactly("90 of 20",
				  net_target_test(net_counts(19, 0, 20), 90, 0.95,
								  ALTERNATIVE_TWO_SIDED).difference, 5);
	check_exactly("85 of 10",
				  share_target_test(share_counts(9, 10), 85, 0.95,
									ALTERNATIVE_TWO_SIDED).difference, 5);
}

int
main(void)
{
	test_two_sample_references();
	test_target_references();
	test_paired_references();
	test_golden_wald_tests();
	test_golden_share_test();
	test_golden_targets();
	test_golden_net_tests();
	test_golden_pairs();
	test_golden_means();
	test_small_pairs();
	test_large_sample_is_target();
	test_alternatives();
	test_whole_differences();
	return checks_done();
}
