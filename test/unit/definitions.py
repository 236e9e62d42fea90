"""The definitions that make_references.py computes its tables from.

With 60 digits, and not by the formulas of the C code: distributions are
integrated, Tango's shares maximize the likelihood, score limits are found in a
bracket, Wilson's are the roots of their quadratic, a sample size is the one at
which the interval has the width, an artificial answer is one of each score,
the variance of Q is that over all ways to deal the answers out, and the
distribution of S that over all orders.  Arguments are taken as the exact value
of the double.
"""
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, permutations
from math import comb, factorial, inf, prod
from mpmath import (mp, mpf, quad, loggamma, log, log1p, exp, sqrt, erf, erfc,
                    gammainc)

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
    if degrees == inf:
        return normal_two_sided_p(t)
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
    if degrees == inf:
        return normal_critical(confidence)
    return student_root(mpf(confidence), 1 - mpf(confidence), degrees)


def student_quantile(p, degrees):
    p = mpf(p)
    if p < 0.5:
        return -student_root(1 - 2 * p, 2 * p, degrees)
    return student_root(2 * p - 1, 2 * (1 - p), degrees)


def gamma_p(x, shape):
    return gammainc(mpf(shape), mpf(x), regularized=True)


def chi_squared_p(x, degrees):
    return gammainc(mpf(degrees) / 2, mpf(x) / 2, regularized=True)


# --------------------------------------------------------------------------
# Limits
# --------------------------------------------------------------------------

def clamp(limits, lowest, highest):
    return [max(mpf(lowest), min(mpf(highest), limit)) for limit in limits]


def with_estimate(limits, estimate):
    """Limits are moved to the estimate where they would leave it out."""
    if limits[0] == "NAN":
        return limits
    return [min(limits[0], estimate), max(limits[1], estimate)]


def worth(confidence, degrees):
    """Of one effective answer of a weighted sample (Korn and Graubard)."""
    if degrees == inf:
        return mpf(1)
    return (normal_critical(confidence) /
            student_critical(confidence, degrees)) ** 2


# --------------------------------------------------------------------------
# Shares: counts are x, n, degrees
# --------------------------------------------------------------------------

def wilson(x, n, z):
    x, n = mpf(x), mpf(n)
    a, b, c = n + z * z, -(2 * x + z * z), x * x / n
    root = sqrt(b * b - 4 * a * c)
    return clamp([(-b - root) / (2 * a), (-b + root) / (2 * a)], 0, 1)


def share_interval(method, counts, confidence, factor):
    x, n, degrees = counts
    if degrees == 0:
        return [mpf(0), mpf(1)]
    w = worth(confidence, degrees)
    return with_estimate(share_limits(method, w * mpf(x), w * mpf(n),
                                      confidence, factor), mpf(x) / mpf(n))


def share_limits(method, x, n, confidence, factor):
    f = mpf(factor)
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
# Net scores: counts are promoters, detractors, n, degrees
# --------------------------------------------------------------------------

def net_score(counts):
    return (mpf(counts[0]) - mpf(counts[1])) / mpf(counts[2])


def net_variance(c, b, n):
    c, b, n = mpf(c), mpf(b), mpf(n)
    return (c + b) / n - ((c - b) / n) ** 2


def net_variance_at(c, b, n, d):
    """At the shares of promoters and detractors that have the greatest
    likelihood: d and u, and u, or u and -d and u below 0."""
    c, b, e, d = mpf(c), mpf(b), mpf(n) - mpf(c) - mpf(b), mpf(d)
    high = (1 - abs(d)) / 2
    edge = high * mpf(10) ** -40

    def slope(u):
        """Of the log likelihood; it falls."""
        return (c / (max(d, 0) + u) if c else 0) + \
            (b / (max(-d, 0) + u) if b else 0) - \
            (e / (high - u) if e else 0)

    if high <= 0 or slope(edge) <= 0:
        u = mpf(0)
    elif slope(high - edge) >= 0:
        u = high
    else:
        u = solve(slope, edge, high - edge)
    return abs(d) + 2 * u - d * d


def net_wald(c, b, n, z):
    m, s = (mpf(c) - mpf(b)) / mpf(n), sqrt(net_variance(c, b, n) / mpf(n))
    return [m - z * s, m + z * s]


def tango(c, b, n, z):
    """The scores that Tango's score test does not reject."""
    c, b, n = mpf(c), mpf(b), mpf(n)
    m = (c - b) / n

    def excess(d):
        return (n * d - (c - b)) ** 2 - z * z * n * net_variance_at(c, b, n, d)

    tiny = mpf(10) ** -30
    low = -mpf(1) if b == n else solve(excess, -1 + tiny, m - tiny)
    high = mpf(1) if c == n else solve(excess, m + tiny, 1 - tiny)
    return [low, high]


def net_interval(method, counts, confidence, factor):
    if counts[3] == 0:
        return [mpf(-1), mpf(1)]
    w = worth(confidence, counts[3])
    c, b, n = (w * mpf(v) for v in counts[:3])
    z = normal_critical(confidence) * mpf(factor)
    if method == "NET_SCORE":
        return tango(c, b, n, z)
    if method == "NET_ADJUSTED_WALD":
        quarter3, f2 = mpf(3) / 4, mpf(factor) ** 2
        c, b, n = c + quarter3 * f2, b + quarter3 * f2, n + 3 * f2
    return with_estimate(clamp(net_wald(c, b, n, z), -1, 1),
                         net_score(counts))


# --------------------------------------------------------------------------
# Means: samples are answers, mean, variance (divided by n), size
# --------------------------------------------------------------------------

def standard_error(sample):
    """That of a plain sample; tests of weighted ones bring their own."""
    answers, _, variance, _ = sample
    if answers <= 1:
        return "NAN"
    return sqrt(mpf(variance) / (mpf(answers) - 1))


def mean_adjusted(sample, lowest, highest, factor):
    """One answer of each score, of weight f^2 / K, beside n answers of weight
    1 that have the mean and the variance: mean, error and degrees."""
    _, mean, variance, n = map(mpf, sample)
    scores = range(int(lowest), int(highest) + 1)
    w = mpf(factor) ** 2 / len(scores)
    size = n + w * len(scores)
    m = (n * mean + w * sum(scores)) / size
    squares = n * (variance + (mean - m) ** 2) + \
        w * sum((score - m) ** 2 for score in scores)
    return [m, sqrt(squares / (size - 1) / size), size - 1]


def mean_plain(sample):
    return [mpf(sample[1]), standard_error(sample), mpf(sample[0]) - 1]


def mean_interval(method, sample, confidence, factor, lowest, highest):
    if method == "MEAN_ADJUSTED":
        m, error, degrees = mean_adjusted(sample, lowest, highest, factor)
    else:
        m, error, degrees = mean_plain(sample)
    if degrees <= 0:
        return ["NAN", "NAN"]
    margin = student_critical(confidence, degrees) * error * mpf(factor)
    return with_estimate(clamp([m - margin, m + margin], lowest, highest),
                         mpf(sample[1]))
