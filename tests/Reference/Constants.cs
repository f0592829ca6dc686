using System;
using System.Numerics;

namespace AutoDiff.Reference;

/// <summary>The constants and tables of the kernels, from <see cref="FixedPoint"/>.</summary>
internal static class Constants
{
    /// <summary>The spacing of the tables of e^x, sin x and cos x is 1/<see cref="Steps"/>.</summary>
    public const int Steps = 32;

    /// <summary>The spacing of the centres of <see cref="ScaledErfcTaylor"/> is 1/<see cref="ErfcSteps"/>.</summary>
    public const int ErfcSteps = 8;

    public const int ErfcCentres = (8 * ErfcSteps) + 1;
    public const int ErfcTerms = 24;

    public static readonly DoubleDouble Pi = FixedPoint.ToDoubleDouble(FixedPoint.Pi);
    public static readonly DoubleDouble HalfPi = Pi * 0.5;
    public static readonly DoubleDouble Ln2 = FixedPoint.ToDoubleDouble(FixedPoint.Ln2);
    public static readonly DoubleDouble Ln10 = FixedPoint.ToDoubleDouble(FixedPoint.Ln10);
    public static readonly DoubleDouble SqrtTwo = FixedPoint.ToDoubleDouble(FixedPoint.Sqrt(2 * FixedPoint.One));
    public static readonly DoubleDouble SqrtPi = FixedPoint.ToDoubleDouble(FixedPoint.Sqrt(FixedPoint.Pi));
    public static readonly DoubleDouble SqrtTwoPi = FixedPoint.ToDoubleDouble(FixedPoint.Sqrt(2 * FixedPoint.Pi));

    /// <summary>ln 2 in three parts; the first has 40 bits, so that its product with an exponent is exact.</summary>
    public static readonly double Ln2First = Math.ScaleB(Math.Floor(Math.ScaleB(Ln2.High, 40)), -40);

    public static readonly DoubleDouble Ln2Rest = FixedPoint.ToDoubleDouble(
        FixedPoint.Ln2 - ((BigInteger)Math.ScaleB(Ln2First, 40) << (FixedPoint.FractionBits - 40)));

    /// <summary>1/n!.</summary>
    public static readonly DoubleDouble[] InverseFactorials = Make(30, n => FixedPoint.Ratio(1, Factorial(n)));

    /// <summary>1/n; 0 has no meaning.</summary>
    public static readonly DoubleDouble[] Reciprocals = Make(80, n => FixedPoint.Ratio(1, Math.Max(n, 1)));

    /// <summary>e^(j/32) for j from -16 to 16.</summary>
    public static readonly DoubleDouble[] Exponentials = Make(33, j => FixedPoint.ToDoubleDouble(FixedPoint.Exp(j - 16, Steps)));

    /// <summary>sin(j/32) and cos(j/32).</summary>
    public static readonly DoubleDouble[] Sines = Make(27, j => FixedPoint.ToDoubleDouble(FixedPoint.Sin(j, Steps)));

    public static readonly DoubleDouble[] Cosines = Make(27, j => FixedPoint.ToDoubleDouble(FixedPoint.Cos(j, Steps)));

    /// <summary>The Taylor coefficients of erfcx about j/8.</summary>
    public static readonly DoubleDouble[][] ScaledErfcTaylor = MakeTaylor();

    private static T[] Make<T>(int count, Func<int, T> element)
    {
        var result = new T[count];
        for (int i = 0; i < count; i++)
        {
            result[i] = element(i);
        }

        return result;
    }

    private static BigInteger Factorial(int n) => n == 0 ? 1 : n * Factorial(n - 1);

    // y = erfcx satisfies y' = 2xy - 2/sqrt(pi) (DLMF 7.10.1 with 7.2.7); so (n+1) a(n+1) = 2 (c a(n) + a(n-1)), with
    // -2/sqrt(pi) added for n = 0. erfcx(c) = e^(c^2) - e^(c^2) erf(c) cancels, 100 bits of 1536.
    private static DoubleDouble[][] MakeTaylor() => Make(ErfcCentres, j =>
    {
        BigInteger previous = 0;
        BigInteger current = FixedPoint.Exp(j * j, ErfcSteps * ErfcSteps) - FixedPoint.ScaledErf(j, ErfcSteps);
        BigInteger constant = -FixedPoint.Quotient(2 * FixedPoint.One, FixedPoint.Sqrt(FixedPoint.Pi));
        return Make(ErfcTerms, n =>
        {
            BigInteger coefficient = current;
            current = ((2 * ((current * j / ErfcSteps) + previous)) + constant) / (n + 1);
            previous = coefficient;
            constant = 0;
            return FixedPoint.ToDoubleDouble(coefficient);
        });
    });
}
