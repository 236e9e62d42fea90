#!/usr/bin/python3
"""Compute the headers with the numbers that the unit tests compare with.

Needs mpmath (Debian: apt-get install python3-mpmath python3-gmpy2; gmpy2
only makes it faster).  To rerun one, from the top folder, in up to some
minutes:

    /usr/bin/python3 test/unit/make_references.py estimate \
        > test/unit/estimate_references.h

The others are distribution, estimate_net, significance, sample_size, series,
contingency and sample_design.
"""
import sys

import segments_definitions as segments
import series_definitions as series
import significance_definitions as tests
from definitions import *

SIDES = {"two": "ALTERNATIVE_TWO_SIDED", "greater": "ALTERNATIVE_GREATER",
         "less": "ALTERNATIVE_LESS"}


# --------------------------------------------------------------------------
# C
# --------------------------------------------------------------------------

def literal(value):
    """The C initializer of a number, a name, or a (nested) struct."""
    if isinstance(value, (tuple, list)):
        return "{" + ", ".join(map(literal, value)) + "}"
    if isinstance(value, str):
        return SIDES.get(value, value)
    if value == inf:
        return "INFINITY"
    if isinstance(value, (int, float)):
        return repr(value)
    if abs(value) < mpf(10) ** -330:    # a double cannot hold it
        return "0.0"
    return mp.nstr(value, 20, min_fixed=0, max_fixed=0)


def table(name, rows):
    print("\nstatic const struct %s_reference %s_references[] = {" %
          (name, name))
    for row in rows:
        print("\t" + literal(row) + ",", flush=True)
    print("};")


def array(name, values):
    print("static const double %s[] = %s;" % (name, literal(values)))


# --------------------------------------------------------------------------
# distribution_references.h
# --------------------------------------------------------------------------

CONFIDENCES = [0.5, 0.8, 0.9, 0.95, 0.99, 0.9999]


