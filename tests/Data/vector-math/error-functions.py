"""Fits the coefficients of VectorMath's error functions and normal distribution (VectorMath.ErrorFunctions.cs, VectorMath.Normal.cs).

Run: python3 error-functions.py [NAME ...]; it needs mpmath and prints every set (about three minutes), or the sets named:
erf, tail, cdf, erfc, scaled.

Minimax fits by the exchange algorithm of Remez; the coefficients are rounded one after the other, the later ones fitted again.
"""
import struct
import sys

from mpmath import cos, erfc, erf, exp, findroot, lu_solve, matrix, mp, mpf, nstr, pi, polyval, sqrt

mp.dps = 60
FORMATS = {"float": (24, lambda c: struct.unpack("f", struct.pack("f", float(c)))[0]), "double": (53, float)}


def chebyshev(a, b, count):
    return [(a + b) / 2 - (b - a) / 2 * cos(pi * i / (count - 1)) for i in range(count)]


def exchange(errors, count):
    """The places of `count` alternating extrema, or None if there are fewer."""
    extrema, run = [], []
    for i, e in enumerate(errors):
        if run and (e > 0) != (errors[run[-1]] > 0):
            extrema.append(max(run, key=lambda j: abs(errors[j])))
            run = []
        run.append(i)
    extrema.append(max(run, key=lambda j: abs(errors[j])))
    if len(extrema) < count:
        return None
    while len(extrema) > count:
        extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
    return extrema


def polynomial(f, weight, grid, start, degree, lowest=0):
    """Coefficients of x^lowest .. x^degree that minimise max |weight (p - f)| on the grid, from nodes at `start`; and the nodes."""
    count = degree - lowest + 2
    values, weights = [f(x) for x in grid], [weight(x) for x in grid]
    nodes, best = start, None
    for _ in range(20):
        a, b = matrix(count, count), matrix(count, 1)
        for i, x in enumerate(nodes):
            for j in range(count - 1):
                a[i, j] = x ** (lowest + j)
            a[i, count - 1] = (-1) ** i / weight(x)
            b[i] = f(x)
        solution = lu_solve(a, b)
        p = [mpf(0)] * lowest + [solution[j] for j in range(count - 1)]
        errors = [w * (polyval(p[::-1], x) - v) for x, v, w in zip(grid, values, weights)]
        worst = max(abs(e) for e in errors)
        extrema = exchange(errors, count)
        if best is None or worst < best[0]:
            best = worst, p, nodes
        if extrema is None or worst < abs(solution[count - 1]) * mpf("1.02"):
            break
        nodes = [grid[i] for i in extrema]
    return best[1], best[2]


def rounded(f, weight, grid, nodes, degree, round_, fixed=()):
    """A polynomial with rounded coefficients: one after the other is rounded, the later ones are fitted again."""
    p = [mpf(c) for c in fixed]
    while len(p) <= degree:
        lowest = len(p)
        nodes = nodes[len(nodes) - (degree - lowest + 2) :]
        rest, nodes = polynomial(lambda x: f(x) - polyval(p[::-1], x) if p else f(x), weight, grid, nodes, degree, lowest)
        p.append(mpf(round_(rest[lowest])))
    return [round_(c) for c in p]


def scaled_erfc(x):
    """e^(x^2) erfc(x); far out the asymptotic series DLMF 7.12.1."""
    if x < 60:
        return exp(x * x) * erfc(x)
    term = total = mpf(1)
    for j in range(1, 40):
        term *= -(2 * j - 1) / (2 * x * x)
        total += term
    return total / (x * sqrt(pi))


def show(name, kind, coefficients, error):
    print(f"{name} ({kind}), error {nstr(error, 3)}:")
    print("  " + ", ".join("%.9gf" % c if kind == "float" else repr(c) for c in coefficients), flush=True)


def fit_erf(kind, degree):
    """erf(x)/x - 1 in s = x^2, |x| <= 1: the product with x is added to x, and has a quarter of its rounding error then."""
    round_ = FORMATS[kind][1]
    f = lambda s: erf(sqrt(s)) / sqrt(s) - 1
    a, b = mpf(10) ** -9, mpf(1)
    p = rounded(f, lambda s: 1, chebyshev(a, b, 600), chebyshev(a, b, degree + 2), degree, round_)
    show("erf(x)/x - 1 in x^2", kind, p, max(abs(polyval([mpf(c) for c in p[::-1]], s) - f(s)) for s in chebyshev(a, b, 1200)))


