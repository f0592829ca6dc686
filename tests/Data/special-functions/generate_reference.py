"""Writes the reference values of AutoDiff.SpecialFunctions: one CSV file per function, beside this script (needs mpmath).

Columns: the arguments, `value` (nearest double), `rest` (exact result less value, so that errors below one unit of the last
place can be measured) and `scale`, the magnitude to which the error is related: |result| where the function is well
conditioned, else as documented at the function. Arguments are exact doubles in shortest decimals.
"""
import os
import random
import struct

from mpmath import mp, mpf, erf, erfc, exp, expm1, digamma, psi, log, log1p, loggamma, factorial, fabs, pi, sin, sqrt

mp.dps = 60
random.seed(20240607)
HERE = os.path.dirname(os.path.abspath(__file__))
MAX = 1.7976931348623157e308


def neighbours(x, steps=(-3, -1, 0, 1, 3)):
    """x and doubles a few units of the last place away."""
    bits = struct.unpack("<q", struct.pack("<d", x))[0]
    return [struct.unpack("<d", struct.pack("<q", bits + k))[0] for k in steps if bits + k >= 0 or x < 0]


def seams(*points):
    return [y for x in points for y in neighbours(x)]


def line(a, b, count):
    return [random.uniform(a, b) for _ in range(count)]


def powers(low, high, count):
    """Magnitudes spread evenly over the decades from 10^low to 10^high."""
    return [random.uniform(1, 9.9) * 10.0 ** random.randint(low, high - 1) for _ in range(count)]


def both(points):
    return list(points) + [-x for x in points]


def around(x, low, high, count):
    """Points that approach x from both sides down to its last place."""
    return [x + s * d for d in powers(low, high, count) for s in (-1, 1)]


def to_double(v):
    try:
        return float(v)
    except OverflowError:
        return float("inf") if v > 0 else -float("inf")


def write(name, header, rows, function, scale=None):
    path = os.path.join(HERE, name + ".csv")
    count = 0
    with open(path, "w", newline="\n") as file:
        file.write(header + ",value,rest,scale\n")
        for row in dict.fromkeys(rows):
            arguments = row if isinstance(row, tuple) else (row,)
            result = function(*[mpf(a) if isinstance(a, float) else a for a in arguments])
            value = to_double(result)
            if value in (float("inf"), -float("inf")):
                continue
            size = fabs(result) if scale is None else scale(result, *arguments)
            columns = [repr(v) for v in (*arguments, value)] + [f"{v:.4g}" for v in (float(result - mpf(value)), to_double(size))]
            file.write(",".join(columns) + "\n")
            count += 1
    print(name, count)


def log_gamma(x):
    if x > 0:
        return loggamma(x)
    return log(pi / fabs(x * sin(pi * x))) - loggamma(-x)


def normal_cdf(x):
    return erfc(-x / sqrt(mpf(2))) / 2


tiny = powers(-300, -8, 40) + [5e-324, 1e-320, 2.2250738585072014e-308, 1e-17, 1e-16, 5.6e-17]

write("expm1", "x", both(tiny) + both(powers(-8, 0, 150)) + line(-38, 5, 300) + line(5, 709.78, 200) + line(-0.7, 0.7, 300)
      + seams(0.34657359027997264, -0.34657359027997264, 1.0397207708399179, -1.0397207708399179, 709.7, 709.78, -37.5, 5.6e-17)
      + [-40.0, -700.0, -1e300, 709.782712893384], expm1)
write("log1p", "x", both(tiny) + both(powers(-8, 0, 150)) + line(-0.999, 3, 400) + powers(0, 308, 200)
      + seams(-0.2928, 0.4142, 1.0, 1.8e16, 9007199254740992.0, -0.5) + neighbours(-1.0, (-1, -2, -3, -10)) + [MAX], log1p)

write("erf", "x", both(tiny) + both(powers(-8, 0, 100)) + both(line(0, 6.5, 250)) + seams(0.5, 1.0, 6.0, -1.0, -6.0, 4.0)
      + [7.0, 30.0, 1e300, -1e300], erf)
write("erfc", "x", both(tiny) + both(powers(-8, 0, 50)) + line(-6, 6, 300) + line(6, 26, 200) + line(26, 27.3, 80)
      + seams(0.5, -0.5, 4.0, 1.0, 27.2, 26.5432) + [27.226017111108362, -30.0, -1e300], erfc)
write("scaled_erfc", "x", both(tiny) + both(powers(-8, 0, 50)) + line(-26.6, 0, 250) + line(0, 30, 300) + powers(1, 308, 100)
      + seams(0.5, -0.5, 4.0, -4.0, -26.6) + [MAX], lambda x: exp(x * x) * erfc(x) if x < 100 else
      (1 - 1 / (2 * x ** 2) + 3 / (4 * x ** 4) - 15 / (8 * x ** 6) + 105 / (16 * x ** 8) - 945 / (32 * x ** 10)) / (x * sqrt(pi)))
write("normal_cdf", "x", both(tiny) + both(powers(-8, 0, 50)) + line(-9, 9, 350) + line(-37.5, -9, 250) + line(-38.6, -37.5, 60)
      + seams(0.75, -0.75, -5.656854249492381, -38.4) + [40.0, 1e300], normal_cdf)
