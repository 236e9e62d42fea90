#!/usr/bin/python3
"""Compute estimate_references.h, the numbers estimate_test.c compares with.

Needs mpmath (Debian: apt-get install python3-mpmath python3-gmpy2; gmpy2
only makes it faster).  To rerun, from the top folder, in a few minutes:

    /usr/bin/python3 test/unit/make_references.py > test/unit/estimate_references.h

Every value comes from the definition and 60 digits rather than from the
formulas of the C code: distributions are integrated numerically, score
limits are found in a bracket, Wilson limits are roots of their quadratic.  Arguments are taken as the exact value of the double in the table.
"""
from functools import lru_cache
from mpmath import mp, mpf, quad, loggamma, log, log1p, exp, sqrt, erf, erfc

mp.dps = 60


# --------------------------------------------------------------------------
# Root finding
# --------------------------------------------------------------------------

def solve(function, low, high):
    """The root of a function that changes sign between low and high."""
    rising = function(high) > 0
    assert (function(low) > 0) != rising
    for _ in range(150):
        middle = (low + high) / 2
        if (function(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2


# --------------------------------------------------------------------------
# Distributions
# --------------------------------------------------------------------------

@lru_cache(maxsize=None)
def normal_critical(confidence):
    tail = 1 - mpf(confidence)
    return solve(lambda z: log(erfc(z / sqrt(2))) - log(tail),
                 mpf(0), mpf(40))


def normal_quantile(probability):
    p = mpf(probability)
    if p == 0.5:
        return mpf(0)
    if p > 0.5:
        return solve(lambda z: erf(z / sqrt(2)) - (2 * p - 1), mpf(0), mpf(9))
    return -solve(lambda z: log(erfc(z / sqrt(2))) - log(2 * p),
                  mpf(0), mpf(40))


def normal_two_sided_p(z):
    return erfc(abs(mpf(z)) / sqrt(2))


def beta_tail(a, b, x, y):
    """Probability below x of the beta distribution, y = 1 - x, by quadrature.

    Panels double in width, away from x, until the density has gone.
    """
    a, b = mpf(a), mpf(b)
    slope = abs((a - 1) / x - (b - 1) / y)
    curvature = (a + 1) / x ** 2 + (b + 1) / y ** 2
    unit = min(x, 2 / (slope + sqrt(curvature)))

    def relative_density(q):
        """Density at q x, relative to that at x: quad() stops at an absolute
        error, so the integrand has to be of order 1."""
        return exp((a - 1) * log(q) + (b - 1) * log1p((1 - q) * x / y))

    total, start, width = mpf(0), mpf(1), unit / x
    while start > 0:
        end = start - width
        if end < mpf("0.3"):
            end = mpf(0)
        if end > 0 or a > 20:
            part = quad(relative_density, [end, start],
                        method="gauss-legendre")
        else:
            part = quad_to_zero(relative_density, a, start)
        total += part
        if part <= total * mpf(10) ** -36:
            break
        start, width = end, 2 * width
    return total * x * exp(loggamma(a + b) - loggamma(a) - loggamma(b) +
                              (a - 1) * log(x) + (b - 1) * log(y))


def quad_to_zero(density, a, start):
    """The last panel, down to 0, where q^(a - 1) may be infinite: with
    q = v^k the integrand vanishes there."""
    k = max(1, 3 / a)
    top = start ** (1 / k)
    return quad(lambda v: density(v ** k) * k * v ** (k - 1)
                if v > 0 else mpf(0), [0, top / 2, top])


def logit_point(u):
    return 1 / (1 + exp(-u)), 1 / (1 + exp(u))


def beta_below(a, b, x, y):
    a, b = mpf(a), mpf(b)
    if x * (a + b) <= a:
        return beta_tail(a, b, x, y)
    return 1 - beta_tail(b, a, y, x)


def beta_quantile_point(p, a, b):
    """(x, 1 - x) where p, the smaller tail, lies below x: Newton's method
    for the logarithm of the tail, a concave function of u = log(x / (1 - x)).
    """
    a, b = mpf(a), mpf(b)
    constant = loggamma(a + b) - loggamma(a) - loggamma(b)
    spread = sqrt(1 / a + 1 / b)
    u = log(a / b) - spread
    for _ in range(200):
        x, y = logit_point(u)
        below = beta_below(a, b, x, y)
        density = exp(constant + a * log(x) + b * log(y))
        change = log(p / below) * below / density
        u += max(change, mpf(-3))
        if abs(change) < spread * mpf(10) ** -14:
            return logit_point(u)
    raise ArithmeticError("no quantile found")


def incomplete_beta(x, a, b):
    return beta_below(a, b, mpf(x), 1 - mpf(x))


def beta_quantile(p, a, b):
    p = mpf(p)
    if p > 0.5:
        return beta_quantile_point(1 - p, b, a)[1]
    return beta_quantile_point(p, a, b)[0]


def beta_quantile_above(p, a, b):
    return beta_quantile(1 - mpf(p), a, b)


def student_two_sided_p(t, degrees):
    t, v = mpf(t), mpf(degrees)
    if t == 0:
        return mpf(1)
    return beta_below(v / 2, mpf(1) / 2, v / (v + t * t), t * t / (v + t * t))


def student_root(central, tail, degrees):
    """The t with `central` between -t and t, `tail` outside."""
    half, v = mpf(1) / 2, mpf(degrees)
    if tail > 0.5:
        y, x = beta_quantile_point(central, half, v / 2)
    else:
        x, y = beta_quantile_point(tail, v / 2, half)
    return sqrt(v * y / x)


@lru_cache(maxsize=None)
def student_critical(confidence, degrees):
    return student_root(mpf(confidence), 1 - mpf(confidence), degrees)


def student_quantile(p, degrees):
    p = mpf(p)
    if p < 0.5:
        return -student_root(1 - 2 * p, 2 * p, degrees)
    return student_root(2 * p - 1, 2 * (1 - p), degrees)


# --------------------------------------------------------------------------
# Shares: x of n
# --------------------------------------------------------------------------

def clamp(limits, lowest, highest):
    return [max(mpf(lowest), min(mpf(highest), limit)) for limit in limits]


def wilson(x, n, z):
    x, n = mpf(x), mpf(n)
    a, b, c = n + z * z, -(2 * x + z * z), x * x / n
    root = sqrt(b * b - 4 * a * c)
    return clamp([(-b - root) / (2 * a), (-b + root) / (2 * a)], 0, 1)


def with_estimate(limits, estimate):
    """Limits are moved to the estimate where they would leave it out."""
    return [min(limits[0], estimate), max(limits[1], estimate)]


def share_interval(method, x, n, confidence, factor):
    return with_estimate(share_limits(method, x, n, confidence, factor),
                         mpf(x) / mpf(n))


def share_limits(method, x, n, confidence, factor):
    x, n, f = mpf(x), mpf(n), mpf(factor)
    z = normal_critical(confidence) * f
    tail = (1 - mpf(confidence)) / 2
    if method == "SHARE_WILSON":
        return wilson(x, n, z)
    if method == "SHARE_WALD":
        p = x / n
        margin = z * sqrt(p * (1 - p) / n)
        return clamp([p - margin, p + margin], 0, 1)
    if method == "SHARE_AGRESTI_COULL":
        size = n + z * z
        p = (x + z * z / 2) / size
        margin = z * sqrt(p * (1 - p) / size)
        return clamp([p - margin, p + margin], 0, 1)
    x, n = x / f ** 2, n / f ** 2
    low, high = mpf(0), mpf(1)
    half = mpf(1) / 2
    if method == "SHARE_CLOPPER_PEARSON":
        if x > 0:
            low = beta_quantile(tail, x, n - x + 1)
        if x < n:
            high = beta_quantile_above(tail, x + 1, n - x)
    else:
        if x > 0:
            low = beta_quantile(tail, x + half, n - x + half)
        if x < n:
            high = beta_quantile_above(tail, x + half, n - x + half)
    return [low, high]


# --------------------------------------------------------------------------
# Net scores
# --------------------------------------------------------------------------

def net_variance(c, b, n):
    c, b, n = mpf(c), mpf(b), mpf(n)
    return (c + b) / n - ((c - b) / n) ** 2


def net_wald(c, b, n, z):
    m, s = (mpf(c) - mpf(b)) / mpf(n), sqrt(net_variance(c, b, n) / mpf(n))
    return [m - z * s, m + z * s]


def tango(c, b, n, z):
    """Tango's equation as he prints it, with his q, solved in a bracket."""
    c, b, n = mpf(c), mpf(b), mpf(n)
    m = (c - b) / n

    def excess(d):
        linear = -b - c + (2 * n - c + b) * d
        constant = -b * d * (1 - d)
        q = (sqrt(linear ** 2 - 8 * n * constant) - linear) / (4 * n)
        variance = 2 * q + d * (1 - d)
        return (n * d - (c - b)) ** 2 - z * z * n * variance

    tiny = mpf(10) ** -30
    low = -mpf(1) if b == n else solve(excess, -1 + tiny, m - tiny)
    high = mpf(1) if c == n else solve(excess, m + tiny, 1 - tiny)
    return [low, high]


def net_interval(method, counts, confidence, factor):
    c, b, n = map(mpf, counts)
    score = (c - b) / n
    z = normal_critical(confidence) * mpf(factor)
    if method == "NET_SCORE":
        return tango(c, b, n, z)
    if method == "NET_ADJUSTED_WALD":
        quarter3, f2 = mpf(3) / 4, mpf(factor) ** 2
        c, b, n = c + quarter3 * f2, b + quarter3 * f2, n + 3 * f2
    return with_estimate(clamp(net_wald(c, b, n, z), -1, 1), score)


# --------------------------------------------------------------------------
# Means
# --------------------------------------------------------------------------

def mean_adjusted(mean, variance, n, lowest, highest, factor):
    """One answer of each box, of weight f^2 / K, beside n answers of weight 1
    that have the mean and the variance."""
    mean, variance, n = mpf(mean), mpf(variance), mpf(n)
    boxes = range(int(lowest), int(highest) + 1)
    w = mpf(factor) ** 2 / len(boxes)
    size = n + w * len(boxes)
    m = (n * mean + w * sum(boxes)) / size
    squares = n * (variance + (mean - m) ** 2) + \
        w * sum((box - m) ** 2 for box in boxes)
    return [m, sqrt(squares / (size - 1) / size), size - 1]


# --------------------------------------------------------------------------
# Comparisons: difference, low, high, statistic, p_value
# --------------------------------------------------------------------------

def share_test(x_a, n_a, x_b, n_b, confidence):
    z = normal_critical(confidence)
    l_a, u_a = wilson(x_a, n_a, z)
    l_b, u_b = wilson(x_b, n_b, z)
    x_a, n_a, x_b, n_b = map(mpf, (x_a, n_a, x_b, n_b))
    p_a, p_b, n = x_a / n_a, x_b / n_b, n_a + n_b
    d, p = p_a - p_b, (x_a + x_b) / n
    low = d - sqrt((p_a - l_a) ** 2 + (u_b - p_b) ** 2)
    high = d + sqrt((u_a - p_a) ** 2 + (p_b - l_b) ** 2)
    statistic = d / sqrt(p * (1 - p) * (1 / n_a + 1 / n_b)) * \
        sqrt((n - 1) / n)
    return [d] + clamp([low, high], -1, 1) + \
        [statistic, normal_two_sided_p(statistic)]


def net_test(method, a, b, confidence):
    z = normal_critical(confidence)
    a, b = ([mpf(v) for v in sample] for sample in (a, b))
    observed = (a[0] - a[1]) / a[2] - (b[0] - b[1]) / b[2]
    if method == "NET_ADJUSTED_WALD":
        a, b = ([c + mpf(3) / 4, d + mpf(3) / 4, n + 3] for c, d, n in (a, b))
    difference = (a[0] - a[1]) / a[2] - (b[0] - b[1]) / b[2]
    error = sqrt(net_variance(*a) / a[2] + net_variance(*b) / b[2])
    limits = clamp([difference - z * error, difference + z * error], -2, 2)
    statistic = difference / error if error else "NAN"
    return [observed] + with_estimate(limits, observed) + \
        [statistic, normal_two_sided_p(statistic) if error else "NAN"]


def mean_test(m_a, v_a, n_a, m_b, v_b, n_b, confidence):
    m_a, v_a, n_a, m_b, v_b, n_b = map(mpf, (m_a, v_a, n_a, m_b, v_b, n_b))
    e_a, e_b = v_a / n_a, v_b / n_b
    degrees = (e_a + e_b) ** 2 / \
        (e_a ** 2 / (n_a - 1) + e_b ** 2 / (n_b - 1))
    error, d = sqrt(e_a + e_b), m_a - m_b
    margin = student_critical(confidence, degrees) * error
    return [d, d - margin, d + margin, d / error,
            student_two_sided_p(d / error, degrees)]


# --------------------------------------------------------------------------
# The tables
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
    for name, *arguments in one + two + three:
        padded = arguments + [0.0] * (3 - len(arguments))
        yield '"%s"' % name, padded, globals()[name](*arguments)


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


def share_rows():
    for method in ("SHARE_WILSON", "SHARE_AGRESTI_COULL",
                   "SHARE_CLOPPER_PEARSON", "SHARE_JEFFREYS", "SHARE_WALD"):
        for row in SHARES:
            yield (method, *row, *share_interval(method, *row))


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


def net_rows():
    for method in ("NET_ADJUSTED_WALD", "NET_WALD", "NET_SCORE"):
        for row in NETS:
            row = (row[0:3], row[3], row[4])
            yield (method, *row, *net_interval(method, *row))


# mean, variance (divided by n), n, scale, population factor
MEANS = [
    (7.0, 0.0, 2.0, 1.0, 7.0, 1.0), (7.0, 0.0, 1.0, 1.0, 7.0, 1.0),
    (1.0, 0.0, 40.0, 1.0, 5.0, 1.0), (4.2, 1.36, 5.0, 1.0, 5.0, 1.0),
    (6.25, 0.9375, 16.0, 1.0, 7.0, 0.75), (8.5, 2.25, 1.0625, 0.0, 10.0, 1.0),
    (73.5, 410.25, 250.5, 0.0, 100.0, 0.03125),
    (4.0, 3.0, 1e12, 1.0, 7.0, 1.0), (4.0, 3.0, 1e9, 1.0, 7.0, 1e-6)]


def mean_adjusted_rows():
    for row in MEANS:
        yield (*row, mean_adjusted(*row))


def share_test_rows():
    for row in (
            (7.0, 34.0, 1.0, 34.0, 0.95), (56.0, 70.0, 48.0, 80.0, 0.95),
            (9.0, 10.0, 3.0, 10.0, 0.9), (10.0, 10.0, 0.0, 20.0, 0.95),
            (5.0, 56.0, 0.0, 29.0, 0.99), (3.5, 7.25, 1.25, 9.5, 0.95),
            (500.0, 1000.0, 100.0, 1000.0, 0.95), (2.0, 3.0, 4.0, 6.0, 0.5),
            (5e11 + 1e6, 1e12, 5e11, 1e12, 0.95),
            (3.0, 1e12, 1e11, 1e12 - 7, 0.9999)):
        yield (*row, share_test(*row))


def net_test_rows():
    for method in ("NET_ADJUSTED_WALD", "NET_WALD"):
        for row in (
                (20.0, 10.0, 30.0, 12.0, 18.0, 30.0, 0.95),
                (3.0, 1.0, 6.0, 6.0, 7.0, 17.0, 0.95),
                (462.0, 362.0, 1000.0, 110.0, 99.0, 259.0, 0.9),
                (10.5, 3.25, 20.75, 1.0, 0.0, 4.0, 0.99),
                (900.0, 10.0, 1000.0, 10.0, 900.0, 1000.0, 0.95),
                (5.0, 0.0, 5.0, 7.0, 0.0, 7.0, 0.95),
                (1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.5),
                (4e11 + 1.0, 2e11, 1e12, 4e11, 2e11, 1e12 - 3, 0.95),
                (4e11 + 1e6, 2e11, 1e12, 4e11, 2e11, 1e12, 0.95)):
            row = (row[0:3], row[3:6], row[6])
            yield (method, *row, net_test(method, *row))


def mean_test_rows():
    for row in (
            (5.25, 1.5, 40.0, 4.75, 2.25, 35.0, 0.95),
            (5.25, 1.5, 2.0, 4.75, 2.25, 2.0, 0.95),
            (6.0, 0.0, 12.0, 5.5, 1.25, 9.0, 0.9),
            (6.125, 3.0, 1e6, 6.0, 2.5, 1e3, 0.99),
            (6.5, 0.5, 500.0, 3.5, 0.75, 800.0, 0.95),
            (4.0, 2.0, 30.0, 4.0, 2.0, 30.0, 0.5),
            (5.0000001, 2.0, 1e12, 5.0, 3.0, 1e12, 0.9999)):
        yield row[0:3], row[3:6], row[6], mean_test(*row)


def literal(value):
    """The C initialiser of a number, a name, or a (nested) struct."""
    if isinstance(value, (tuple, list)):
        return "{" + ", ".join(map(literal, value)) + "}"
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return repr(value)
    if abs(value) < mpf(10) ** -330:    # a double cannot hold it
        return "0.0"
    return mp.nstr(value, 20, min_fixed=0, max_fixed=0)


def table(struct, name, rows):
    print("\nstatic const struct %s %s[] = {" % (struct, name))
    for row in rows:
        print("\t" + literal(row) + ",", flush=True)
    print("};")


def main():
    print("/* Written by make_references.py; do not edit. */")
    table("distribution_reference", "distribution_references",
          distribution_rows())
    table("share_reference", "share_references", share_rows())
    table("net_reference", "net_references", net_rows())
    table("mean_adjusted_reference", "mean_adjusted_references",
          mean_adjusted_rows())
    table("share_test_reference", "share_test_references",
          share_test_rows())
    table("net_test_reference", "net_test_references",
          net_test_rows())
    table("mean_test_reference", "mean_test_references",
          mean_test_rows())


if __name__ == "__main__":
    main()
