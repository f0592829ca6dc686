using System;
using System.Collections.Generic;

namespace AutoDiff.Reference;

/// <summary>
/// Arguments to measure at: a point depends on its number only, so that any part of them can be computed anywhere. A mixture of bit
/// patterns over the whole range, the interval of the function, all magnitudes around 1, and the neighbourhoods of the places where
/// functions or their implementations change.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public static class SamplePoints<T>
    where T : unmanaged
{
    private const int FirstKinds = 8;

    // Not a multiple of the first, so that the second argument goes through all kinds for each kind of the first.
    private const int SecondKinds = 9;

    private static readonly bool IsSingle = typeof(T) == typeof(float);
    private static readonly Format Numbers = Format.Of<T>();

    private static double LogOfGreatest => (Numbers.MaxExponent + 1) * Math.Log(2);

    /// <summary>Zeros, infinities, NaN, the ends of the normal and denormal numbers, and small whole numbers, with both signs.</summary>
    public static IReadOnlyList<T> Specials { get; } = Both(
        0,
        double.PositiveInfinity,
        double.NaN,
        1,
        2,
        3,
        0.5,
        1.5,
        Math.ScaleB(1, Numbers.MinExponent - Numbers.Precision + 1),
        Math.ScaleB(1, Numbers.MinExponent) - Math.ScaleB(1, Numbers.MinExponent - Numbers.Precision + 1),
        Math.ScaleB(1, Numbers.MinExponent),
        Math.ScaleB(2 - Math.ScaleB(1, 1 - Numbers.Precision), Numbers.MaxExponent));

    /// <summary>Where functions or their usual implementations change, with both signs.</summary>
    public static IReadOnlyList<T> Seams { get; } = Both(
        0,
        Math.ScaleB(1, Numbers.MinExponent),
        Math.ScaleB(1, Numbers.MaxExponent),
        Math.ScaleB(1, Numbers.Precision),
        Math.ScaleB(1, Numbers.Precision - 1),
        Math.ScaleB(1, Numbers.Precision - 2),
        Math.ScaleB(1, -Numbers.Precision),
        Math.ScaleB(1, -Numbers.Precision / 2),
        0.125,
        0.25,
        0.375,
        0.5,
        0.625,
        0.75,
        1,
        1.25,
        1.5,
        2,
        3,
        4,
        5,
        6,
        8,
        10,
        16,
        20,
        32,
        0.1,
        Math.E,
        1 / Math.E,
        Math.Sqrt(2),
        Math.Sqrt(0.5),
        Math.Sqrt(2) - 1,
        Math.Sqrt(3),
        2 - Math.Sqrt(3),
        Math.PI / 6,
        Math.PI / 4,
        Math.PI / 2,
        Math.PI,
        Math.Log(2),
        Math.Log(2) / 2,
        Math.Log(1 + Math.Sqrt(2)),

        // Overflow and underflow of e^x, 2^x, 10^x, e^(x^2), e^(-x^2/2), and where tails vanish beside 1.
        LogOfGreatest,
        LogOfGreatest + Math.Log(2),
        (Numbers.MinExponent - Numbers.Precision) * Math.Log(2),
        Numbers.MinExponent * Math.Log(2),
        Numbers.MaxExponent + 1,
        Numbers.MinExponent - Numbers.Precision,
        Numbers.MinExponent,
        LogOfGreatest / Math.Log(10),
        Numbers.MinExponent * Math.Log10(2),
        (Numbers.MinExponent - Numbers.Precision) * Math.Log10(2),
        Math.Sqrt(LogOfGreatest),
        Math.Sqrt(-(Numbers.MinExponent - Numbers.Precision) * Math.Log(2)),
        Math.Sqrt(-Numbers.MinExponent * Math.Log(2)),
        Math.Sqrt(-2 * (Numbers.MinExponent - Numbers.Precision) * Math.Log(2)),
        Math.Sqrt(-2 * Numbers.MinExponent * Math.Log(2)),
        Numbers.Precision * Math.Log(2),
        Numbers.Precision * Math.Log(2) / 2,
        Math.Sqrt(Numbers.Precision * Math.Log(2)),
        Math.Sqrt(2 * Numbers.Precision * Math.Log(2)),

        // The double next to a multiple of pi/2 (Muller, Elementary Functions, chapter on range reduction), and a float like it.
        IsSingle ? 16367173 * Math.ScaleB(1, 72) : 6381956970095103 * Math.ScaleB(1, 797));

    /// <summary>The special values and every number so many units of the last place around each seam.</summary>
    public static T[] AroundSeams(int steps)
    {
        var result = new List<T>(Specials);
        foreach (T seam in Seams)
        {
            for (int step = -steps; step <= steps; step++)
            {
                result.Add(Step(seam, step));
            }
        }

        return [.. result];
    }

    /// <summary>The argument of that number for a function of one argument.</summary>
    public static T One(VectorFunction function, ulong number)
    {
        var random = new Randomness(number);
        return Argument(ref random, (int)(number % FirstKinds), function.Interval);
    }

    /// <summary>The arguments of that number for a function of two arguments.</summary>
    public static (T X, T Y) Two(VectorFunction function, ulong number)
    {
        var random = new Randomness(number);
        T x = Argument(ref random, (int)(random.Next() % FirstKinds), function.Interval);
        double v = ToDouble(x);
        double log = Math.Log2(Math.Abs(v));
        switch (number % SecondKinds)
        {
            case 0:
                return (Bits(random.Next()), Bits(random.Next()));

            case 1:
                // As large as the other one, more or less.
                return (x, From(v * Math.ScaleB(random.Uniform(-2, 2), (int)random.Uniform(-60, 60))));

            case 2:
                return (x, Step(x, ref random));

            case 3:
                // A power x^y within the format.
                return (x, From(LogOfResult(ref random) / log));

            case 4:
                // The same of a number next to 1.
                double near = 1 + Math.ScaleB(random.Uniform(-1, 1), -(int)random.Uniform(1, Numbers.Precision));
                near = ToDouble(From(near));
                return (From(near), From(LogOfResult(ref random) / Math.Log2(near)));

            case 5:
                // A whole or half power.
                return (x, From(Math.Round(random.Uniform(-64, 64)) * ((random.Next() & 1) == 0 ? 1 : 0.5)));

            case 6:
                // e^x + e^y near 1.
                double negative = -Math.Abs(v);
                return (From(negative), Step(From(Math.Log(1 - Math.Exp(negative))), ref random));

            case 7:
                T special = Special(ref random);
                return (random.Next() & 3) switch
                {
                    0 => (special, Special(ref random)),
                    1 => (special, x),
                    _ => (x, special),
                };

            default:
                return (x, Argument(ref random, (int)(random.Next() % FirstKinds), function.Interval));
        }
    }

    public static double ToDouble(T value) => IsSingle ? (float)(object)value : (double)(object)value;

    public static T From(double value) => IsSingle ? (T)(object)(float)value : (T)(object)value;

    /// <summary>The number of which these are the bits; a float takes the upper half.</summary>
    public static T Bits(ulong bits) =>
        IsSingle ? (T)(object)BitConverter.UInt32BitsToSingle((uint)(bits >> 32)) : (T)(object)BitConverter.UInt64BitsToDouble(bits);

    /// <summary>A number so many units of the last place further from 0; at the ends of the range it stays there.</summary>
    public static T Step(T value, long steps)
    {
        if (IsSingle)
        {
            uint single = BitConverter.SingleToUInt32Bits((float)(object)value);
            long next = Math.Clamp((single & int.MaxValue) + steps, 0, int.MaxValue);
            return (T)(object)BitConverter.UInt32BitsToSingle((single & ~(uint)int.MaxValue) | (uint)next);
        }

        long bits = BitConverter.DoubleToInt64Bits((double)(object)value);
        long size = bits & long.MaxValue;
        long stepped = steps > long.MaxValue - size ? long.MaxValue : Math.Max(size + steps, 0);
        return (T)(object)BitConverter.Int64BitsToDouble((bits & long.MinValue) | stepped);
    }

    private static T Argument(ref Randomness random, int kind, (double Low, double High) interval)
    {
        switch (kind)
        {
            case 0 or 1:
                return Bits(random.Next());

            case 2 or 3:
                return From(random.Uniform(interval.Low, interval.High));

            case 4:
                return From(random.Sign() * Math.Pow(2, random.Uniform(-30, 12)));

            case 5:
                return Step(Seams[(int)(random.Next() % (ulong)Seams.Count)], ref random);

            case 6:
                // Next to multiples of pi/2 of all sizes, and of ln 2/2.
                double multiple = Math.Round(random.Sign() * Math.Pow(2, random.Uniform(0, 60)));
                double product = (random.Next() & 1) == 0
                    ? multiple * (Math.PI / 2)
                    : Math.Round(random.Uniform(-2200, 2200)) * (Math.Log(2) / 2);
                return Step(From(product), (long)(random.Next() % 9) - 4);

            default:
                // Next to whole, half, quarter numbers, in units of 1/128, and powers of 2.
                double size = random.Uniform(0, 12);
                double whole = Math.Round(random.Sign() * Math.Pow(2, size)) * Math.Pow(0.5, (int)random.Uniform(0, 8));
                double power = random.Sign() * Math.ScaleB(1, (int)random.Uniform(Numbers.MinExponent, Numbers.MaxExponent));
                T value = From((random.Next() & 3) == 0 ? power : whole);
                return Step(value, (long)(random.Next() % 5) - 2);
        }
    }

    private static T Special(ref Randomness random) => Specials[(int)(random.Next() % (ulong)Specials.Count)];

    // From below the smallest denormal number to beyond the greatest one.
    private static double LogOfResult(ref Randomness random) =>
        random.Uniform(Numbers.MinExponent - Numbers.Precision - 4, Numbers.MaxExponent + 4);

    // A few or many units of the last place away.
    private static T Step(T value, ref Randomness random)
    {
        double size = Math.Pow(2, random.Uniform(0, Numbers.Precision - 4));
        return Step(value, (long)(random.Sign() * (size - 1)));
    }

    private static T[] Both(params double[] values)
    {
        var result = new List<T>();
        foreach (double value in values)
        {
            result.Add(From(value));
            result.Add(From(-value));
        }

        return [.. result];
    }

    /// <summary>Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014 (SplitMix64).</summary>
    private struct Randomness(ulong seed)
    {
        private ulong _state = seed * 0xD1342543DE82EF95;

        public ulong Next()
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }

        public double Uniform(double low, double high) => low + ((high - low) * ((Next() >> 11) * (1.0 / (1L << 53))));

        public double Sign() => (Next() & 1) == 0 ? 1 : -1;
    }
}