def distribution_rows():
    one = [("normal_critical", c) for c in CONFIDENCES + [1e-6, 0.01, 0.999999]]
    one += [("normal_quantile", p) for p in (
        1e-300, 1e-100, 1e-20, 1e-5, 0.025, 0.2, 0.4999999, 0.5, 0.50001, 0.8,
        0.975, 0.9999)]
    one += [("normal_two_sided_p", z) for z in (
        0.0, 1e-8, 0.5, 1.0, 1.96, -2.5, 5.0, 10.0, 20.0, 37.0)]
    two = [("student_critical", c, v) for c, v in (
        (0.5, 1.0), (0.9, 1.0), (0.95, 1.0), (0.9999, 1.0), (0.95, 1.5),
        (0.95, 2.0), (0.95, 3.7), (0.99, 5.0), (0.95, 19.0), (0.9, 30.25),
        (0.95, 100.0), (0.9999, 999.0), (0.95, 12345.678), (0.8, 1e6),
        (0.95, 1e9), (0.5, 1e12), (0.95, 1e12), (0.9999, 1e12),
        (0.001, 7.0))]
    two += [("student_quantile", p, v) for p, v in (
        (0.025, 4.0), (0.5001, 11.0), (0.8, 1e5), (1e-10, 3.0), (1e-100, 50.0),
        (0.75, 2.5))]
    two += [("student_two_sided_p", t, v) for t, v in (
        (1e-6, 3.0), (0.3, 8.5), (1.0, 1.0), (2.0, 1.0), (1e6, 1.0),
        (1e150, 1.0), (2.0, 2.5), (0.999, 40.0), (1.001, 40.0), (5.0, 40.0),
        (30.0, 40.0), (2.0, 1e4), (12.0, 1e4), (36.0, 1e4), (2.0, 1e8),
        (0.5, 1e12), (2.0, 1e12), (8.0, 1e12), (36.0, 1e12),
        (3.0, 123456.789), (1.0000000755022371, 2.0000000026913187))]
    three = [("incomplete_beta", x, a, b) for x, a, b in (
        (0.5, 0.5, 0.5), (0.1, 0.5, 20.0), (0.9, 0.5, 20.0), (0.01, 3.0, 2.5),
        (0.3, 1.0, 1.0), (0.25, 100.0, 400.0), (1e-5, 2.0, 1e4),
        (0.7, 1e3, 1e3), (0.4, 1e3, 1e3), (1e-20, 0.5, 3.0),
        (0.6185046718455851, 1.0000000000027711, 0.09943789028296306))]
    three += [("beta_quantile", p, a, b) for p, a, b in (
        (0.025, 0.5, 0.5), (0.025, 1.0, 1e12), (0.025, 2.0, 1e12 - 1),
        (1e-50, 10.0, 10.0), (0.7, 3.0, 8.0), (0.1, 1e6, 3.0),
        (0.25, 5e11, 5e11), (0.00005, 1e9, 1e12), (0.025, 0.01, 5.0),
        (0.3, 0.02, 0.03))]
    three += [("beta_quantile_above", p, a, b) for p, a, b in (
        (0.025, 1.0, 1e12), (0.025, 1e12, 1.0), (0.4, 7.5, 3.0))]
    two += [("student_two_sided_p", t, v)
            for v in (1.0, 2.0, 7.0, 11.5, 29.0, 29.99, 30.0, 30.01, 44.0, 99.0,
                      1000.0, 123456.0)
            for t in (0.001, 0.7, 1.7, 2.5, 4.0, 6.9, 7.2, 12.0, 29.0)]
    two += [("chi_squared_p", x, v) for x, v in (
        (0.5, 1.0), (3.84, 1.0), (30.0, 1.0), (700.0, 1.0), (1e-9, 2.0),
        (5.0, 2.0), (36.387343804941388, 6.0), (2.0, 6.0), (8.0, 7.0),
        (20.0, 19.0), (19.0, 20.0), (19.0, 19.0), (60.0, 19.0),
        (900.0, 1000.0), (1000.0, 1000.0), (1200.0, 1000.0), (1500.0, 1001.0),
        (99999.0, 100000.0), (101000.0, 100000.0))]
    two += [("gamma_p", x, a) for x, a in (
        (0.001, 0.001), (0.5, 0.01), (1e-300, 0.01), (30.0, 0.1), (0.1, 0.1),
        (0.125, 0.5), (0.4999, 0.5), (0.5, 0.5), (5.0, 0.75), (1.0, 1.0),
        (2.5, 1.2777), (2.0, 3.7), (3.7, 3.7), (3.6999, 3.7), (40.0, 3.7),
        (9.999, 10.0), (10.001, 10.0), (500.0, 12.25), (20.5, 25.75),
        (900.5, 1000.25), (1100.0, 1000.25), (123456.0, 123456.789))]
    for name, *arguments in one + two + three:
        padded = arguments + [0.0] * (3 - len(arguments))
        yield '"%s"' % name, padded, globals()[name](*arguments)


# --------------------------------------------------------------------------
# estimate_references.h
# --------------------------------------------------------------------------

# x, n, confidence, population factor
SHARES = [
    (0.0, 1.0, 0.95, 1.0), (1.0, 1.0, 0.95, 1.0), (0.0, 20.0, 0.95, 1.0),
    (20.0, 20.0, 0.9, 1.0), (1.0, 2.0, 0.5, 1.0), (1.0, 29.0, 0.95, 1.0),
    (81.0, 263.0, 0.99, 1.0), (15.0, 148.0, 0.9999, 1.0),
    (0.3, 2.6, 0.95, 1.0), (17.25, 40.5, 0.8, 1.0),
    (45.0, 107.0, 0.95, 0.8874543088523494), (3.0, 50.0, 0.95, 0.25),
    (1.0, 1e6, 0.95, 1.0), (999999.0, 1e6, 0.9, 1.0), (4e5, 1e6, 0.95, 1.0),
    (0.0, 1e12, 0.95, 1.0), (1.0, 1e12, 0.95, 1.0),
    (1e12 - 1, 1e12, 0.95, 1.0), (5e11, 1e12, 0.9999, 1.0),
    (123456789.0, 1e12, 0.5, 1.0), (1e12, 1e12, 0.95, 1.0)]

# x, n, degrees: weighted answers
WEIGHTED_SHARES = [
    (60.0, 80.0, 99.0), (2.0240963855421686, 3.4698795180722892, 4.0),
    (21.851851851851851, 34.962962962962963, 59.0), (0.0, 2.5, 3.0),
    (4.5, 4.5, 1.0), (0.25, 1.75, 0.5), (1.0, 1.0, 0.0)]


