namespace AutoDiff;

/// <content>Constants of the normal distribution.</content>
public static partial class VectorMath
{
    // From here on density and left tail round to 0, and the polynomials of a limited argument do not overflow.
    private const float NormalLimitSingle = 14.7f;
    private const double NormalLimitDouble = 39;

    private const double InverseSqrt2Pi = 0.3989422804014327;
}
