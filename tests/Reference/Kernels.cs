using System;

namespace AutoDiff.Reference;

/// <summary>Series on short intervals, in about 106 bits.</summary>
internal static class Kernels
{
    /// <summary>Computes (e^t - 1)/t for |t| &lt;= 1/64.</summary>
    public static DoubleDouble ExpM1Ratio(DoubleDouble t)
    {
        // The terms from t^9/10! on count less than 2^-53 and need no low part.
        DoubleDouble[] c = Constants.InverseFactorials;
        double tail = c[13].High;
        for (int n = 12; n >= 10; n--)
        {
            tail = (tail * t.High) + c[n].High;
        }

        DoubleDouble sum = tail;
        for (int n = 9; n >= 1; n--)
        {
            sum = (sum * t) + c[n];
        }

        return sum;
    }

    /// <summary>Computes e^r for |r| &lt;= 1/2 from the table: e^r = e^(j/32) e^t.</summary>
    public static DoubleDouble Exp(DoubleDouble r)
    {
        int j = (int)Math.Round(r.High * Constants.Steps);
        DoubleDouble t = r - ((double)j / Constants.Steps);
        DoubleDouble e = Constants.Exponentials[j + 16];
        return e + (e * (t * ExpM1Ratio(t)));
    }

    /// <summary>Computes sin(r)/r for |r| &lt;= 1/64.</summary>
    public static DoubleDouble SineRatio(DoubleDouble r)
    {
        DoubleDouble[] c = Constants.InverseFactorials;
        DoubleDouble z = r * r;
        DoubleDouble sum = c[11].High - (z.High * c[13].High);
        for (int n = 9; n >= 1; n -= 2)
        {
            sum = c[n] - (z * sum);
        }

        return sum;
    }

    /// <summary>Computes sine and cosine for |r| &lt;= 0.8 by the table and the addition theorems.</summary>
    public static (DoubleDouble Sine, DoubleDouble Cosine) SinCos(DoubleDouble r)
    {
        bool negative = r.High < 0;
        DoubleDouble a = negative ? -r : r;
        int j = (int)Math.Round(a.High * Constants.Steps);
        DoubleDouble t = a - ((double)j / Constants.Steps);
        DoubleDouble sine = t * SineRatio(t);

        DoubleDouble[] c = Constants.InverseFactorials;
        DoubleDouble z = t * t;
        DoubleDouble cosine = c[12].High - (z.High * c[14].High);
        for (int n = 10; n >= 0; n -= 2)
        {
            cosine = c[n] - (z * cosine);
        }

        if (j > 0)
        {
            DoubleDouble s = Constants.Sines[j];
            DoubleDouble k = Constants.Cosines[j];
            (sine, cosine) = ((s * cosine) + (k * sine), (k * cosine) - (s * sine));
        }

        return (negative ? -sine : sine, cosine);
    }

    /// <summary>Computes artanh(s)/s from s^2 &lt;= 2^-14.</summary>
    public static DoubleDouble ArTanhRatio(DoubleDouble z)
    {
        DoubleDouble[] c = Constants.Reciprocals;
        double tail = c[17].High;
        for (int n = 15; n >= 9; n -= 2)
        {
            tail = (tail * z.High) + c[n].High;
        }

        DoubleDouble sum = tail;
        for (int n = 7; n >= 1; n -= 2)
        {
            sum = (sum * z) + c[n];
        }

        return sum;
    }

    /// <summary>
    /// Computes log(m) for m from 0.7 to 1.42: near 1 by the series (DLMF 4.6.4), else from the logarithm y in double by the correction
    /// 2 (m - e^y)/(m + e^y), the first term of the same series for m/e^y.
    /// </summary>
    public static DoubleDouble Log(DoubleDouble m)
    {
        DoubleDouble difference = m - 1.0;
        if (Math.Abs(difference.High) < 1.0 / 64)
        {
            DoubleDouble s = difference / (m + 1.0);
            return s * ArTanhRatio(s * s) * 2;
        }

        double y = Math.Log(m.High);
        DoubleDouble e = Exp(y);
        return ((m - e) * 2 / (m + e)) + y;
    }

    /// <summary>
    /// Computes erfcx(x) for x >= 0: by the Taylor series about the nearest centre up to 8, beyond by the continued fraction
    /// (DLMF 7.9.1) from a depth at which its error is below 2^-110.
    /// </summary>
    public static DoubleDouble ScaledErfc(DoubleDouble x)
    {
        if (x.High < 8)
        {
            int j = (int)Math.Round(x.High * Constants.ErfcSteps);
            DoubleDouble t = x - ((double)j / Constants.ErfcSteps);
            DoubleDouble[] c = Constants.ScaledErfcTaylor[j];
            double tail = c[Constants.ErfcTerms - 1].High;
            for (int n = Constants.ErfcTerms - 2; n >= 13; n--)
            {
                tail = (tail * t.High) + c[n].High;
            }

            DoubleDouble sum = tail;
            for (int n = 12; n >= 0; n--)
            {
                sum = (sum * t) + c[n];
            }

            return sum;
        }

        DoubleDouble fraction = x;
        for (int n = x.High < 20 ? 40 : x.High < 100 ? 24 : x.High < 1e4 ? 12 : 5; n > 0; n--)
        {
            fraction = x + ((DoubleDouble)(0.5 * n) / fraction);
        }

        return (DoubleDouble)1.0 / (fraction * Constants.SqrtPi);
    }
}