def share_rows():
    for method in ("SHARE_WILSON", "SHARE_AGRESTI_COULL",
                   "SHARE_CLOPPER_PEARSON", "SHARE_JEFFREYS", "SHARE_WALD"):
        for x, n, confidence, factor in SHARES:
            yield share_row(method, (x, n, inf), confidence, factor)
    for method in ("SHARE_WILSON", "SHARE_JEFFREYS"):
        for counts in WEIGHTED_SHARES:
            yield share_row(method, counts, 0.95, 0.75)


def share_row(*arguments):
    return *arguments, share_interval(*arguments)


# mean, variance (divided by n), n, scale, population factor
MEANS = [
    (7.0, 0.0, 2.0, 1.0, 7.0, 1.0), (7.0, 0.0, 1.0, 1.0, 7.0, 1.0),
    (1.0, 0.0, 40.0, 1.0, 5.0, 1.0), (4.2, 1.36, 5.0, 1.0, 5.0, 1.0),
    (6.25, 0.9375, 16.0, 1.0, 7.0, 0.75), (8.5, 2.25, 1.0625, 0.0, 10.0, 1.0),
    (73.5, 410.25, 250.5, 0.0, 100.0, 0.03125),
    (4.0, 3.0, 1e12, 1.0, 7.0, 1.0), (4.0, 3.0, 1e9, 1.0, 7.0, 1e-6)]


def mean_rows():
    for mean, variance, n, lowest, highest, factor in MEANS:
        sample = (n, mean, variance, n)
        yield (sample, lowest, highest, factor,
               mean_adjusted(sample, lowest, highest, factor),
               mean_interval("MEAN_ADJUSTED", sample, 0.95, factor, lowest,
                             highest),
               mean_interval("MEAN_T", sample, 0.9, factor, lowest, highest))


# --------------------------------------------------------------------------
# estimate_net_references.h
# --------------------------------------------------------------------------

# promoters, detractors, n, confidence, population factor
NETS = [
    (1.0, 0.0, 1.0, 0.95, 1.0), (0.0, 1.0, 1.0, 0.95, 1.0),
    (0.0, 0.0, 1.0, 0.95, 1.0), (3.0, 1.0, 6.0, 0.95, 1.0),
    (0.0, 3.0, 10.0, 0.95, 1.0), (0.0, 5.0, 12.0, 0.5, 1.0),
    (0.0, 9.0, 10.0, 0.9999, 1.0), (5.0, 0.0, 12.0, 0.99, 1.0),
    (0.25, 3.5, 7.75, 0.95, 1.0), (1e-6, 8.0, 50.0, 0.95, 1.0),
    (61.0, 16.0, 107.0, 0.95, 0.8874543088523494),
    (462.0, 362.0, 1000.0, 0.8, 1.0), (50.0, 50.0, 100.0, 0.95, 1.0),
    (1.0, 0.0, 1e12, 0.95, 1.0), (0.0, 1.0, 1e12, 0.95, 1.0),
    (1.0, 1e12 - 1, 1e12, 0.95, 1.0), (0.0, 0.0, 1e12, 0.95, 1.0),
    (4e11, 2e11, 1e12, 0.95, 1.0), (1.0, 5e11, 1e12, 0.9999, 1.0),
    (3e11, 3e11, 1e12, 0.5, 1.0), (1e12, 0.0, 1e12, 0.95, 1.0)]

# promoters, detractors, n, degrees: weighted answers
WEIGHTED_NETS = [
    (4.5, 1.25, 7.75, 9.0), (3.0, 0.0, 3.0, 2.0), (0.0, 0.5, 1.5, 1.0),
    (500.0, 25.5, 812.25, 1999.0), (1.0, 0.0, 1.0, 0.0)]


def net_rows():
    for method in ("NET_ADJUSTED_WALD", "NET_WALD", "NET_SCORE"):
        for *counts, confidence, factor in NETS:
            yield net_row(method, (*counts, inf), confidence, factor)
        for counts in WEIGHTED_NETS:
            yield net_row(method, counts, 0.95, 0.75)


