/*-------------------------------------------------------------------------
 *
 * estimate_net_test.c
 *	  Unit test of estimate_net.c; needs no server.
 *
 *	  cc -O2 -ffp-contract=off -Isrc test/unit/estimate_net_test.c \
 *		  src/estimate_net.c src/estimate.c src/distribution.c src/normal.c -lm \
 *		  -o estimate_net_test && ./estimate_net_test
 *
 * References (estimate_net_references.h, from make_references.py), golden
 * cases and rules, as in estimate_test.c.
 *
 *-------------------------------------------------------------------------
 */
#include "estimate.h"

#include "check.h"

struct net_reference
{
	NetMethod	method;
	NetCounts	counts;
	double		confidence;
	double		population_factor;
	Limits		expected;
};

struct net_variance_reference
{
	double		promoters;
	double		detractors;
	double		n;
	double		score;
	double		expected;
};

#include "estimate_net_references.h"

static void
check_limits(const char *label, int row, Limits value, Limits expected)
{
	double		margin = TOLERANCE * fmax(fabs(expected.low),
										  fabs(expected.high));

	check_within(value.low, expected.low, margin, "%s[%d] low", label, row);
	check_within(value.high, expected.high, margin, "%s[%d] high", label,
				 row);
}

/* in percent, as the golden cases print them */
static void
check_interval(const char *label, Limits interval, double low, double high)
{
	double		margin = TOLERANCE * fmax(fabs(low), fabs(high));

	check_within(100.0 * interval.low, low, margin, "%s low", label);
	check_within(100.0 * interval.high, high, margin, "%s high", label);
}

static void
test_net_references(void)
{
	for (int i = 0; i < LENGTH(net_references); i++)
	{
		const struct net_reference *r = &net_references[i];

		check_limits("net", i,
					 net_interval(r->counts, r->confidence, r->method,
								  r->population_factor), r->expected);
	}
	for (int i = 0; i < LENGTH(net_variance_references); i++)
	{
		const struct net_variance_reference *r = &net_variance_references[i];

		check_row("net variance at a score", i,
				  net_variance_at(net_counts(r->promoters, r->detractors,
											 r->n), r->score,
								  1.0 - fabs(r->score)), r->expected);
	}
}

static void
test_golden_variances(void)
{
	check("C01 variance", net_variance(net_counts(3, 1, 6)), 0.5555555555555556);
	check("C01 se", net_standard_error(net_counts(3, 1, 6)), 0.3042903097250923);
	check_exactly("C03 variance", net_variance(net_counts(0, 0, 1)), 0.0);
	check("C05 se", net_standard_error(net_counts(1, 1, 2)), 0.7071067811865476);
	check("C07 variance", net_variance(net_counts(1, 1, 3)), 0.6666666666666666);
	check("C07 se", net_standard_error(net_counts(1, 1, 3)), 0.4714045207910317);
}

static void
test_golden_net_intervals(void)
{
	static const struct
	{
		const char *id;
		double		detractors;
		double		passives;
		double		promoters;
		double		wald[2];
		double		adjusted[2];
		double		score[2];
	}			cases[] = {
		{"D01", 1, 2, 3,
			{-26.306471457238576, 92.97313812390524},
			{-26.743258794104545, 71.18770323854899},
		{-31.10737846242245, 75.39566635638697}},
		{"D03", 16, 30, 61,
			{28.09695450095528, 56.015195031755},
			{27.0969883955835, 54.72119342259832},
		{27.052197250412004, 54.852910194450544}},
		{"D05", 10, 0, 20,
			{-0.4040349835109384, 67.07070165017761},
			{-1.3872129931642554, 61.993273599224864},
		{-2.439896710912314, 61.53900383264773}},
		{"D07", 0, 0, 5,
			{100, 100},
			{17.491453034168966, 100},
		{13.103507043365036, 100}},
		{"D09", 0, 5, 0,
			{0, 0},
			{-30.005697977220688, 30.005697977220688},
		{-43.44824647831748, 43.44824647831748}},
		{"D11", 37, 25, 61,
			{4.1191857403056185, 34.90520450359682},
			{3.891918401910038, 34.203319693328055},
		{3.766900604493429, 34.227685872995565}},
	};

	for (int i = 0; i < LENGTH(cases); i++)
	{
		double		c = cases[i].promoters;
		double		b = cases[i].detractors;
		double		n = c + b + cases[i].passives;

		check_interval(cases[i].id,
					   net_interval(net_counts(c, b, n), 0.95, NET_WALD, 1.0),
					   cases[i].wald[0], cases[i].wald[1]);
		check_interval(cases[i].id,
					   net_interval(net_counts(c, b, n), 0.95, NET_ADJUSTED_WALD, 1.0),
					   cases[i].adjusted[0], cases[i].adjusted[1]);
		check_interval(cases[i].id,
					   net_interval(net_counts(c, b, n), 0.95, NET_SCORE, 1.0),
					   cases[i].score[0], cases[i].score[1]);
	}
	check_interval("D13",
				   net_interval(net_counts(61, 16, 107), 0.99, NET_ADJUSTED_WALD, 1.0),
				   22.756911237145136, 59.06127058103668);
}


