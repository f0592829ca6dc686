"""
Coefficients of Exp, Exp2, Exp10 and ExpM1 of VectorMath. Run: python3 exponentials.py (about a minute; needs mpmath).
"""
from minimax import fit, m, rounded

# The reductions are to half of ln 2, and a little more, as the multiple is rounded from an approximate product.
SINGLE, DOUBLE = m.mpf("0.3467"), m.mpf("0.34658")


def less(x):
    return (m.expm1(x) - x) / x**2 if x else m.mpf(1) / 2


def weight(x):
    return x**2 / m.expm1(x) if x else m.mpf(0)


def power(base):
    return lambda x: m.mpf(base)**x


fit("e^r, float", m.exp, lambda x: m.exp(-x), range(2, 7), -SINGLE, SINGLE, 24, [(0, 1), (1, 1)])
fit("e^r, double", m.exp, lambda x: m.exp(-x), range(2, 12), -DOUBLE, DOUBLE, 53, [(0, 1), (1, 1)])
fit("(e^r - 1 - r)/r^2, float", less, weight, range(6), -SINGLE, SINGLE, 24)
fit("(e^r - 1 - r)/r^2, double", less, weight, range(10), -DOUBLE, DOUBLE, 53)
fit("2^r, float", power(2), lambda x: 1 / power(2)(x), range(1, 7), -0.5001, 0.5001, 24, [(0, 1)])
fit("2^r, double", power(2), lambda x: 1 / power(2)(x), range(1, 12), -0.5001, 0.5001, 53, [(0, 1)])
single, double = m.log10(2) / 2 * m.mpf("1.0003"), m.log10(2) / 2 * m.mpf("1.00000001")
fit("10^r, float", power(10), lambda x: 1 / power(10)(x), range(1, 7), -single, single, 24, [(0, 1)])
fit("10^r, double", power(10), lambda x: 1 / power(10)(x), range(1, 12), -double, double, 53, [(0, 1)])

for name, value in [("ln 2", m.ln2), ("1/ln 2", 1 / m.ln2), ("log10 2", m.log10(2)), ("log2 10", m.log(10, 2)), ("ln 10", m.ln10)]:
    for bits in (24, 53):
        high = rounded(value, bits)
        print(f"{name}: {m.nstr(high, 9 if bits == 24 else 17)} + {m.nstr(rounded(value - high, bits), 9 if bits == 24 else 17)}")