def fit_tail(kind, degree, b):
    """The fourth root of erfc in x - 1: raised to the fourth power again its relative error fades with erfc."""
    round_ = FORMATS[kind][1]
    f = lambda u: erfc(1 + u) ** mpf("0.25")
    grid = chebyshev(mpf(0), b - 1, 600)
    values = {}
    def g(u):
        if u not in values:
            values[u] = f(u)
        return values[u]
    p = rounded(g, lambda u: 4 * g(u) ** 3, grid, chebyshev(mpf(0), b - 1, degree + 2), degree, round_)
    show("erfc(x)^(1/4) in x - 1", kind, p, max(abs(polyval([mpf(c) for c in p[::-1]], u) ** 4 - erfc(1 + u)) for u in grid))


def fit_ratio(name, kind, f, scale, shifts, top, degree):
    """f(x) = t (1 + u H(u)), t = scale/(x + c), u = t - t0, for x in [0, top]: exact at u = 0, and hardly wrong near it.

    Of the c in `shifts` for which t0 rounds well, that with the least error after the coefficients have been rounded and the least
    rounding errors at x = 0. FITS names the c that came out of a few hundred multiples of 2^-12 each, numbers of few bits, so that c
    is subtracted from the rounded sum x + c without another rounding: those with a small error and the exact value at 0.
    """
    digits, round_ = FORMATS[kind]
    best = None
    for c in map(mpf, shifts):
        place = findroot(lambda t: f(scale / t - c) / t - 1, (mpf("0.15"), mpf("0.25")))
        t0 = mpf(round_(place))
        if abs(t0 / place - 1) > mpf("0.15") / mpf(2) ** digits:
            continue
        a, b = scale / (top + c) - t0, scale / c - t0
        grid, start = chebyshev(a, b, 401), chebyshev(a, b, degree + 2)
        g = {u: f(scale / (t0 + u) - c) / (t0 + u) for u in grid + start}
        p, _ = polynomial(g.get, lambda u: 1 / g[u], grid, start, degree)
        p = [round_(v) for v in p[1:]]
        error = max(abs((1 + u * polyval([mpf(v) for v in p[::-1]], u)) / g[u] - 1) for u in grid)
        t = mpf(round_(scale / c))
        low = (scale - t * c) / scale
        u = mpf(round_(mpf(round_(t - t0)) + t * low))
        h = mpf(0)
        for v in p[::-1]:
            h = mpf(round_(h * u + v))
        at_zero = (mpf(round_(mpf(round_(t * u)) * h + t)) * (1 + low) / f(mpf(0)) - 1) * 2**digits
        score = error * 2**digits + abs(at_zero)
        if best is None or score < best[0]:
            best = score, error, c, t0, p, at_zero
    _, error, c, t0, p, at_zero = best
    print(f"c = {nstr(c, 20)}, t0 = {round_(t0)!r}, error at 0 {nstr(at_zero, 3)} 2^-{digits}")
    show(name, kind, p, error)


half = lambda a: scaled_erfc(a / sqrt(mpf(2))) / 2
FITS = {
    "erf": lambda: (fit_erf("float", 6), fit_erf("double", 11)),
    "tail": lambda: (fit_tail("float", 8, mpf(4)), fit_tail("double", 20, mpf(6))),
    "cdf": lambda: (
        fit_ratio("erfcx(x/sqrt(2))/2", "float", half, 1, ["2.544921875"], mpf("14.3"), 9),
        fit_ratio("erfcx(x/sqrt(2))/2", "double", half, 1, ["3.43310546875"], mpf("38.7"), 23),
    ),
    "erfc": lambda: (
        fit_ratio("erfcx(x)", "float", scaled_erfc, mpf("1.4140625"), ["1.81591796875"], mpf("10.2"), 9),
        fit_ratio("erfcx(x)", "double", scaled_erfc, mpf("1.4140625"), ["2.489990234375"], mpf("27.4"), 23),
    ),
    "scaled": lambda: (
        fit_ratio("erfcx(x)", "float", scaled_erfc, mpf("1.0625"), ["2.508056640625"], mpf(2) ** 16, 10),
        fit_ratio("erfcx(x)", "double", scaled_erfc, mpf("1.125"), ["2.756591796875"], mpf(2) ** 28, 24),
    ),
}
for key in sys.argv[1:] or FITS:
    FITS[key]()
