"""Tests of whole distributions, clusters and strata; see definitions.py.

A table has a row of counts by value for each segment, cluster or stratum.
"""
from significance_definitions import p_value
from definitions import *


# --------------------------------------------------------------------------
# Whole distributions
# --------------------------------------------------------------------------

class Ranks:
    """Middle ranks of the values, exactly"""

    def __init__(self, table):
        self.margins = [sum(column) for column in zip(*table)]
        self.size = sum(self.margins)
        below, self.ranks = 0, []
        for tied in self.margins:
            self.ranks.append(below + Fraction(tied + 1, 2))
            below += tied
        self.ties = sum(tied ** 3 - tied for tied in self.margins)

    def sum(self, row):
        return sum(n * rank for n, rank in zip(row, self.ranks))


def exactly(fraction):
    return mpf(fraction.numerator) / fraction.denominator


def mann_whitney(a, b, side):
    ranks, n, m = Ranks([a, b]), sum(a), sum(b)
    u = ranks.sum(a) - Fraction(n * (n + 1), 2)
    probability = u / (n * m)
    size = ranks.size
    variance = Fraction(n * m, 12) * (size + 1 - Fraction(ranks.ties,
                                                          size * (size - 1)))
    if variance == 0:
        return [exactly(u), exactly(probability), "NAN", "NAN"]
    z = exactly(u - Fraction(n * m, 2)) / sqrt(exactly(variance))
    return [exactly(u), exactly(probability), z, p_value(z, inf, side)]


def kruskal_wallis(table):
    ranks, degrees = Ranks(table), len(table) - 1
    size = ranks.size
    between = Fraction(12, size * (size + 1)) * sum(
        Fraction(ranks.sum(row) ** 2) / sum(row) for row in table) - \
        3 * (size + 1)
    correction = 1 - Fraction(ranks.ties, size ** 3 - size) if size > 1 else 0
    if correction == 0:
        return ["NAN", degrees, "NAN"]
    h = exactly(between / correction)
    return [h, degrees, chi_squared_p(h, degrees) if degrees else "NAN"]


def chi_squared(table):
    margins = [sum(column) for column in zip(*table)]
    size = sum(margins)
    used = [i for i, n in enumerate(margins) if n > 0]
    statistic = Fraction(0)
    for row in table:
        for i in used:
            expected = Fraction(sum(row) * margins[i], size)
            statistic += (row[i] - expected) ** 2 / expected
    degrees = (len(table) - 1) * (len(used) - 1)
    statistic = exactly(statistic)
    if degrees == 0:
        return [statistic, degrees, "NAN", "NAN"]
    return [statistic, degrees, chi_squared_p(statistic, degrees),
            sqrt(statistic / size / (min(len(table), len(used)) - 1))]


# --------------------------------------------------------------------------
# Clusters and strata
# --------------------------------------------------------------------------

FIRST = {"NET": -1, "SHARE": 0, "MEAN": 1}
UNIT = {"NET": 100, "SHARE": 100, "MEAN": 1}


def values_of(metric, row):
    return [mpf(FIRST[metric] + i) for i, n in enumerate(row) for _ in range(n)]


def average(numbers):
    return sum(numbers) / len(numbers)


def limits(metric, shares, size, z):
    """Of shares of all values, by so many answers"""
    if metric == "NET":
        return tango(shares[2] * size, shares[0] * size, size, z)
    return wilson(shares[1] * size, size, z)


def mean_limits(mean, error, degrees, confidence):
    margin = student_critical(confidence, degrees) * error
    return clamp([mean - margin, mean + margin], 0, 100)


def clustered(metric, table, confidence):
    clusters = [values_of(metric, row) for row in table]
    answers = sum(clusters, [])
    score, k, unit = average(answers), len(clusters), UNIT[metric]
    variance = average([(x - score) ** 2 for x in answers])
    if k == 1:
        ends = {"NET": [-100, 100], "SHARE": [0, 100], "MEAN": ["NAN"] * 2}
        return [unit * score, "NAN", *ends[metric], "NAN"]
    residuals = [sum(x - score for x in cluster) for cluster in clusters]
    error = sqrt(mpf(k) / (k - 1) * sum(r * r for r in residuals)) / \
        len(answers)
    effect = error ** 2 / (variance / len(answers)) if variance else "NAN"
    if metric == "MEAN":
        low, high = mean_limits(score, error, k - 1, confidence)
    else:
        size = min(variance / error ** 2, len(answers)) if error else mpf(k)
        shares = [mpf(sum(column)) / len(answers) for column in zip(*table)]
        low, high = limits(metric, shares, size * worth(confidence, k - 1),
                           normal_critical(confidence))
    return [unit * score, unit * error, unit * low, unit * high, effect]


def stratified(metric, table, weights, confidence):
    strata = [values_of(metric, row) for row in table]
    weights = [mpf(w) / sum(map(mpf, weights)) for w in weights]
    sizes, unit = [len(stratum) for stratum in strata], UNIT[metric]
    score = sum(w * average(x) for w, x in zip(weights, strata))
    squares = [sum((v - average(x)) ** 2 for v in x) for x in strata]
    within = sum(sizes) - len(sizes)
    pooled = sum(squares) / within
    inverse = sum(w * w / n for w, n in zip(weights, sizes))
    degrees = mpf(within)
    if min(sizes) == 1:
        variance = pooled * inverse
    else:
        parts = [w * w * s / (n - 1) / n
                 for w, s, n in zip(weights, squares, sizes)]
        variance = sum(parts)
        if variance:
            degrees = variance ** 2 / sum(part ** 2 / (n - 1) for part, n
                                          in zip(parts, sizes))
    if metric == "MEAN":
        low, high = mean_limits(score, sqrt(variance), degrees, confidence)
    else:
        shares = [sum(w * mpf(row[i]) / n
                      for w, row, n in zip(weights, table, sizes))
                  for i in range(len(table[0]))]
        one = shares[-1] + (shares[0] if metric == "NET" else 0) - score ** 2
        size = worth(confidence, within) / inverse
        if variance:
            size = min(one / variance * worth(confidence, degrees),
                       one / (pooled * inverse) * worth(confidence, within))
        low, high = limits(metric, shares, size, normal_critical(confidence))
    return [unit * score, unit * sqrt(variance), unit * low, unit * high,
            degrees]
