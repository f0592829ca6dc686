"""
Coefficients of Pow of VectorMath; those of its exponentials are in exponentials.py. Run: python3 powers.py (needs mpmath).
"""
from minimax import fit, m, rounded

SQUARE = (3 - 2 * m.sqrt(2))**2 + m.mpf(2)**-18


def artanh(z):
    """2 artanh(s)/s for z = s^2."""
    return 2 * m.atanh(m.sqrt(z)) / m.sqrt(z)


fit("log2(m)/s in s^2, for float", lambda z: artanh(z) / m.ln2, lambda z: m.ln2 / artanh(z), range(5), m.mpf(10)**-9, SQUARE, 53)
fit("(log(m)/s - 2 - 2/3 s^2)/s^4 in s^2, for double", lambda z: (artanh(z) - 2 - 2 * z / 3) / z**2, lambda z: z**2 / artanh(z),
    range(7), m.mpf(10)**-9, SQUARE, 53)
third = rounded(m.mpf(2) / 3, 53)
print(f"2/3: {float(third)!r} + {float(m.mpf(2) / 3 - third)!r}")
short = m.floor(m.ln2 * 2**42) / 2**42
print(f"ln 2, 42 bits: {float(short)!r} + {float(m.ln2 - short)!r}")