def net_row(*arguments):
    return *arguments, net_interval(*arguments)


# promoters, detractors, n, score
NET_VARIANCES = [
    (9.0, 0.0, 10.0, 0.85), (5.0, 0.0, 5.0, 0.99), (5.0, 0.0, 5.0, -0.5),
    (0.0, 5.0, 5.0, 0.5), (0.0, 0.0, 7.0, 0.25), (0.0, 0.0, 7.0, 0.0),
    (1.0, 1.0, 2.0, 0.0), (3.0, 1.0, 6.0, -0.9), (3.0, 1.0, 6.0, 1 / 3),
    (55.0, 20.0, 110.0, 0.25), (0.25, 3.5, 7.75, 0.0625),
    (61.0, 16.0, 107.0, 1.0), (61.0, 16.0, 107.0, -1.0),
    (4e11, 2e11, 1e12, 0.2000001), (1.0, 1e12 - 1, 1e12, 0.5),
    (1e12, 0.0, 1e12, 0.999999), (1e-6, 8.0, 50.0, 0.03)]


def net_variance_rows():
    for row in NET_VARIANCES:
        yield *row, net_variance_at(*row)


# --------------------------------------------------------------------------
# significance_references.h
# --------------------------------------------------------------------------

def share_test_rows():
    for x_a, n_a, x_b, n_b, confidence in (
            (7.0, 34.0, 1.0, 34.0, 0.95), (56.0, 70.0, 48.0, 80.0, 0.95),
            (9.0, 10.0, 3.0, 10.0, 0.9), (10.0, 10.0, 0.0, 20.0, 0.95),
            (5.0, 56.0, 0.0, 29.0, 0.99), (3.5, 7.25, 1.25, 9.5, 0.95),
            (500.0, 1000.0, 100.0, 1000.0, 0.95), (2.0, 3.0, 4.0, 6.0, 0.5),
            (5.0, 5.0, 3.0, 3.0, 0.95), (0.0, 1.0, 1.0, 1.0, 0.95),
            (5e11 + 1e6, 1e12, 5e11, 1e12, 0.95),
            (3.0, 1e12, 1e11, 1e12 - 7, 0.9999)):
        yield test_row(tests.share_test, (x_a, n_a, inf), (x_b, n_b, inf),
                       confidence, "two")
    for a, b, side in (
            ((60.0, 80.0, 99.0), (12.0, 30.0, inf), "two"),
            ((60.0, 80.0, 99.0), (12.5, 30.25, 40.0), "greater"),
            ((2.5, 4.25, 5.0), (4.0, 4.0, inf), "less"),
            ((2.5, 4.25, 0.0), (4.0, 4.0, inf), "two")):
        yield test_row(tests.share_test, a, b, 0.95, side)


NET_PAIRS = [
    ((20.0, 10.0, 30.0, inf), (12.0, 18.0, 30.0, inf), 0.95, "two"),
    ((3.0, 1.0, 6.0, inf), (6.0, 7.0, 17.0, inf), 0.95, "greater"),
    ((462.0, 362.0, 1000.0, inf), (110.0, 99.0, 259.0, inf), 0.9, "less"),
    ((10.5, 3.25, 20.75, 25.0), (1.0, 0.0, 4.0, inf), 0.99, "two"),
    ((10.5, 3.25, 20.75, 25.0), (1.0, 0.0, 1.0, 0.0), 0.95, "two"),
    ((10.5, 3.25, 20.75, 25.0), (3.0, 1.0, 6.5, 9.0), 0.95, "less"),
    ((900.0, 10.0, 1000.0, inf), (10.0, 900.0, 1000.0, inf), 0.95, "two"),
    ((5.0, 0.0, 5.0, inf), (7.0, 0.0, 7.0, inf), 0.95, "two"),
    ((5.0, 0.0, 5.0, inf), (97.0, 0.0, 100.0, inf), 0.95, "two"),
    ((1.0, 0.0, 1.0, inf), (0.0, 1.0, 1.0, inf), 0.5, "two"),
    ((0.0, 0.0, 4.0, inf), (0.0, 0.0, 9.0, inf), 0.95, "two"),
    ((0.0, 3.0, 3.0, inf), (2.0, 3.0, 40.0, inf), 0.95, "two"),
    ((4e11 + 1.0, 2e11, 1e12, inf), (4e11, 2e11, 1e12 - 3, inf), 0.95, "two"),
    ((4e11 + 1e6, 2e11, 1e12, inf), (4e11, 2e11, 1e12, inf), 0.95, "two")]


