"""
Coefficients of Log, Log2, Log10 and their forms of 1 + x of VectorMath. Run: python3 logarithms.py (about a minute; needs mpmath).
"""
from minimax import fit, m, rounded

LOW, HIGH = m.sqrt(0.5) - 1 - m.mpf(2)**-20, m.sqrt(2) - 1 + m.mpf(2)**-20
SQUARE = (3 - 2 * m.sqrt(2) + m.mpf(2)**-20)**2


def artanh(z):
    """2 (artanh(s) - s)/s^3 for z = s^2."""
    s = m.sqrt(z)
    return 2 * (m.atanh(s) - s) / s**3


fit("log(1 + f), float", m.log1p, lambda x: 1 / m.log1p(x), range(2, 11), LOW, HIGH, 24, [(1, 1)])
for name, factor in [("log2", 1 / m.ln2), ("log10", 1 / m.ln10)]:
    # The first coefficient is used as the sum of a short number and a rest, so it is fitted with more bits than a float has.
    bits = {i: 50 if i == 1 else 24 for i in range(1, 11)}
    fit(f"{name}(1 + f), float", lambda x: m.log1p(x) * factor, lambda x: 1 / (m.log1p(x) * factor), range(1, 11), LOW, HIGH, bits)
fit("2 (artanh(s) - s)/s^3 in s^2, double", artanh, lambda z: z / 2, range(7), m.mpf(10)**-9, SQUARE, 53)

for name, value in [("log2(e) - 3/2", 1 / m.ln2 - m.mpf(3) / 2), ("log10(e) - 1/2", 1 / m.ln10 - m.mpf(1) / 2), ("log2(e)", 1 / m.ln2), ("log10(e)", 1 / m.ln10)]:
    print(f"{name}: {m.nstr(rounded(value, 24), 9)}f, {float(value)!r}")
