#!/usr/bin/python3
"""Compute series_references.h, the numbers series_test.c compares with.

Needs mpmath.  To rerun, from the top folder, in a few seconds:

    python3 test/unit/make_series_references.py > test/unit/series_references.h

Every value comes from the textbook's definition and 50 digits, with sums
taken as they stand: no updating of means, no sorting by merging, no saddle
points.
"""
from fractions import Fraction
from itertools import combinations
from mpmath import (mp, mpf, sqrt, erf, erfc, gammainc, betainc, findroot,
                    binomial)

mp.dps = 50


def mpq(x):
    """A float or a fraction, exactly."""
    x = Fraction(x)
    return mpf(x.numerator) / x.denominator


def two_sided(z):
    return erfc(abs(z) / sqrt(2))


def student_two_sided(t, degrees):
    return betainc(mpf(degrees) / 2, mpf(1) / 2, 0,
                   degrees / (degrees + t * t), regularized=True)


def normal_critical(confidence):
    c = mpq(confidence)
    return sqrt(2) * findroot(lambda x: erf(x) - c, 1)


def student_critical(confidence, degrees):
    tail = 1 - mpq(confidence)
    return findroot(lambda t: student_two_sided(t, degrees) - tail,
                    (mpf(2), mpf(3)), solver="secant")


def alternative_p(statistic, p, alternative):
    side = {"two": None, "greater": statistic, "less": -statistic}[alternative]
    if side is None:
        return p
    return p / 2 if side > 0 else 1 - p / 2


def written(v):
    if v is None:
        return "NAN"
    if isinstance(v, str):
        return v
    if isinstance(v, mpf):
        return mp.nstr(v, 20, min_fixed=0, max_fixed=0)
    return repr(v)


def emit(kind, rows, tests=False):
    """A table; with tests the last five numbers of a row are a TestResult."""
    print("static const struct %s_reference %s_references[] = {" % (kind, kind))
    for row in rows:
        cells = [written(v) for v in row]
        if tests:
            cells[-5:] = ["{" + ", ".join(cells[-5:]) + "}"]
        print("\t{" + ", ".join(cells) + "},")
    print("};\n")


# --------------------------------------------------------------------------
# Chi-squared
# --------------------------------------------------------------------------

def chi_squared():
    for x, degrees in [(0.5, 1), (3.84, 1), (30.0, 1), (700.0, 1), (1e-9, 2),
                       (5.0, 2), (36.387343804941388, 6), (2.0, 6), (8.0, 7),
                       (20.0, 19), (19.0, 20), (19.0, 19), (60.0, 19),
                       (900.0, 1000), (1000.0, 1000), (1200.0, 1000),
                       (1500.0, 1001), (99999.0, 100000), (101000.0, 100000)]:
        yield x, degrees, gammainc(mpf(degrees) / 2, mpq(x) / 2,
                                   regularized=True)


def student():
    for degrees in [1, 2, 7, 11.5, 29, 29.99, 30, 30.01, 44, 99, 1000, 123456]:
        for t in [0.001, 0.7, 1.7, 2.5, 4.0, 6.9, 7.2, 12.0, 29.0]:
            t, v = mpq(t), mpq(degrees)
            yield float(t), float(v), (
                1 - betainc(mpf(1) / 2, v / 2, 0, t * t / (v + t * t),
                            regularized=True) if t < 1 else
                student_two_sided(t, v))


# --------------------------------------------------------------------------
# Sums of points: slope, chi-squared, p as shares; slope, error, z, p, Q, p of
# Q and tau squared as estimates
# --------------------------------------------------------------------------

SERIES = [
    # x, y, weight
    [(1, 0.5, 80), (2, 0.5625, 80), (3, 0.65, 80), (4, 0.75, 80)],
    [(1, 0.25, 10), (3, 0.5, 20.5), (4, 0.125, 7), (9, 0.75, 33)],
    [(1.7e9, 0.25, 10), (1.7e9 + 86400, 0.5, 20),
     (1.7e9 + 3 * 86400, 0.375, 16)],
    [(1, 0.5, 4), (2, 0.5, 8)],
    [(1, -0.25, 400), (2, 0.5, 300), (3, 0.0, 500), (4, 0.75, 20)],
]