def net_test_rows():
    for method in ("NET_SCORE", "NET_ADJUSTED_WALD", "NET_WALD"):
        for row in NET_PAIRS:
            yield test_row(tests.net_test, method, *row)


# answers, mean, variance, size
MEAN_PAIRS = [
    ((40.0, 5.25, 1.5, 40.0), (35.0, 4.75, 2.25, 35.0), 0.95, "two"),
    ((2.0, 5.25, 1.5, 2.0), (2.0, 4.75, 2.25, 2.0), 0.95, "greater"),
    ((12.0, 6.0, 0.0, 12.0), (9.0, 5.5, 1.25, 9.0), 0.9, "less"),
    ((12.0, 6.0, 0.0, 12.0), (9.0, 5.5, 0.0, 9.0), 0.95, "two"),
    ((1.0, 6.0, 0.0, 1.0), (9.0, 5.5, 1.25, 9.0), 0.95, "two"),
    ((1.0, 6.0, 0.0, 1.0), (1.0, 5.5, 0.0, 1.0), 0.95, "two"),
    ((1e6, 6.125, 3.0, 1e6), (1e3, 6.0, 2.5, 1e3), 0.99, "two"),
    ((500.0, 6.5, 0.5, 500.0), (800.0, 3.5, 0.75, 800.0), 0.95, "two"),
    ((30.0, 4.0, 2.0, 30.0), (30.0, 4.0, 2.0, 30.0), 0.5, "two"),
    ((1e12, 5.0000001, 2.0, 1e12), (1e12, 5.0, 3.0, 1e12), 0.9999, "two")]


def mean_test_rows():
    for method in ("MEAN_ADJUSTED", "MEAN_POOLED", "MEAN_WELCH"):
        for a, b, confidence, side in MEAN_PAIRS:
            row = (a, b, confidence, side, 1.0, 7.0)
            yield method, *row, tests.mean_test(method, *row)
    # effective sizes
    for method in ("MEAN_ADJUSTED", "MEAN_POOLED"):
        row = ((40.0, 5.25, 1.5, 28.75), (35.0, 4.75, 2.25, 12.5), 0.95,
               "two", 1.0, 7.0)
        yield method, *row, tests.mean_test(method, *row)


def net_target_rows():
    for *counts, degrees, target, confidence, side in (
            (67, 36, 150, inf, 10.0, 0.95, "two"),
            (67, 36, 150, inf, 10.0, 0.95, "greater"),
            (67, 36, 150, inf, 10.0, 0.9, "less"),
            (5, 0, 5, inf, 90.0, 0.95, "two"),
            (0, 9, 12, inf, -50.0, 0.99, "greater"),
            (3, 3, 7, inf, 0.0, 0.95, "two"),
            (0, 0, 7, inf, 0.0, 0.95, "two"),
            (1, 0, 1, inf, 100.0, 0.95, "two"),
            (3, 3, 7, inf, -100.0, 0.95, "two"),
            (4.5, 1.25, 7.75, 9, 12.5, 0.95, "two"),
            (1, 0, 1, 0, 50.0, 0.95, "two")):
        yield test_row(tests.net_target_test,
                       tuple(map(float, (*counts, degrees))), target,
                       confidence, side)


def share_target_rows():
    for *counts, degrees, target, confidence, side in (
            (82, 100, inf, 75.0, 0.95, "two"),
            (82, 100, inf, 75.0, 0.95, "greater"),
            (82, 100, inf, 75.0, 0.8, "less"),
            (0, 7, inf, 10.0, 0.95, "two"), (7, 7, inf, 50.0, 0.95, "less"),
            (3, 9, inf, 0.0, 0.95, "two"), (3, 9, inf, 100.0, 0.95, "two"),
            (60, 80, 99, 70.0, 0.95, "greater"), (1, 1, 0, 50.0, 0.95, "two")):
        yield test_row(tests.share_target_test,
                       tuple(map(float, (*counts, degrees))), target,
                       confidence, side)


