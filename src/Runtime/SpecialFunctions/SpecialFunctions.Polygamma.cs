using System;
using System.Numerics;

namespace AutoDiff;

public static partial class SpecialFunctions
{
    // The greatest n with a finite n! in double.
    private const int MaxFactorial = 170;

    // B_2k, k = 1..12 (DLMF 24.2.1 and table 24.2.1).
    private static ReadOnlySpan<double> BernoulliNumbers =>
    [
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798,
        -174611.0 / 330, 854513.0 / 138, -236364091.0 / 2730,
    ];

    /// <summary>Computes the polygamma function, the <paramref name="n"/>-th derivative of <c>psi(x)</c>.</summary>
    /// <param name="n">The order; 0 is <see cref="Digamma(double)"/>, 1 the trigamma function.</param>
    /// <param name="x">Any number.</param>
    /// <returns>
    /// The value. At +infinity 0. At the poles 0, -1, -2, ... and odd <paramref name="n"/>: +infinity; even
    /// <paramref name="n"/>: NaN, but -infinity at 0 and +infinity at -0 (the one-sided limits). NaN at -infinity.
    /// The derivative with respect to x is <c>Polygamma(n + 1, x)</c>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    /// <remarks>
    /// <para>
    /// For n from 1 to 170: relative error at most 1e-14 for x above 0, and for odd n also below 0. For even n there is
    /// a root in each interval between negative integers, and the error is at most 1e-14 times the larger of |value| and
    /// <c>n! 2^(n+1)</c>. Above 170, where n! overflows, an exponential of a difference of logarithms takes its place
    /// and the relative error grows to about <c>1e-15 log(n!)</c>.
    /// </para>
    /// <para>
    /// Source: <c>psi^(n)(x) = (-1)^(n+1) n! zeta(n+1, x)</c> with the Hurwitz zeta function (DLMF 25.11.12); that by recurrence
    /// (DLMF 25.11.3) and the asymptotic series (DLMF 5.15.9, 25.11.43); below 0 by the reflection 5.15.6, in which the
    /// derivative of the cotangent is summed over its poles (DLMF 4.22.3). PyTorch differs: its trigamma has an error of up to
    /// 5e-10 and is finite (6.6e32) at -1; of order 2 it has -infinity at -0 and at the negative integers, and NaN at +infinity.
    /// </para>
    /// </remarks>
    public static double Polygamma(int n, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (n == 0)
        {
            return Digamma(x);
        }

        bool even = (n & 1) == 0;
        if (x > 0)
        {
            double zeta = ScaledZeta(n, x);
            return even ? -zeta : zeta;
        }

        if (double.IsNaN(x) || double.IsNegativeInfinity(x))
        {
            return double.NaN;
        }

        if (x == Math.Floor(x))
        {
            return !even ? double.PositiveInfinity : x == 0 ? -1 / x : double.NaN;
        }

        // The sum of (x+k)^-(n+1) over k >= 0 is that over all integers k less that over k < 0. With r = x minus the nearest
        // integer, the former is |r|^-(n+1) with its sign and the two one-sided sums beside it.
        double r = x - Math.Round(x);
        double nearest = FactorialOverPower(n, Math.Abs(r), 1);
        if (double.IsInfinity(nearest))
        {
            return even ? Math.CopySign(nearest, -r) : nearest;
        }

        double after = ScaledZeta(n, 1 + r);
        double before = ScaledZeta(n, 1 - r);
        double excess = ScaledZeta(n, 1 - x);
        return even
            ? -(Math.CopySign(nearest, r) + (after + (excess - before)))
            : nearest + (after + (before - excess));
    }

    /// <inheritdoc cref="Polygamma(int, double)"/>
    public static float Polygamma(int n, float x) => (float)Polygamma(n, (double)x);

    /// <inheritdoc cref="Polygamma(int, double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T Polygamma<T>(int n, T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(Polygamma(n, AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(Polygamma(n, AsSingle(x))) : throw Unsupported<T>();
    }

    // n! zeta(n+1, x) for x > 0 and n > 0: the sum of n!/(x+k)^(n+1) over k >= 0.
    private static double ScaledZeta(int n, double x)
    {
        if (double.IsPositiveInfinity(x))
        {
            return 0;
        }

        // All terms relative to the first one, so that only it can leave the range of double.
        double order = n + 1.0;
        double sum = 1;
        double z = x;
        double power = 1;
        for (int k = 1; z < n + 10.0; k++)
        {
            z = x + k;
            double ratio = x / z;

            // The relative error of the ratio is multiplied by the power n + 1, so that it is measured and removed. It has two
            // sources: the rounding of z (the exact error of a sum, Knuth 1969) and that of the quotient.
            double back = z - x;
            double zLow = (x - (z - back)) + (k - back);
            double residual = (Math.FusedMultiplyAdd(-ratio, z, x) - ratio * zLow) / x;
            power = IntegerPower(ratio, n + 1L) * (1 + order * residual);
            if (z >= n + 10.0)
            {
                break;
            }

            sum += power;

            // The rest of the sum is less than the integral over it, power * z/n.
            if (power * z < 1e-17 * n * sum)
            {
                return FactorialOverPower(n, x, sum);
            }
        }

        // sum of (z+j)^-(n+1) over j >= 0 = z^-(n+1) (z/n + 1/2 + sum of B_2k (2k+n-1)!/(n! (2k)!) z^(1-2k)).
        // With z >= n + 10 the twelfth term is below 1e-18.
        double tail = z / n + 0.5;
        double inverseSquare = 1 / (z * z);
        double coefficient = 0.5 * order / z;
        for (int k = 1; k <= BernoulliNumbers.Length; k++)
        {
            tail += coefficient * BernoulliNumbers[k - 1];
            double i = 2.0 * k;
            coefficient *= (i + n) / (i + 1) * ((i + order) / (i + 2)) * inverseSquare;
        }

        return FactorialOverPower(n, x, z == x ? tail : sum + power * tail);
    }

    // factor * n! / x^(n+1), where the result may be in range although the power is not.
    private static double FactorialOverPower(int n, double x, double factor)
    {
        if (n > MaxFactorial)
        {
            return factor * Math.Exp(LogGamma(n + 1.0) - (n + 1.0) * Math.Log(x));
        }

        double power = Math.Pow(x, -(n + 1.0));
        if (power > 1e-290)
        {
            return Factorial(n) * power * factor;
        }

        // x is large, or n is. A large x makes the factor about x/n, which takes up one of the divisions.
        int third = n / 3;
        double part = Math.Pow(x, -third);
        return Factorial(n) * (factor / x) * part * part * Math.Pow(x, -(n - 2 * third));
    }

    // Rounded once: the rounding errors of the products are carried along (exact by fused multiplication).
    private static double Factorial(int n)
    {
        double product = 1;
        double error = 0;
        for (int k = 2; k <= n; k++)
        {
            double next = product * k;
            error = error * k + Math.FusedMultiplyAdd(product, k, -next);
            product = next;
        }

        return product + error;
    }

    private static double IntegerPower(double x, long n) => n switch
    {
        2 => x * x,
        3 => x * x * x,
        4 => x * x * (x * x),
        _ => Math.Pow(x, n),
    };
}
