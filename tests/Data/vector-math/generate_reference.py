"""Writes reference.json, beside this script: values that the double-double reference of the tests (tests/Reference) is held against.

    python3 generate_reference.py        (needs mpmath)

One line per value: arguments, then the exact result as (high + low) * 2^exponent, where high is in [1, 2) and low has 53 bits more. Everything is
computed with 800 digits, so that 1 + x keeps all digits of a denormal x.
"""
import json
import os
import random

from mpmath import mp, mpf
import mpmath as m

mp.dps = 800
random.seed(20250711)
HERE = os.path.dirname(os.path.abspath(__file__))

TINY = [5e-324, 1e-310, 2.2250738585072014e-308, 1e-200, 1e-50, 1e-20, 1e-8]
WIDE = TINY + [0.001, 0.01, 0.0155, 0.0157, 0.1, 0.49, 0.5, 0.51, 0.7, 0.75, 0.786, 0.99, 1.0, 1.01, 1.5, 2.0, 2.9, 4.1, 7.93, 8.06, 11.9, 12.1, 26.0]
LARGE = [39.9, 40.1, 100.0, 700.0, 745.0, 1e5, 1e10, 1e22, 5.319372648326541e255, 1e300, 1.7976931348623157e308]


def both(points):
    return points + [-x for x in points]


def some(low, high, count=12):
    return [random.uniform(low, high) for _ in range(count)]


def near_one(sign=1):
    return [1 + sign * 2.0 ** -k for k in (3, 7, 12, 30, 52)]


def below(bound, points):
    return [x for x in points if abs(x) < bound]


ln2, ln10, pi = m.log(2), m.log(10), m.pi
ANGLES = both(WIDE + LARGE) + some(-100, 100)
ANGLES += [float(k * pi / 2) for k in (1, 2, 3, 11, 1e5 + 1, 2 ** 40 + 1, 2 ** 80 + 1)]
TURNS = [x for x in both(WIDE + [100.3, 12345.25, 1e15 + 0.125, 4503599627370495.5]) + some(-10, 10)]
EXPONENTS = both(WIDE + [30.5, 100.25, 600.5, 709.7, 745.0, 1500.5]) + some(-20, 20)
LOGARITHMS = [x for x in WIDE + LARGE] + near_one() + near_one(-1) + some(0, 10)
UNIT = both(below(1, WIDE) + near_one(-1)) + some(-1, 1)
AXIS = both(WIDE + LARGE) + some(-10, 10)


def normal_cdf(x):
    return m.erfc(-x / m.sqrt(2)) / 2