def mean_target_rows():
    for sample, target, confidence, side in (
            ((10.0, 6.9, 0.09, 10.0), 6.5, 0.95, "two"),
            ((10.0, 6.9, 0.09, 10.0), 6.5, 0.95, "greater"),
            ((10.0, 6.9, 0.09, 10.0), 6.5, 0.9, "less"),
            ((5.0, 7.0, 0.0, 5.0), 5.0, 0.95, "two"),
            ((5.0, 7.0, 0.0, 5.0), 6.875, 0.95, "less"),
            ((1.0, 2.0, 0.0, 1.0), 5.0, 0.95, "two"),
            ((2.0, 4.0, 9.0, 2.0), 4.0, 0.95, "greater"),
            ((1000.0, 4.25, 2.5, 1000.0), 4.0, 0.99, "two"),
            ((40.0, 5.25, 1.5, 28.75), 5.0, 0.95, "two")):
        for method in ("MEAN_ADJUSTED", "MEAN_T"):
            row = (sample, target, confidence, side, 1.0, 7.0)
            if method == "MEAN_T" and sample[0] != sample[3]:
                continue
            yield method, *row, tests.mean_target_test(method, *row)


def net_paired_rows():
    for changes in [(2, 9, 72, 13, 3), (0, 3, 10, 0, 0), (1, 0, 0, 0, 1),
                    (0, 0, 0, 5, 0), (1, 1, 100, 1, 9), (0, 0, 1, 0, 0)]:
        yield changes, tests.net_paired_test(changes, 0.95)


def share_paired_rows():
    for rose, fell, n in [(14, 11, 90), (30, 10, 100), (5, 2, 40), (3, 3, 9),
                          (0, 0, 5), (24, 0, 24), (0, 25, 60), (1, 0, 1),
                          (500, 500, 1200), (530, 470, 1000), (531, 470, 1100),
                          (900, 100, 1e6)]:
        yield rose, fell, n, tests.share_paired_test(rose, fell, n, 0.95)


def mean_paired_rows():
    for differences in [[1, 2, -1, 0, 3], [10, 10, 10], [100, -100], [5],
                        [i % 7 - 2 for i in range(1000)]]:
        counted = [(d, differences.count(d)) for d in set(differences)]
        yield (len(differences), sum(differences),
               sum(d * d for d in differences),
               tests.student_paired(counted, 0.95, 100))


def test_row(function, *arguments):
    return *arguments, function(*arguments)


# --------------------------------------------------------------------------
# sample_size_references.h
# --------------------------------------------------------------------------

def share_size_rows():
    for method in ("SHARE_WILSON", "SHARE_WALD"):
        for row in ((0.05, 0.95, 0.5), (0.05, 0.95, 0.99), (0.25, 0.9, 0.75),
                    (0.001, 0.99, 0.03125), (0.01, 0.95, 0.9)):
            yield method, *row, tests.share_sample_size(method, *row)


def net_size_rows():
    for method in ("NET_SCORE", "NET_WALD"):
        for row in ((0.05, 0.95, 0.67), (0.25, 0.9, 0.1), (0.01, 0.99, 1.0)):
            yield method, *row, tests.net_sample_size(method, *row)


def net_test_size_rows():
    for row in ((0.1, 0.95, "two", 0.8, 1.34), (1.0, 0.95, "two", 0.95, 1.0),
                (-0.25, 0.9, "greater", 0.9, 0.5),
                (0.05, 0.99, "less", 0.75, 1.7)):
        yield *row, tests.net_test_sample_size(*row)


def share_test_size_rows():
    for row in ((0.6, 0.5, 0.95, "two", 0.8), (0.8, 0.85, 0.95, "greater", 0.9),
                (0.99, 0.9, 0.9, "two", 0.95)):
        yield *row, tests.share_test_sample_size(*row)


def finite_size_rows():
    for row in ((385.0, 1000.0), (1026.5, 1000.0), (3.5, 10.0),
                (50.0, 1e9)):
        yield *row, tests.finite_sample_size(*row)


# --------------------------------------------------------------------------
# series_references.h
# --------------------------------------------------------------------------

