using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>
/// Functions of one or two real numbers that .NET lacks, or has only with a large error: error functions, the normal
/// distribution, gamma functions, the logistic family, and accurate <c>e^x - 1</c> and <c>log(1 + x)</c>.
/// </summary>
/// <remarks>
/// <para>
/// In <see cref="double"/> every function has a relative error of at most 1e-14 wherever it is well conditioned; a function
/// with a weaker bound somewhere says so. Results below the smallest normal number carry, on top of that, an error of one unit
/// of the last place. The bounds hold given that <see cref="Math.Exp(double)"/>, <see cref="Math.Log(double)"/>,
/// <see cref="Math.Pow(double, double)"/>, <see cref="Math.Sin(double)"/> and <see cref="Math.Tan(double)"/> of the platform
/// are within one unit of the last place.
/// </para>
/// <para>
/// The <see cref="float"/> overloads compute in <see cref="double"/> and round once. The generic overloads forward to one of
/// the two and support no other type. NaN gives NaN everywhere. No function allocates or throws unless it says so.
/// </para>
/// <para>
/// The formulas are those of the NIST Digital Library of Mathematical Functions (DLMF) and of Abramowitz and Stegun (A&amp;S).
/// The coefficients of the polynomial and rational approximations were fitted for this project by
/// <c>tests/Data/special-functions/fit_coefficients.py</c>: interpolation at Chebyshev nodes in 60 digits. The comment at each
/// gives interval, degrees of numerator and denominator, and maximum relative error.
/// </para>
/// </remarks>
public static partial class SpecialFunctions
{
    private const double Ln2 = 0.6931471805599453;

    private static bool Is<T, TExpected>() => typeof(T) == typeof(TExpected);

    // The type tests above are constants to the JIT and to the AOT compiler, so that one branch of a generic overload remains.
    private static double AsDouble<T>(T x) => Unsafe.BitCast<T, double>(x);

    private static float AsSingle<T>(T x) => Unsafe.BitCast<T, float>(x);

    private static T From<T>(double x) => Unsafe.BitCast<double, T>(x);

    private static T From<T>(float x) => Unsafe.BitCast<float, T>(x);

    private static NotSupportedException Unsupported<T>() =>
        new($"Special functions exist for Single and Double, not for {typeof(T)}.");
}