/*-------------------------------------------------------------------------
 * Rules
 *-------------------------------------------------------------------------
 */

static const NetMethod net_methods[] = {NET_ADJUSTED_WALD, NET_WALD,
NET_SCORE};
static const double sizes[] = {1, 2, 3, 4.75, 7, 20, 107, 1000, 123457, 1e6,
1e9, 1e12};
static const double confidences[] = {1e-9, 0.1, 0.5, 0.9, 0.95, 0.9999,
1.0 - 1e-15};

/*
 * Only promoters and only detractors; mirror images; order.
 */
static void
check_net_rules(NetMethod method, double n, double confidence)
{
	static const double shares[] = {0.0, 0.1, 0.25, 0.5, 0.8, 1.0};

	for (int i = 0; i < LENGTH(shares); i++)
		for (int j = 0; shares[i] + shares[j] <= 1.0; j++)
		{
			double		c = n >= 1e6 ? floor(shares[i] * n) : shares[i] * n;
			double		b = n >= 1e6 ? floor(shares[j] * n) : shares[j] * n;
			Limits		here = net_interval(net_counts(c, b, n), confidence, method, 1.0);
			Limits		mirror = net_interval(net_counts(b, c, n), confidence, method,
											  1.0);

			check_exactly("net mirror", here.low, -mirror.high);
			check_true("net limits in order",
					   -1.0 <= here.low && here.low <= here.high &&
					   here.high <= 1.0);
			if (method == NET_SCORE && c == n)
				check_exactly("score limit of promoters only", here.high,
							  1.0);
			if (method == NET_SCORE && b == n)
				check_exactly("score limit of detractors only", here.low,
							  -1.0);
			check_true("net score between its limits",
					   here.low <= (c - b) / n && (c - b) / n <= here.high);
			if (j == LENGTH(shares) - 1)
				break;
		}
}

static void
test_interval_rules(void)
{
	for (int i = 0; i < LENGTH(sizes); i++)
		for (int j = 0; j < LENGTH(confidences); j++)
			for (int k = 0; k < LENGTH(net_methods); k++)
				check_net_rules(net_methods[k], sizes[i], confidences[j]);
}

/* a census leaves a point */
static void
test_population_rules(void)
{
	for (int k = 0; k < LENGTH(net_methods); k++)
	{
		Limits		census = net_interval(net_counts(30, 6, 40), 0.95,
										  net_methods[k], 0.0);

		check("census net low", census.low, 0.6);
		check("census net high", census.high, 0.6);
	}
	/* the worked example: 6 asked of 10 */
	check_interval("adjusted Wald of 10",
				   net_interval(net_counts(4, 2, 6), 0.95, NET_ADJUSTED_WALD,
								finite_population_factor(6, 10)),
				   -16.810575066759, 71.3560296122135);
}

/*
 * Never without the score: all tables of up to 40 answers, in the unit and
 * with the rounding of the estimates.
 */
static void
test_small_tables(void)
{
	static const double levels[] = {0.5, 0.95, 0.99};
	int			outside = 0;
	int			tables = 0;

	for (int n = 1; n <= 40; n++)
		for (int c = 0; c <= n; c++)
			for (int b = 0; b <= n - c; b++)
			{
				tables++;
				for (int i = 0; i < LENGTH(levels); i++)
					for (int k = 0; k < LENGTH(net_methods); k++)
					{
						Limits		limits = net_interval(net_counts(c, b, n),
														  levels[i],
														  net_methods[k], 1.0);
						double		score = (double) (c - b) / n;

						outside += !(limits.low <= score &&
									 score <= limits.high);
					}
			}
	check_exactly("small tables", tables, 12340);
	check_exactly("scores outside their limits", outside, 0);
}

/* One weighted answer: the ends of the scale. */
static void
test_no_degrees(void)
{
	NetCounts	one = {1.0, 0.0, 1.0, 0.0};
	Limits		limits = net_interval(one, 0.95, NET_SCORE, 1.0);

	check_exactly("low", limits.low, -1.0);
	check_exactly("high", limits.high, 1.0);
}

int
main(void)
{
	test_net_references();
	test_golden_variances();
	test_golden_net_intervals();
	test_interval_rules();
	test_population_rules();
	test_small_tables();
	test_no_degrees();
	return checks_done();
}