# the first value, periods, counts by value of each
SERIES = [
    (0, [1, 2, 3], [(0, 5), (4, 1), (3, 2)]),
    (-1, [1, 2, 3, 4], [(2, 3, 5), (1, 3, 6), (2, 4, 4), (1, 2, 7)]),
    (0, [1, 2, 3, 4], [(2, 8), (1, 9), (5, 5), (20, 30)]),
    (-1, [1, 3, 4, 9], [(1, 0, 2), (0, 1, 0), (3, 1, 9), (0, 0, 1)]),
    (1, [1.7e9, 1.7e9 + 86400, 1.7e9 + 3 * 86400],
     [(1, 0, 2, 1), (0, 3, 0, 2), (1, 1, 1, 3)]),
    (0, [1, 2], [(2, 2), (3, 5)]),
    (0, [1, 2, 3, 5, 8, 13], [(1, 0), (0, 1), (0, 1), (0, 1), (1, 0), (2, 30)]),
    (-1, [2, 2, 2], [(1, 1, 2), (0, 2, 2), (1, 0, 4)]),
    (0, [1, 2, 3], [(1, 0), (0, 1), (0, 1)]),
    (0, [1, 2, 3, 4], [(1, 0), (0, 1), (0, 1), (0, 1)]),
    (0, [1, 2, 3], [(0, 4), (0, 9), (0, 2)]),
    (-1, [1, 2, 3, 4, 5], [(0, 0, 1), (0, 0, 2), (2, 1, 0), (0, 1, 1), (1, 0, 0)])]


def series_rows():
    for number, (first, periods, counts) in enumerate(SERIES):
        samples = series.Table(first, periods, counts)
        found = series.heterogeneity(samples)
        yield (len(counts), first, len(counts[0]), "samples_%d" % number,
               found, "shrunk_%d" % number, series.trend(samples))


def series_arrays():
    for number, (first, periods, counts) in enumerate(SERIES):
        samples = series.Table(first, periods, counts)
        array("samples_%d" % number,
              [v for t, row in zip(periods, counts) for v in (t, *row)])
        array("shrunk_%d" % number,
              series.shrunk(samples, series.heterogeneity(samples)[3]))


