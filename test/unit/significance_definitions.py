"""Tests and sample sizes; see definitions.py.

A test is difference, low, high, statistic, p.
"""
from definitions import *


def p_value(statistic, degrees, side):
    p = student_two_sided_p(statistic, degrees)
    if side == "two":
        return p
    above = statistic if side == "greater" else -statistic
    return p / 2 if above > 0 else 1 - p / 2


def result(difference, limits, statistic, degrees, side):
    if statistic == "NAN" or not degrees > 0:
        return [difference, *limits, "NAN", "NAN"]
    return [difference, *limits, statistic, p_value(statistic, degrees, side)]


def by_error(difference, error, degrees, confidence, side, most):
    if not degrees > 0:
        return [difference] + ["NAN"] * 4
    margin = student_critical(confidence, degrees) * error
    limits = with_estimate(clamp([difference - margin, difference + margin],
                                 -most, most), difference)
    return result(difference, limits, difference / error if error else "NAN",
                  degrees, side)


def joint_degrees(a, b):
    """a and b are counts, the degrees last and the size before them."""
    if a[-1] == inf and b[-1] == inf:
        return inf
    if not (a[-1] > 0 and b[-1] > 0):
        return 0
    return sum(mpf(v[-2]) - 1 if v[-1] == inf else mpf(v[-1]) for v in (a, b))


# --------------------------------------------------------------------------
# Two samples
# --------------------------------------------------------------------------

def hybrid(m_a, limits_a, m_b, limits_b, most):
    (l_a, u_a), (l_b, u_b), d = limits_a, limits_b, m_a - m_b
    return clamp([d - sqrt((m_a - l_a) ** 2 + (u_b - m_b) ** 2),
                  d + sqrt((u_a - m_a) ** 2 + (m_b - l_b) ** 2)], -most, most)


def worth_score(counts, confidence):
    """Limits for the hybrid: they are not moved to the estimate."""
    return net_interval("NET_SCORE", counts, confidence, 1.0)


def net_test(method, a, b, confidence, side):
    d = net_score(a) - net_score(b)
    degrees = joint_degrees(a, b)
    if method == "NET_SCORE":
        limits = hybrid(net_score(a), worth_score(a, confidence),
                        net_score(b), worth_score(b, confidence), 2)
        n_a, n_b = mpf(a[2]), mpf(b[2])
        n = n_a + n_b
        score = (mpf(a[0]) - mpf(a[1]) + mpf(b[0]) - mpf(b[1])) / n
        variance = net_variance_at(*a[:3], score) / n_a + \
            net_variance_at(*b[:3], score) / n_b
        statistic = d / sqrt(variance * n / (n - 1)) if variance else "NAN"
        return result(d, with_estimate(limits, d), statistic, degrees, side)
    a, b = ([mpf(v) for v in counts[:3]] for counts in (a, b))
    if method == "NET_ADJUSTED_WALD":
        a, b = ([c + mpf(3) / 4, f + mpf(3) / 4, n + 3] for c, f, n in (a, b))
    error = sqrt(net_variance(*a) / a[2] + net_variance(*b) / b[2])
    row = by_error(net_score(a) - net_score(b), error, degrees, confidence,
                   side, 2)
    return [d] + with_estimate(row[1:3], d) + row[3:]


def share_test(a, b, confidence, side):
    limits = [share_interval("SHARE_WILSON", counts, confidence, 1.0)
              for counts in (a, b)]
    degrees = joint_degrees(a, b)
    x_a, n_a, x_b, n_b = map(mpf, a[:2] + b[:2])
    p_a, p_b, n = x_a / n_a, x_b / n_b, n_a + n_b
    d, p = p_a - p_b, (x_a + x_b) / n
    statistic = "NAN"
    if 0 < p < 1:
        statistic = d / sqrt(p * (1 - p) * (1 / n_a + 1 / n_b)) * \
            sqrt((n - 1) / n)
    return result(d, with_estimate(hybrid(p_a, limits[0], p_b, limits[1], 1),
                                   d), statistic, degrees, side)


def mean_test(method, a, b, confidence, side, lowest, highest):
    d, most = mpf(a[1]) - mpf(b[1]), mpf(highest) - mpf(lowest)
    if method == "MEAN_POOLED":
        n_a, _, v_a, size_a = map(mpf, a)
        n_b, _, v_b, size_b = map(mpf, b)
        degrees = n_a + n_b - 2
        within = (n_a * v_a + n_b * v_b) / degrees if degrees else mpf(0)
        return by_error(d, sqrt(within * (1 / size_a + 1 / size_b)), degrees,
                        confidence, side, most)
    if method == "MEAN_ADJUSTED":
        (_, e_a, f_a), (_, e_b, f_b) = (
            mean_adjusted(sample, lowest, highest, 1.0) for sample in (a, b))
    else:
        (_, e_a, f_a), (_, e_b, f_b) = (mean_plain(a), mean_plain(b))
        if f_a <= 0 or f_b <= 0:
            return [d] + ["NAN"] * 4
    square_a, square_b = e_a ** 2, e_b ** 2
    degrees = f_a + f_b
    if square_a + square_b > 0:
        degrees = (square_a + square_b) ** 2 / \
            (square_a ** 2 / f_a + square_b ** 2 / f_b)
    return by_error(d, sqrt(square_a + square_b), degrees, confidence, side,
                    most)


# --------------------------------------------------------------------------
# Against a target; of net scores and shares in points
# --------------------------------------------------------------------------

