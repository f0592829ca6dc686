using System;
using System.Threading.Tasks;

namespace AutoDiff.Reference;

/// <summary>The worst error of a function over a set of points.</summary>
/// <param name="Points">How many there were.</param>
/// <param name="MaxUlps">The greatest error, in units of the last place.</param>
/// <param name="First">The first argument there.</param>
/// <param name="Second">The second one.</param>
/// <param name="Value">What was computed there.</param>
/// <param name="Exceeding">At how many points the error exceeds the limit.</param>
public sealed record Measurement(long Points, double MaxUlps, double First, double Second, double Value, long Exceeding)
{
    private const int BlockLength = 1 << 14;

    /// <summary>Measures at every <paramref name="stride"/>-th of the 2^32 bit patterns of a float.</summary>
    public static Measurement OfPatterns(VectorFunction function, int threads, uint stride = 1, uint first = 0)
    {
        long points = ((1L << 32) - first + stride - 1) / stride;
        return Of<float>(function, points, threads, (number, x, y) =>
        {
            uint bits = first + (uint)number * stride;
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = BitConverter.UInt32BitsToSingle(bits);
                bits += stride;
            }
        });
    }

    /// <summary>Measures at the first <paramref name="points"/> of the <see cref="SamplePoints{T}"/>.</summary>
    public static Measurement OfSamples<T>(VectorFunction function, long points, int threads)
        where T : unmanaged => Of<T>(function, points, threads, (number, x, y) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                if (function.Arity == 1)
                {
                    x[i] = SamplePoints<T>.One(function, (ulong)(number + i));
                }
                else
                {
                    (x[i], y[i]) = SamplePoints<T>.Two(function, (ulong)(number + i));
                }
            }
        });

    /// <summary>Measures at given arguments.</summary>
    public static Measurement OfArguments<T>(VectorFunction function, T[] first, T[] second)
        where T : unmanaged => Of<T>(function, first.Length, 1, (number, x, y) =>
        {
            int rest = Math.Min(x.Length, first.Length - (int)number);
            first.AsSpan((int)number, rest).CopyTo(x);
            second.AsSpan((int)number, rest).CopyTo(y);
        });

    // Blocks of points are distributed over threads; of equal errors the first one counts, so that the result does not depend on the
    // number of threads.
    private static Measurement Of<T>(VectorFunction function, long points, int threads, Fill<T> fill)
        where T : unmanaged
    {
        VectorMethod<T> method = function.Of<T>();
        var gate = new object();
        var result = new Worst();
        Parallel.For(
            0,
            (points + BlockLength - 1) / BlockLength,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Worst: new Worst(), X: new T[BlockLength], Y: new T[BlockLength], Values: new T[BlockLength]),
            (block, _, state) =>
            {
                long number = block * BlockLength;
                fill(number, state.X, state.Y);
                method.Evaluate(state.X, state.Y, state.Values, Elementwise.VectorBits);
                int count = (int)Math.Min(BlockLength, points - number);
                if (typeof(T) == typeof(float) && function.Approximate is { } approximate)
                {
                    float[] values = (float[])(object)state.Values;
                    AddErrors(state.Worst, (float[])(object)state.X, values, number, count, approximate, function.Limit);
                    return state;
                }

                for (int i = 0; i < count; i++)
                {
                    double x = SamplePoints<T>.ToDouble(state.X[i]);
                    double y = SamplePoints<T>.ToDouble(state.Y[i]);
                    double value = SamplePoints<T>.ToDouble(state.Values[i]);
                    double ulps = Format.Of<T>().Ulps(value, function.Exact(x, y), function.Magnitude?.Invoke(x, y) ?? 0);
                    state.Worst.Add(ulps, function.Limit, number + i, x, y, value);
                }

                return state;
            },
            state =>
            {
                lock (gate)
                {
                    result.Add(state.Worst);
                }
            });
        return new(points, result.Point.Ulps, result.Point.X, result.Point.Y, result.Point.Value, result.Exceeding);
    }

    // The loop over all floats.
    private static void AddErrors(
        Worst worst,
        float[] x,
        float[] values,
        long number,
        int count,
        Func<double, double> approximate,
        double limit)
    {
        for (int i = 0; i < count; i++)
        {
            worst.Add(Format.Ulps(values[i], approximate(x[i])), limit, number + i, x[i], 0, values[i]);
        }
    }

    private delegate void Fill<T>(long number, Span<T> x, Span<T> y);

    private readonly record struct Point(double Ulps, long Number, double X, double Y, double Value);

    private sealed class Worst
    {
        public Point Point { get; private set; } = new(-1, long.MaxValue, double.NaN, double.NaN, double.NaN);

        public long Exceeding { get; private set; }

        public void Add(double ulps, double limit, long number, double x, double y, double value)
        {
            // Whatever is not a number at all is wrong.
            if (!(ulps <= limit))
            {
                Exceeding++;
            }

            if (!(ulps <= Point.Ulps))
            {
                Point = new(double.IsNaN(ulps) ? double.PositiveInfinity : ulps, number, x, y, value);
            }
        }

        public void Add(Worst other)
        {
            Exceeding += other.Exceeding;
            if (other.Point.Ulps > Point.Ulps || (other.Point.Ulps == Point.Ulps && other.Point.Number < Point.Number))
            {
                Point = other.Point;
            }
        }
    }
}