FUNCTIONS = {
    "Sqrt": (m.sqrt, LOGARITHMS),
    "Cbrt": (lambda x: m.sign(x) * m.cbrt(abs(x)), AXIS),
    "Sin": (m.sin, ANGLES),
    "Cos": (m.cos, ANGLES),
    "Tan": (m.tan, ANGLES),
    "Asin": (m.asin, UNIT + [1.0, -1.0]),
    "Acos": (m.acos, UNIT + [-1.0]),
    "Atan": (m.atan, AXIS),
    "SinPi": (m.sinpi, TURNS),
    "CosPi": (m.cospi, TURNS),
    "TanPi": (lambda x: m.sinpi(x) / m.cospi(x), [x for x in TURNS if x % 1 != 0.5]),
    "AsinPi": (lambda x: m.asin(x) / pi, UNIT),
    "AcosPi": (lambda x: m.acos(x) / pi, UNIT),
    "AtanPi": (lambda x: m.atan(x) / pi, AXIS),
    "Exp": (m.exp, EXPONENTS),
    "Exp2": (lambda x: m.exp(x * ln2), EXPONENTS),
    "Exp10": (lambda x: m.exp(x * ln10), EXPONENTS),
    "ExpM1": (m.expm1, EXPONENTS),
    "Exp2M1": (lambda x: m.expm1(x * ln2), EXPONENTS),
    "Exp10M1": (lambda x: m.expm1(x * ln10), EXPONENTS),
    "Log": (m.log, LOGARITHMS),
    "Log2": (lambda x: m.log(x) / ln2, LOGARITHMS),
    "Log10": (lambda x: m.log(x) / ln10, LOGARITHMS),
    "LogP1": (m.log1p, LOGARITHMS + UNIT),
    "Log2P1": (lambda x: m.log1p(x) / ln2, LOGARITHMS + UNIT),
    "Log10P1": (lambda x: m.log1p(x) / ln10, LOGARITHMS + UNIT),
    "Sinh": (m.sinh, EXPONENTS),
    "Cosh": (m.cosh, EXPONENTS),
    "Tanh": (m.tanh, EXPONENTS),
    "Asinh": (m.asinh, AXIS),
    "Acosh": (m.acosh, near_one() + [x for x in WIDE + LARGE if x > 1] + some(1, 10)),
    "Atanh": (m.atanh, UNIT),
    "Erf": (m.erf, below(30, AXIS)),
    "Erfc": (m.erfc, below(60, AXIS) + some(-1, 30)),
    "ScaledErfc": (lambda x: m.exp(x * x) * m.erfc(x), below(50, AXIS) + some(-1, 30)),
    "NormalCdf": (normal_cdf, below(60, AXIS) + some(-40, 10)),
    "NormalPdf": (lambda x: m.exp(-x * x / 2) / m.sqrt(2 * pi), below(60, AXIS)),
    "Gelu": (lambda x: x * normal_cdf(x), below(60, AXIS) + some(-40, 10)),
    "Sigmoid": (lambda x: 1 / (1 + m.exp(-x)), EXPONENTS),
    "LogSigmoid": (lambda x: -m.log1p(m.exp(-x)), EXPONENTS),
    "Softplus": (lambda x: m.log1p(m.exp(x)), EXPONENTS),
}


def pairs(first, second, count=40):
    return [(random.choice(first), random.choice(second)) for _ in range(count)]


POSITIVE = [x for x in LOGARITHMS if x != 1.0]
TWO = {
    "Pow": (m.power, [(x, y) for x, y in pairs(POSITIVE, EXPONENTS, 80) if abs(y * m.log(x)) < 5000] + [(-3.0, 5.0), (-1.5, -4.0), (1 + 2 ** -52, 3e18)]),
    "Atan2": (m.atan2, pairs(AXIS, AXIS)),
    "Atan2Pi": (lambda y, x: m.atan2(y, x) / pi, pairs(AXIS, AXIS)),
    "Hypot": (lambda x, y: m.sqrt(x * x + y * y), pairs(AXIS, AXIS)),
    "LogAddExp": (lambda x, y: m.log(m.exp(x) + m.exp(y)), pairs(EXPONENTS, EXPONENTS) + [(x, x + 0.25) for x in some(-20, 20)]),
    "XLogY": (lambda x, y: x * m.log(y), pairs(AXIS, POSITIVE)),
}


def parts(v):
    """The result in three parts."""
    exponent = int(m.floor(m.log(abs(v), 2)))
    scaled = m.ldexp(v, -exponent)
    high = float(scaled)
    return [high, float(scaled - mpf(high)), exponent]


def main():
    lines = []
    for name, (function, points) in FUNCTIONS.items():
        for x in dict.fromkeys(points):
            v = function(mpf(x))
            if v != 0:
                lines.append(json.dumps({"function": name, "arguments": [x], "value": parts(v)}))
    for name, (function, points) in TWO.items():
        for x, y in dict.fromkeys(points):
            v = function(mpf(x), mpf(y))
            if v != 0:
                lines.append(json.dumps({"function": name, "arguments": [x, y], "value": parts(v)}))
    with open(os.path.join(HERE, "reference.json"), "w", newline="\n") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


main()
