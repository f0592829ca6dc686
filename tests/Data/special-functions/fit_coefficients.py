"""Fits the polynomial and rational approximations of AutoDiff.SpecialFunctions (needs mpmath; prints C# statements).

A fit R = P/Q of degrees (m, n) interpolates the function at the m+n+1 Chebyshev nodes of the interval: the linear system
P(x_i) = f(x_i) Q(x_i) with q_0 = 1 is solved with 60 digits. The printed error is the largest relative error of the
fit, after its coefficients are rounded to double but in exact arithmetic, over 1000 points.
"""
from mpmath import mp, mpf, atanh, cos, digamma, erf, erfc, exp, findroot, loggamma, lu_solve, matrix, pi, sqrt

mp.dps = 60


def fit(name, f, a, b, m, n, limit):
    """limit(t): the value used instead of f where f is 0/0 (only at the points given by the caller)."""
    a, b = mpf(a), mpf(b)
    size = m + n + 1
    nodes = [(a + b) / 2 + (b - a) / 2 * cos(pi * (2 * i + 1) / (2 * size)) for i in range(size)]
    system, right = matrix(size, size), matrix(size, 1)
    for i, x in enumerate(nodes):
        y = value(f, x, limit)
        for k in range(m + 1):
            system[i, k] = x ** k
        for k in range(1, n + 1):
            system[i, m + k] = -y * x ** k
        right[i] = y
    solution = lu_solve(system, right)
    p = [mpf(float(solution[k])) for k in range(m + 1)]
    q = [mpf(1)] + [mpf(float(solution[m + k])) for k in range(1, n + 1)]
    worst = 0
    for i in range(1000):
        x = a + (b - a) * i / 999
        y = value(f, x, limit)
        r = horner(p, x) / horner(q, x)
        worst = max(worst, abs(r - y) / abs(y))
    # The condition of evaluating the sums: sum |c_k x^k| / |sum c_k x^k|, largest of both ends.
    condition = max(horner([abs(c) for c in s], abs(x)) / abs(horner(s, x)) for s in (p, q) for x in (a, b))
    print(f"// {name}: [{mp.nstr(a, 6)}, {mp.nstr(b, 6)}], degrees ({m}, {n}), max relative error {mp.nstr(worst, 2)}, "
          f"condition {mp.nstr(condition, 3)}")
    statement("p", p)
    if n:
        statement("q", q)
    print()


def value(f, x, limit):
    return limit if limit is not None and abs(x) < mpf(10) ** -45 else f(x)


def horner(c, x):
    s = mpf(0)
    for a in reversed(c):
        s = s * x + a
    return s


def statement(name, c):
    print(f"double {name} = {float(c[-1])!r};")
    for a in reversed(c[:-1]):
        v = float(a)
        print(f"{name} = {name} * t {'-' if v < 0 else '+'} {abs(v)!r};")


def extended(f):
    """Evaluates f with more digits, for those that cancel."""
    def g(x):
        with mp.workdps(120):
            return +f(x)
    return g


root = findroot(digamma, mpf("1.4616321449683623"))
leading = mpf(float(root))
print(f"// root of digamma, less 1: {float(leading - 1)!r} + {float(root - leading)!r}\n")
scaled = extended(lambda x: exp(x * x) * erfc(x))

fit("(e^t - 1 - t - t^2/2)/t^3", extended(lambda t: (exp(t) - 1 - t - t * t / 2) / t ** 3), "-0.35", "0.35", 9, 0, mpf(1) / 6)
fit("(2 atanh(s)/s - 2)/t, t = s^2", extended(lambda t: (2 * atanh(sqrt(t)) / sqrt(t) - 2) / t), 0, "0.0295", 6, 0, mpf(2) / 3)
fit("erf(x)/x, t = x^2", extended(lambda t: erf(sqrt(t)) / sqrt(t)), 0, 1, 5, 5, 2 / sqrt(pi))
fit("erfcx(t)", scaled, "0.5", 4, 8, 8, None)
fit("x erfcx(x), t = 1/x^2", extended(lambda t: scaled(1 / sqrt(t)) / sqrt(t)), 0, mpf(1) / 16, 5, 5, 1 / sqrt(pi))
fit("lgamma(1+t)/t", extended(lambda t: loggamma(1 + t) / t), "-0.3", "0.5", 7, 7, digamma(1))
fit("lgamma(2+t)/t", extended(lambda t: loggamma(2 + t) / t), "-0.5", "0.5", 6, 6, digamma(2))
fit("digamma(1+t)/(1+t-root)", extended(lambda t: digamma(1 + t) / (1 + t - root)), 0, 1, 6, 6, digamma(1) / (1 - root))