def net_target_test(counts, target, confidence, side):
    c, b, n = map(mpf, counts[:3])
    t = mpf(target) / 100
    limits = [100 * (limit - t) for limit in
              net_interval("NET_SCORE", counts, confidence, 1.0)]
    variance = net_variance_at(c, b, n, t)
    statistic = (c - b - n * t) / sqrt(n * variance) if variance else "NAN"
    return result(100 * ((c - b) / n - t), limits, statistic, counts[3], side)


def share_target_test(counts, target, confidence, side):
    x, n = map(mpf, counts[:2])
    t = mpf(target) / 100
    limits = [100 * (limit - t) for limit in
              share_interval("SHARE_WILSON", counts, confidence, 1.0)]
    statistic = (x / n - t) / sqrt(t * (1 - t) / n) if 0 < t < 1 else "NAN"
    return result(100 * (x / n - t), limits, statistic, counts[2], side)


def mean_target_test(method, sample, target, confidence, side, lowest,
                     highest):
    m, error, degrees = mean_adjusted(sample, lowest, highest, 1.0) \
        if method == "MEAN_ADJUSTED" else mean_plain(sample)
    t = mpf(target)
    d = mpf(sample[1]) - t
    limits = mean_interval(method, sample, confidence, 1.0, lowest, highest)
    if degrees <= 0:
        return [d] + ["NAN"] * 4
    limits = [limit - t for limit in limits]
    statistic = (m - t) / error if error else "NAN"
    if statistic != "NAN" and (statistic > 0) != (d > 0):
        statistic = mpf(0)
    return result(d, limits, statistic, degrees, side)


# --------------------------------------------------------------------------
# Pairs
# --------------------------------------------------------------------------

def student_paired(differences, confidence, most):
    """differences is a list of pairs (difference, how many)."""
    n = sum(count for _, count in differences)
    m = mpf(sum(d * count for d, count in differences)) / n
    squares = sum(count * (d - m) ** 2 for d, count in differences)
    if n < 2:
        return [m] + ["NAN"] * 4
    return by_error(m, sqrt(squares / (n - 1) / n), n - 1, confidence, "two",
                    most)


def net_paired_test(changes, confidence):
    """Where all changes are equal, nothing says how far they vary."""
    row = student_paired([(i - 2, count) for i, count in enumerate(changes)],
                         confidence, 2)
    return [row[0], "NAN", "NAN"] + row[3:] if row[3] == "NAN" else row


def mcnemar_mid_p(rose, fell):
    """Twice the chance of fewer, and the chance of as many."""
    changes, least = rose + fell, min(rose, fell)
    ways = 2 * sum(comb(changes, k) for k in range(least)) + \
        comb(changes, least)
    return mpf(ways) / 2 ** changes


def share_paired_test(rose, fell, n, confidence):
    """Mid-p of up to 1,000 changes, the normal distribution beyond."""
    statistic, p = "NAN", "NAN"
    if rose + fell:
        statistic = mpf(rose - fell) / sqrt(mpf(rose + fell))
        p = mcnemar_mid_p(rose, fell) if rose + fell <= 1000 else \
            normal_two_sided_p(statistic)
    return [mpf(rose - fell) / n,
            *tango(rose, fell, n, normal_critical(confidence)), statistic, p]


# --------------------------------------------------------------------------
# Sample sizes
# --------------------------------------------------------------------------

def share_sample_size(method, margin, confidence, share):
    """The n whose interval about the share has the half-width."""
    z, p, h = normal_critical(confidence), mpf(share), mpf(margin)
    if method == "SHARE_WALD":
        return solve(lambda n: h - z * sqrt(p * (1 - p) / n), mpf(10) ** -9,
                     mpf(10) ** 15)

    def excess(n):
        """wilson() without its ends, which no n beyond them has"""
        return h - z * sqrt(p * (1 - p) * n + z * z / 4) / (n + z * z)

    return solve(excess, mpf(10) ** -9, mpf(10) ** 15)


def net_sample_size(method, margin, confidence, variance):
    z, v, h = normal_critical(confidence), mpf(variance), mpf(margin)
    wald = (z / h) ** 2 * v
    return wald if method == "NET_WALD" else wald + z * z * (1 / v - 2) - 1


def tail_critical(confidence, side):
    return normal_critical(confidence) if side == "two" else \
        normal_quantile(confidence)


def test_size(difference, under_null, under_difference, confidence, side,
              power):
    """The n at which the difference is the sum of both critical distances;
    the variances are those of it in samples of one."""
    d, reach = mpf(difference), \
        tail_critical(confidence, side) * sqrt(under_null) + \
        normal_quantile(power) * sqrt(under_difference)
    return solve(lambda n: abs(d) - reach / sqrt(n), mpf(10) ** -9,
                 mpf(10) ** 15)


def net_test_sample_size(difference, confidence, side, power, variance):
    v = mpf(variance)
    return test_size(difference, v + mpf(difference) ** 2 / 2, v, confidence,
                     side, power)


def share_test_sample_size(a, b, confidence, side, power):
    a, b = mpf(a), mpf(b)
    middle = (a + b) / 2
    return test_size(a - b, 2 * middle * (1 - middle),
                     a * (1 - a) + b * (1 - b), confidence, side, power)


def finite_sample_size(size, population):
    """The n that, over the square of its population factor, is the size."""
    population = mpf(population)
    return solve(lambda n: n * (population - 1) / (population - n) -
                 mpf(size), mpf(10) ** -9, population - mpf(10) ** -9)
