"""
Coefficients of Sinh, Cosh and Tanh of VectorMath, and the constants of the first approximation in Cbrt.
Run: python3 hyperbolic.py (needs mpmath).
"""
import struct

from minimax import fit, m


def sinh(z):
    x = m.sqrt(z)
    return (m.sinh(x) - x) / x**3


def cosh(z):
    return (m.cosh(m.sqrt(z)) - 1) / z


def tanh(z):
    x = m.sqrt(z)
    return (m.tanh(x) - x) / x**3


for bits, counts, limit, least in [(24, (3, 3), "0.3467", 6), (53, (5, 5), "0.34658", 9)]:
    low, high = m.mpf(10)**-least, m.mpf(limit)**2
    fit(f"(sinh r - r)/r^3 in r^2, {bits} bits", sinh, lambda z: z * m.sqrt(z) / m.sinh(m.sqrt(z)), range(counts[0]), low, high, bits)
    fit(f"(cosh r - 1)/r^2 in r^2, {bits} bits", cosh, lambda z: z, range(counts[1]), low, high, bits)
fit("(tanh x - x)/x^3 in x^2, float", tanh, lambda z: z * m.sqrt(z) / m.tanh(m.sqrt(z)), range(5), m.mpf(10)**-6, 0.4226, 24)


def bits_of(x):
    return struct.unpack("<i", struct.pack("<f", x))[0]


def float_of(bits):
    return struct.unpack("<f", struct.pack("<i", bits))[0]


def worst(constant):
    """The greatest |1 - x y^3| for the y with the bits constant - bits(x)/3."""
    return max(abs(1 - x * float_of(int(constant - bits_of(x) / 3))**3) for x in (8 ** (i / 400) for i in range(401)))


best = min(range(0x548C2B4B - 600000, 0x548C2B4B + 600000, 4000), key=worst)
double = (1023 * 4 / 3 + best / 2**23 - 127 * 4 / 3) * 2**20
print(f"cube root: {best}, error {worst(best):.2f}; for double, with 1.5 2^52 and a third of 2^52: {round(double + 1.5 * 2**52 + 2**52 / 3)}")