def series():
    for number, points in enumerate(SERIES):
        x = [mpq(p[0]) for p in points]
        y = [mpq(p[1]) for p in points]
        w = [mpq(p[2]) for p in points]
        total = sum(w)
        mx = sum(a * b for a, b in zip(w, x)) / total
        my = sum(a * b for a, b in zip(w, y)) / total
        xx = sum(a * (b - mx) ** 2 for a, b in zip(w, x))
        xy = sum(a * (b - mx) * (c - my) for a, b, c in zip(w, x, y))
        slope = xy / xx
        share_error = sqrt(my * (1 - my) / xx)
        chi = (slope / share_error) ** 2
        error = 1 / sqrt(xx)
        q = sum(a * (c - my) ** 2 for a, c in zip(w, y))
        degrees = len(points) - 1
        tau = max(mpf(0), (q - degrees) / (total - sum(a * a for a in w) / total))
        yield (number, slope, share_error, chi, two_sided(sqrt(chi)), error,
               slope / error, two_sided(slope / error), q,
               gammainc(mpf(degrees) / 2, q / 2, regularized=True), tau)


# --------------------------------------------------------------------------
# Mann-Kendall
# --------------------------------------------------------------------------

KENDALL = [
    [31, 28, 35, 36, 33, 40, 42, 41],
    [5, 4, 4, 3, 3, 3, 2],
    [1, 2, 1, 2, 1, 2, 1, 2, 3],
    [7],
    [3, 3, 3],
    [(i * 7919) % 101 + i // 4 for i in range(300)],
]


def kendall():
    for number, v in enumerate(KENDALL):
        n = len(v)
        s = sum((b > a) - (b < a) for a, b in combinations(v, 2))
        ties = [v.count(x) for x in set(v)]
        variance = mpq(Fraction(n * (n - 1) * (2 * n + 5) -
                                sum(t * (t - 1) * (2 * t + 5) for t in ties), 18))
        z = None
        if variance > 0:
            z = (s - (s > 0) + (s < 0)) / sqrt(variance)
        yield (number, mpf(s), sqrt(variance), z,
               None if z is None else two_sided(z))


# --------------------------------------------------------------------------
# Against a target: kind, two counts, n, target, confidence, alternative;
# difference, low, high, statistic, p
# --------------------------------------------------------------------------

def net_adjusted(promoters, detractors, n, confidence):
    c, b, size = promoters + mpf("0.75"), detractors + mpf("0.75"), n + 3
    m = (c - b) / size
    error = sqrt(((c + b) / size - m * m) / size)
    z = normal_critical(confidence)
    return m, error, max(-1, m - z * error), min(1, m + z * error)


def wilson(x, n, confidence):
    z = normal_critical(confidence)
    middle = (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * sqrt(mpf(x) * (n - x) / n + z * z / 4)
    return middle - half, middle + half


SIDES = {"two": "ALTERNATIVE_TWO_SIDED", "greater": "ALTERNATIVE_GREATER",
         "less": "ALTERNATIVE_LESS"}


def targets():
    for a, b, n, target, confidence, side in [
            (67, 36, 150, 0.1, 0.95, "two"), (67, 36, 150, 0.1, 0.95, "greater"),
            (67, 36, 150, 0.1, 0.9, "less"), (5, 0, 5, 0.9, 0.95, "two"),
            (0, 9, 12, -0.5, 0.99, "greater"), (3, 3, 7, 0.0, 0.95, "two")]:
        m, error, low, high = net_adjusted(a, b, n, confidence)
        t = mpq(target)
        z = (m - t) / error
        d = mpf(a - b) / n - t
        yield ("'n'", float(a), float(b), float(n), target, confidence,
               SIDES[side], d, min(low - t, d), max(high - t, d), z,
               alternative_p(z, two_sided(z), side))
    for x, n, target, confidence, side in [
            (82, 100, 0.75, 0.95, "two"), (82, 100, 0.75, 0.95, "greater"),
            (82, 100, 0.75, 0.8, "less"), (0, 7, 0.1, 0.95, "two"),
            (7, 7, 0.5, 0.95, "less"), (3, 9, 0.0, 0.95, "two"),
            (3, 9, 1.0, 0.95, "two")]:
        low, high = wilson(x, n, confidence)
        t = mpq(target)
        d = mpf(x) / n - t
        z = d / sqrt(t * (1 - t) / n) if 0 < t < 1 else None
        yield ("'s'", float(x), 0.0, float(n), target, confidence, SIDES[side],
               d, max(low, mpf(0)) - t, min(high, mpf(1)) - t, z,
               None if z is None else alternative_p(z, two_sided(z), side))


# --------------------------------------------------------------------------
# Pairs
# --------------------------------------------------------------------------

def net_paired():
    for changes in [(2, 9, 72, 13, 3), (0, 3, 10, 0, 0), (1, 0, 0, 0, 1),
                    (0, 0, 0, 5, 0), (1, 1, 100, 1, 9)]:
        n = sum(changes)
        m = mpf(sum((i - 2) * c for i, c in enumerate(changes))) / n
        v = sum((i - 2) ** 2 * mpf(c) for i, c in enumerate(changes)) / n - m * m
        error = sqrt(v / n)
        z = m / error if v > 0 else None
        half = normal_critical(0.95) * error
        yield ("{" + ", ".join(map(str, changes)) + "}", m, max(-2, m - half),
               min(2, m + half), z, None if z is None else two_sided(z))


def tango_limit(rose, fell, n, z, start):
    """The difference whose score statistic is z (Tango 1998, equation 2)."""
    def statistic(d):
        a = 2 * n
        b = -rose - fell + (2 * n - rose + fell) * d
        c = -fell * d * (1 - d)
        q = (sqrt(b * b - 4 * a * c) - b) / (2 * a)
        return (rose - fell - n * d) / sqrt(n * (2 * q + d * (1 - d))) - z
    return findroot(statistic, start, solver="anderson", tol=mpf(10) ** -60)


def share_paired():
    for rose, fell, n in [(14, 11, 90), (30, 10, 100), (5, 2, 40), (3, 3, 9),
                          (0, 0, 5), (24, 0, 24), (0, 25, 60)]:
        z = normal_critical(0.95)
        d = mpf(rose - fell) / n
        edge = mpf(10) ** -30
        low = mpf(-1) if fell == n else tango_limit(
            mpf(rose), mpf(fell), mpf(n), z, (-1 + edge, d - edge))
        high = mpf(1) if rose == n else tango_limit(
            mpf(rose), mpf(fell), mpf(n), -z, (d + edge, 1 - edge))
        changes = rose + fell
        statistic = (rose - fell) / sqrt(mpf(changes)) if changes else None
        if not changes:
            p = None
        elif changes < 25:
            p = min(mpf(1), 2 * sum(binomial(changes, k)
                                    for k in range(min(rose, fell) + 1)) /
                    mpf(2) ** changes)
        else:
            p = two_sided(statistic)
        yield (float(rose), float(fell), float(n), d, low, high, statistic, p)


def mean_paired():
    for differences in [[1, 2, -1, 0, 3], [10, 10, 10], [100, -100], [5],
                        [i % 7 - 2 for i in range(1000)]]:
        n = len(differences)
        total, squares = sum(differences), sum(d * d for d in differences)
        m = mpf(total) / n
        row = [float(n), float(total), float(squares)]
        if n < 2:
            yield (*row, "NAN", m, None, None, None, None)
            continue
        t = student_critical(0.95, n - 1)
        error = sqrt((squares - n * m * m) / (n - 1) / n)
        statistic = m / error if error > 0 else None
        yield (*row, t, m, max(mpf(-100), m - t * error),
               min(mpf(100), m + t * error), statistic,
               None if statistic is None else student_two_sided(statistic, n - 1))


print("/* Written by make_series_references.py; do not edit. */\n")
emit("chi_squared", chi_squared())
emit("student", student())
for number, points in enumerate(SERIES):
    print("static const double series_%d[] = {%s};" % (
        number, ", ".join(repr(float(v)) for p in points for v in p)))
for number, values in enumerate(KENDALL):
    print("static const double kendall_%d[] = {%s};" % (
        number, ", ".join(str(v) for v in values)))
print()
emit("series", series())
emit("kendall", kendall())
emit("target", targets(), tests=True)
emit("net_paired", net_paired(), tests=True)
emit("share_paired", share_paired(), tests=True)
emit("mean_paired", mean_paired(), tests=True)