KENDALL = [
    [31, 28, 35, 36, 33, 40, 42, 41],
    [5, 4, 4, 3, 3, 3, 2],
    [1, 2, 1, 2, 1, 2, 1, 2, 3],
    [7],
    [3, 3, 3],
    [(i * 7919) % 101 + i // 4 for i in range(300)],
    [1, 2],
    [2, 3, 1],
    [9, 8, 7, 6, 5, 4, 3, 2, 1],
    [3, 1, 4, 15, 9, 2, 6, 5, 35],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    [2, 4, 1, 3]]


def kendall_rows():
    for number, values in enumerate(KENDALL):
        yield (len(values), "values_%d" % number, series.kendall(values))


# --------------------------------------------------------------------------
# contingency_references.h
# --------------------------------------------------------------------------

TABLES = [
    [[2, 3, 6, 14, 20], [6, 5, 9, 11, 9], [1, 4, 4, 20, 11]],
    [[2, 3, 6, 14, 20], [6, 5, 9, 11, 9]],
    [[3, 0, 7], [0, 0, 5], [1, 0, 1], [0, 0, 2]],
    [[5, 0, 0], [0, 4, 0], [0, 0, 3]],
    [[0, 4, 0], [0, 9, 0]],
    [[1, 0], [0, 1]],
    [[2, 5, 1, 8]],
    [[10 ** 12, 10 ** 12], [10 ** 12, 10 ** 12 + 10 ** 6]],
    [[5, 10 ** 6, 7], [0, 2 * 10 ** 6, 40], [3, 10 ** 6, 1]],
    [[70000000, 3, 5], [70000001, 2, 9]]]


def padded(row, length=7):
    return list(row) + [0] * (length - len(row))


def mann_whitney_rows():
    for table in TABLES:
        if len(table) > 1:
            for side in SIDES:
                yield (padded(table[0]), padded(table[1]), side,
                       segments.mann_whitney(table[0], table[1], side))


def table_rows():
    for rows in TABLES:
        *chi_squared, v = segments.chi_squared(rows)
        yield (len(rows), [padded(row) for row in rows],
               segments.kruskal_wallis(rows), chi_squared, v)


# --------------------------------------------------------------------------
# sample_design_references.h
# --------------------------------------------------------------------------

NET_TABLES = [
    [[0, 0, 3], [1, 0, 0], [0, 2, 0], [0, 0, 4], [2, 0, 0], [0, 1, 1]],
    [[1, 1, 3], [1, 1, 2], [2, 2, 2]],
    [[1, 0, 1], [1, 0, 1], [1, 0, 1]],
    [[0, 0, 1], [0, 0, 2], [0, 0, 1]],
    [[0, 1, 2], [2, 0, 1]],
    [[1, 1, 3], [0, 1, 0], [2, 2, 2]],
    [[100, 300, 200], [5, 20, 80], [9, 9, 9], [0, 1, 4]]]
SHARE_TABLES = [[[row[0] + row[1], row[2]] for row in table]
                for table in NET_TABLES]
MEAN_TABLES = [
    [[0, 0, 0, 1, 2], [0, 1, 0, 0, 0], [0, 0, 2, 0, 0], [0, 0, 0, 2, 2],
     [1, 1, 0, 0, 0], [0, 0, 1, 1, 0]],
    [[0, 1, 1, 1, 2], [0, 1, 1, 1, 1], [1, 1, 0, 3, 1]],
    [[0, 3, 0, 3], [0, 1, 0, 1], [0, 2, 0, 2]],
    [[0, 0, 5], [0, 0, 1], [0, 0, 2]],
    [[900, 5, 3, 80, 2000], [2, 0, 0, 1, 0], [0, 3, 7, 1, 20]]]
METRIC_TABLES = [("NET", NET_TABLES), ("SHARE", SHARE_TABLES),
                 ("MEAN", MEAN_TABLES)]
WEIGHTS = [0.5, 0.3, 0.2, 0.25]


def design_tables():
    for metric, tables in METRIC_TABLES:
        for number, table in enumerate(tables):
            yield metric, table, [0.95, 0.8, 0.99][number % 3]


def design_case(metric, table, confidence):
    return (metric, len(table), [padded(row) for row in table], confidence)


def clustered_rows():
    for metric, table, confidence in design_tables():
        yield (*design_case(metric, table, confidence),
               segments.clustered(metric, table, confidence))
        yield (*design_case(metric, table[:1], confidence),
               segments.clustered(metric, table[:1], confidence))


def stratified_rows():
    for metric, table, confidence in design_tables():
        if len(table) > len(WEIGHTS):
            continue
        weights = WEIGHTS[:len(table)]
        yield (*design_case(metric, table, confidence), padded(weights, 4),
               segments.stratified(metric, table, weights, confidence))


def main(header):
    print("/* Written by make_references.py; do not edit. */")
    if header == "distribution":
        table("distribution", distribution_rows())
    elif header == "estimate":
        table("share", share_rows())
        table("mean", mean_rows())
    elif header == "estimate_net":
        table("net", net_rows())
        table("net_variance", net_variance_rows())
    elif header == "significance":
        table("net_test", net_test_rows())
        table("share_test", share_test_rows())
        table("mean_test", mean_test_rows())
        table("net_target", net_target_rows())
        table("share_target", share_target_rows())
        table("mean_target", mean_target_rows())
        table("net_paired", net_paired_rows())
        table("share_paired", share_paired_rows())
        table("mean_paired", mean_paired_rows())
    elif header == "sample_size":
        table("share_size", share_size_rows())
        table("net_size", net_size_rows())
        table("net_test_size", net_test_size_rows())
        table("share_test_size", share_test_size_rows())
        table("finite_size", finite_size_rows())
    elif header == "series":
        print()
        series_arrays()
        for number, values in enumerate(KENDALL):
            array("values_%d" % number, values)
        table("series", series_rows())
        table("kendall", kendall_rows())
    elif header == "contingency":
        table("mann_whitney", mann_whitney_rows())
        table("table", table_rows())
    elif header == "sample_design":
        table("clustered", clustered_rows())
        table("stratified", stratified_rows())


if __name__ == "__main__":
    main(sys.argv[1])
