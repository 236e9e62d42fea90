/*-------------------------------------------------------------------------
 *
 * sample_size_test.c
 *	  Unit test of sample_size.c; needs no server.
 *
 *	  cc -O2 -ffp-contract=off -Isrc test/unit/sample_size_test.c \
 *		  src/sample_size.c src/distribution.c src/normal.c -lm \
 *		  -o sample_size_test && ./sample_size_test
 *
 * References (sample_size_references.h, from make_references.py), golden
 * cases and rules, as in estimate_test.c.
 *
 *-------------------------------------------------------------------------
 */
#include "sample_size.h"

#include "check.h"

struct share_size_reference
{
	ShareMethod method;
	double		margin;
	double		confidence;
	double		share;
	double		expected;
};

struct net_size_reference
{
	NetMethod	method;
	double		margin;
	double		confidence;
	double		variance;
	double		expected;
};

struct net_test_size_reference
{
	double		difference;
	double		confidence;
	Alternative alternative;
	double		power;
	double		variance;
	double		expected;
};

struct share_test_size_reference
{
	double		share_a;
	double		share_b;
	double		confidence;
	Alternative alternative;
	double		power;
	double		expected;
};

struct finite_size_reference
{
	double		size;
	double		population;
	double		expected;
};

#include "sample_size_references.h"

static void
test_size_references(void)
{
	for (int i = 0; i < LENGTH(share_size_references); i++)
	{
		const struct share_size_reference *r = &share_size_references[i];

		check_row("share size", i,
				  share_sample_size(r->margin, r->confidence, r->method,
									r->share), r->expected);
	}
	for (int i = 0; i < LENGTH(net_size_references); i++)
	{
		const struct net_size_reference *r = &net_size_references[i];

		check_row("net size", i,
				  net_sample_size(r->margin, r->confidence, r->method,
								  r->variance), r->expected);
	}
	for (int i = 0; i < LENGTH(net_test_size_references); i++)
	{
		const struct net_test_size_reference *r =
			&net_test_size_references[i];

		check_row("net test size", i,
				  net_test_sample_size(r->difference, r->confidence,
									   r->alternative, r->power, r->variance),
				  r->expected);
	}
	for (int i = 0; i < LENGTH(share_test_size_references); i++)
	{
		const struct share_test_size_reference *r =
			&share_test_size_references[i];

		check_row("share test size", i,
				  share_test_sample_size(r->share_a, r->share_b,
										 r->confidence, r->alternative,
										 r->power), r->expected);
	}
	for (int i = 0; i < LENGTH(finite_size_references); i++)
	{
		const struct finite_size_reference *r = &finite_size_references[i];

		check_row("finite size", i,
				  finite_sample_size(r->size, r->population), r->expected);
	}
}

static double
rounded_net_size(double margin, double population)
{
	return round_up_sample_size(finite_sample_size(net_sample_size(margin / 100,
																   0.95,
																   NET_SCORE,
																   0.67),
												   population));
}

static double
rounded_share_size(double expected, double population)
{
	return round_up_sample_size(finite_sample_size(share_sample_size(0.05,
																	 0.95,
																	 SHARE_WILSON,
																	 expected / 100),
												   population));
}

static double
rounded_test_size(double difference, double power)
{
	return round_up_sample_size(net_test_sample_size(difference / 100, 0.95,
													 ALTERNATIVE_TWO_SIDED,
													 power, 1.34));
}

static void
test_golden_sample_sizes(void)
{
	static const double differences[] = {5, 10, 20, 30, 40, 60, 100};
	static const double test_sizes[] = {4210, 1055, 266, 120, 69, 32, 14};
	static const double margins[] = {2, 3, 5, 10};
	static const double net_sizes[] = {6432, 2857, 1027, 255};
	static const double finite_net_sizes[] = {866, 741, 507, 203};
	static const double shares[] = {50, 90, 97, 99};
	static const double share_sizes[] = {381, 141, 61, 43};
	static const double finite_share_sizes[] = {276, 124, 58, 41};

	for (int i = 0; i < LENGTH(differences); i++)
		check_row("P11 nps_test", i, rounded_test_size(differences[i], 0.8),
				  test_sizes[i]);
	check("P11 nps_test, power", rounded_test_size(20, 0.9), 356);
	for (int i = 0; i < LENGTH(margins); i++)
	{
		check_row("P11 nps", i, rounded_net_size(margins[i], INFINITY),
				  net_sizes[i]);
		check_row("P11 nps, population", i, rounded_net_size(margins[i], 1000),
				  finite_net_sizes[i]);
	}
	for (int i = 0; i < LENGTH(shares); i++)
	{
		check_row("P11 csat", i, rounded_share_size(shares[i], INFINITY),
				  share_sizes[i]);
		check_row("P11 csat, population", i,
				  rounded_share_size(shares[i], 1000), finite_share_sizes[i]);
	}
	check("385 of textbooks",
		  round_up_sample_size(share_sample_size(0.05, 0.95, SHARE_WALD, 0.5)),
		  385);
}

static void
test_sizes_at_the_ends(void)
{
	check_exactly("rounding up", round_up_sample_size(384.1), 385);
	check_exactly("at least one", round_up_sample_size(-2.5), 1);
	check_exactly("no size", round_up_sample_size(NAN), NAN);
	check_exactly("infinite population", finite_sample_size(385, INFINITY),
				  385);
	check_exactly("no margin", net_sample_size(0, 0.95, NET_SCORE, 0.67), NAN);
	check_exactly("no margin of a share",
				  share_sample_size(0, 0.95, SHARE_WILSON, 0.5), NAN);
	check_exactly("no difference",
				  net_test_sample_size(0, 0.95, ALTERNATIVE_TWO_SIDED, 0.8,
									   1.34), NAN);
	check_exactly("no difference of shares",
				  share_test_sample_size(0.5, 0.5, 0.95,
										 ALTERNATIVE_TWO_SIDED, 0.8), NAN);
}

int
main(void)
{
	test_size_references();
	test_golden_sample_sizes();
	test_sizes_at_the_ends();
	return checks_done();
}