write("normal_pdf", "x", both(tiny) + both(line(0, 10, 150)) + both(line(10, 37.6, 100)) + both(line(37.6, 38.7, 30))
      + seams(38.5), lambda x: exp(-x * x / 2) / sqrt(2 * pi))

write("sigmoid", "x", both(tiny) + both(powers(-8, 0, 40)) + line(-40, 40, 250) + line(-745, -40, 200)
      + [-744.0, -709.0, -740.5, 800.0, 1e300], lambda x: 1 / (1 + exp(-x)))
write("log_sigmoid", "x", both(tiny) + both(powers(-8, 0, 40)) + line(-40, 40, 250) + line(40, 745, 200) + powers(1, 308, 40)
      + [-x for x in powers(1, 308, 40)], lambda x: -log1p(exp(-x)) if x < 4000 else mpf(0))
write("softplus", "x", both(tiny) + both(powers(-8, 0, 40)) + line(-40, 40, 250) + line(-745, -40, 200) + powers(1, 308, 40)
      + seams(20.0), lambda x: log1p(exp(x)) if x < 4000 else x)

pairs = list(zip(line(-5, 5, 200), line(-5, 5, 200))) + list(zip(line(-800, 800, 100), line(-800, 800, 100)))
pairs += [(x, x + d) for x, d in zip(line(-50, 50, 100), line(-1, 1, 100))] + [(x, y) for x in both(tiny[:10]) for y in tiny[:5]]
pairs += [(x, float(log(1 - exp(mpf(x))))) for x in line(-5, -0.001, 60)] + [(1e300, -1e300), (1e300, 1e299), (-1e300, -1e300)]


def log_add_exp(x, y):
    m, d = max(x, y), -fabs(x - y)
    return m + (log1p(exp(d)) if d > -4000 else 0)


write("log_add_exp", "x,y", pairs, log_add_exp,
      lambda r, x, y: max(fabs(r), mpf("0.04")) if max(x, y) < 0 else fabs(r))
write("x_log_y", "x,y", list(zip(both(powers(-100, 100, 100)), powers(-200, 200, 200)))
      + list(zip(line(-3, 3, 200), line(0, 3, 200))) + [(x, 1 + d) for x, d in zip(line(-3, 3, 60), around(0.0, -15, -1, 30))]
      + [(0.0, 2.0), (2.0, 5e-324), (1e-300, MAX)], lambda x, y: x * log(y) if x != 0 else mpf(0))

root = 1.4616321449683623
negative_zeros = [-2.4570247382208, -2.7476826467274, -3.1435808883500, -3.9552942848586, -4.0391617793480, -4.9915441065410]
wide = powers(-300, 0, 100) + powers(0, 15, 150)
poles = [y for k in range(1, 30) for y in around(-float(k), -14, -1, 3) if y != round(y)] + [-x for x in powers(-300, -1, 60)]
write("log_gamma", "x", wide + powers(15, 300, 100) + [5e-324, 2.5e305] + around(1.0, -16, -1, 60) + around(2.0, -15, -1, 60)
      + line(0, 3, 250) + line(3, 30, 200) + seams(0.5, 0.7, 1.0, 1.5, 2.0, 2.5, 3.5, 8.0, 10.0, -0.3, -1.5, -0.5) + poles
      + line(-2, 0, 200) + line(-30, -2, 250) + [x for x in line(-1e6, -30, 60) if x != round(x)]
      + [y for z in negative_zeros for y in around(z, -14, -2, 8)] + [-1e12 + 0.25, -4503599627370495.5], log_gamma,
      lambda r, x: fabs(r) if x > -2 else max(fabs(r), fabs(log_gamma(mpf(-x)))))
write("digamma", "x", wide + powers(15, 308, 60) + around(root, -15, -1, 80) + neighbours(root, range(-6, 7)) + line(0, 3, 250)
      + line(3, 30, 200) + seams(1.0, 2.0, 3.0, 10.0, -0.5, -1.25, -1.5) + poles + line(-2, 0, 200) + line(-30, -2, 250)
      + [x for x in line(-1e6, -30, 60) if x != round(x)] + around(-0.504083008264455, -14, -2, 10), digamma,
      lambda r, x: fabs(r) if x > 0 else max(mpf(1), fabs(r)))

orders = [1] * 8 + [2] * 8 + [3] * 4 + [4] * 4 + [5, 6, 7, 8, 11, 12, 20, 33, 50, 77, 100, 131, 170]
rows = []
for n in orders:
    rows += [(n, x) for x in powers(-6, 0, 5) + powers(0, 6, 8) + line(0, 3, 10) + line(3, 30, 10) + line(5, 200, 5)
             + seams(n + 10.0)[:5]]
rows += [(n, x) for n in (1, 2, 3, 4, 7, 10) for x in line(-3, 0, 20) + line(-30, -3, 10) + poles[:20]]
rows += [(1, 1e200), (1, 1e300), (2, 1e150), (2, 1e160), (1, 1e-150), (100, 1e4), (170, 1e3)]
write("polygamma", "n,x", rows, lambda n, x: psi(n, x) if x < 1e20 else
      (-1) ** (n + 1) * (factorial(n - 1) / x ** n + factorial(n) / (2 * x ** (n + 1)) + factorial(n + 1) / (12 * x ** (n + 2))),
      lambda r, n, x: fabs(r) if x > 0 or n % 2 else max(fabs(r), factorial(n) * mpf(2) ** (n + 1)))
