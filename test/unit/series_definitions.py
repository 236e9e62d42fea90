"""Several samples, and a series of numbers; see definitions.py.

A sample is its period and its counts by value; a case is the first value and
the samples.
"""
from definitions import *


# --------------------------------------------------------------------------
# Several samples
# --------------------------------------------------------------------------

class Table:
    """Samples and what all of them have together."""

    def __init__(self, first, periods, counts):
        self.values = [first + i for i in range(len(counts[0]))]
        self.periods = [Fraction(t) for t in periods]
        self.counts = counts
        self.sizes = [sum(row) for row in counts]
        self.size = sum(self.sizes)
        self.margins = [sum(column) for column in zip(*counts)]
        self.mean = Fraction(self.sum(self.margins), self.size)
        self.variance = sum(n * (v - self.mean) ** 2 for n, v in
                            zip(self.margins, self.values)) / self.size
        self.middle = sum(n * t for n, t in zip(self.sizes, self.periods)) / \
            self.size
        self.spread = sum(n * (t - self.middle) ** 2
                          for n, t in zip(self.sizes, self.periods))

    def sum(self, row):
        return sum(n * v for n, v in zip(row, self.values))

    def slope(self, sums):
        """Weighted least squares"""
        return sum((t - self.middle) * s
                   for t, s in zip(self.periods, sums)) / self.spread

    def q(self, sums, residual):
        """Of samples with these sums: of their distances from the mean, or
        from the line."""
        slope = self.slope(sums) if residual else 0
        squares = sum(n * (Fraction(s, n) - self.mean -
                           slope * (t - self.middle)) ** 2
                      for n, s, t in zip(self.sizes, sums, self.periods))
        return squares / self.variance * (self.size - 1) / self.size

    def q_variance(self, residual):
        """Over all ways to deal the answers out to the samples"""
        ways, total, squares = 0, Fraction(0), Fraction(0)
        for sums, weight in self.dealings(self.margins, self.sizes):
            q = self.q(sums, residual)
            ways += weight
            total += weight * q
            squares += weight * q * q
        assert ways == factorial(self.size) // prod(
            factorial(n) for n in self.margins)
        # the mean is the degrees of freedom
        assert total / ways == len(self.sizes) - 1 - residual
        return squares / ways - (total / ways) ** 2

    def dealings(self, left, sizes):
        """The sums of all samples, and in how many ways they come about"""
        merged = {(): {tuple(left): 1}}
        for size in sizes:
            after = {}
            for sums, states in merged.items():
                for state, ways in states.items():
                    for row in compositions(size, state):
                        key = sums + (self.sum(row),)
                        rest = tuple(a - b for a, b in zip(state, row))
                        states_after = after.setdefault(key, {})
                        states_after[rest] = states_after.get(rest, 0) + \
                            ways * multinomial(row)
            merged = after
        for sums, states in merged.items():
            yield sums, sum(states.values())


def compositions(size, limits):
    if len(limits) == 1:
        if size <= limits[0]:
            yield (size,)
        return
    for n in range(min(size, limits[0]) + 1):
        for rest in compositions(size - n, limits[1:]):
            yield (n, *rest)


def multinomial(row):
    return factorial(sum(row)) // prod(factorial(n) for n in row)


def exactly(x):
    x = Fraction(x)
    return mpf(x.numerator) / x.denominator


def q_p_value(table, q, residual):
    degrees = len(table.sizes) - 1 - residual
    if degrees <= 0:
        return "NAN"
    if table.size < 4:
        return chi_squared_p(q, degrees)
    variance = exactly(table.q_variance(residual))
    if variance == 0:
        return mpf(1)
    return gamma_p(q * degrees / variance, degrees ** 2 / variance)


def heterogeneity(table):
    """Q, degrees, p, tau squared"""
    degrees = mpf(len(table.sizes) - 1)
    if table.variance == 0:
        return ["NAN", degrees, "NAN", mpf(0)]
    q = exactly(table.q([table.sum(row) for row in table.counts], 0))
    spare = table.size - Fraction(sum(n * n for n in table.sizes), table.size)
    tau_squared = mpf(0)
    if spare > 0:
        tau_squared = max(mpf(0), (q - degrees) * exactly(table.variance) /
                          exactly(spare))
    return [q, degrees, q_p_value(table, q, 0), tau_squared]


def shrunk(table, tau_squared):
    means = [exactly(Fraction(table.sum(row), n))
             for row, n in zip(table.counts, table.sizes)]
    if table.variance == 0:
        return means
    variance = exactly(table.variance)
    weights = [1 / (tau_squared + variance / n) for n in table.sizes]
    center = sum(w * m for w, m in zip(weights, means)) / sum(weights)
    return [center + tau_squared * w * (m - center)
            for w, m in zip(weights, means)]


def trend(table):
    """Slope, standard error, z, p, residual p"""
    if table.spread == 0:
        return ["NAN"] * 5
    sums = [table.sum(row) for row in table.counts]
    slope = exactly(table.slope(sums))
    error = sqrt(exactly(table.variance / table.spread))
    if table.variance == 0:
        return [slope, error, "NAN", "NAN", "NAN"]
    return [slope, error, slope / error, normal_two_sided_p(slope / error),
            q_p_value(table, exactly(table.q(sums, 1)), 1)]


# --------------------------------------------------------------------------
# Mann-Kendall
# --------------------------------------------------------------------------

def kendall_s(values):
    return sum((b > a) - (b < a) for a, b in combinations(values, 2))


@lru_cache(maxsize=None)
def kendall_orders(count):
    """How many orders of so many different values have which S"""
    orders = {}
    for order in permutations(range(count)):
        s = kendall_s(order)
        orders[s] = orders.get(s, 0) + 1
    return orders


def kendall(values):
    """S, its standard error, z, p"""
    n, s = len(values), kendall_s(values)
    ties = [values.count(x) for x in set(values)]
    variance = exactly(Fraction(
        n * (n - 1) * (2 * n + 5) -
        sum(t * (t - 1) * (2 * t + 5) for t in ties), 18))
    if variance == 0:
        return [mpf(s), mpf(0), "NAN", "NAN"]
    z = (s - (s > 0) + (s < 0)) / sqrt(variance)
    p = normal_two_sided_p(z)
    if n < 10 and max(ties) == 1:
        p = mpf(sum(ways for other, ways in kendall_orders(n).items()
                    if abs(other) >= abs(s))) / factorial(n)
    return [mpf(s), sqrt(variance), z, p]
