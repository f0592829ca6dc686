namespace AutoDiff;

/// <content>Constants of the normal distribution and the error functions.</content>
public static partial class VectorMath
{
    // From here on density and left tail round to 0; the squares and polynomials of a limited argument do not overflow.
    private const float NormalLimitSingle = 14.7f;
    private const double NormalLimitDouble = 39;

    // From here on erfc rounds to 0.
    private const float ErfcLimitSingle = 10.3f;
    private const double ErfcLimitDouble = 27.5;

    // From here on 2 e^(x^2) overflows, while the power of two in e^(x^2) is still finite.
    private const float ScaledErfcLimitSingle = 9.4f;
    private const double ScaledErfcLimitDouble = 26.634;

    private const double InverseSqrt2Pi = 0.3989422804014327;
}
