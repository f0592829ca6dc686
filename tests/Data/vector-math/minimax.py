"""Minimax polynomials with coefficients of float or double, for the scripts beside this file. Needs mpmath."""
import mpmath as m

m.mp.dps = 60


def rounded(value, bits):
    with m.workprec(bits):
        return +m.mpf(value)


def minimax(points, powers, rounds=25):
    """Coefficients c of sum c[i] x^powers[i] with nearly the least maximum of |w (sum - f)|: Lawson's weighted least squares."""
    n = len(powers)
    rows = [[w * x**p for p in powers] for x, _, w in points]
    right = [w * f for _, f, w in points]
    weights = [m.mpf(1)] * len(points)
    best, best_c = None, None
    for _ in range(rounds):
        a = m.matrix(n, n)
        b = m.matrix(n, 1)
        for row, f, v in zip(rows, right, weights):
            for i in range(n):
                t = v * row[i]
                b[i] += t * f
                for j in range(i, n):
                    a[i, j] += t * row[j]
        for i in range(n):
            for j in range(i):
                a[i, j] = a[j, i]
        c = m.lu_solve(a, b)
        errors = [abs(m.fdot(row, c) - f) for row, f in zip(rows, right)]
        worst = max(errors)
        if best is None or worst < best:
            best, best_c = worst, c
        if worst == 0:
            break
        weights = [v * e for v, e in zip(weights, errors)]
        total = sum(weights)
        weights = [v / total for v in weights]
    return [best_c[i] for i in range(n)]


def fit(name, f, w, powers, lo, hi, bits, fixed=(), show=True):
    """
    f is near sum c x^p over the powers and the fixed (power, coefficient) pairs, error weighted by w. Rounds one coefficient after the
    other, the most significant first, and fits the others again each time. bits: 24 or 53, or one per power.
    """
    lo, hi = m.mpf(lo), m.mpf(hi)
    count = 12 * len(powers)
    grid = [(lo + hi) / 2 - (hi - lo) / 2 * m.cos(m.pi * (i + m.mpf(1) / 2) / count) for i in range(count)]
    grid = [lo] + grid + [hi]
    values = [(x, f(x), w(x)) for x in grid]
    done = [(p, m.mpf(c)) for p, c in fixed]
    result = []
    rest = list(powers)
    while rest:
        points = [(x, y - sum(v * x**p for p, v in done), weight) for x, y, weight in values]
        c = minimax(points, rest)
        width = bits[rest[0]] if isinstance(bits, dict) else bits
        result.append((rest[0], rounded(c[0], width), width))
        done.append(result[-1][:2])
        rest.pop(0)
    worst = max(
        abs(w(x) * (sum(v * x**p for p, v in done) - f(x)))
        for x in (lo + (hi - lo) * i / 2001 for i in range(2002)))
    if show:
        print(f"{name}: [{float(lo):.6g}, {float(hi):.6g}], maximum error {float(worst):.1e} (2^{float(m.log(worst, 2)):.1f})")
        for p, v, width in reversed(result):
            print(f"    x^{p}: {m.nstr(v, 9)}f" if width == 24 else f"    x^{p}: {float(v)!r}")
    return {p: v for p, v, _ in result}
