using System;
using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>Reductions along an axis against loops in double precision.</summary>
[TestFixture(TypeArgs = [typeof(float)])]
[TestFixture(TypeArgs = [typeof(double)])]
public sealed class AxisReductionTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private delegate void Reduction(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result);

    private static readonly double Precision = typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;

    /// <summary>On both sides of every length at which the algorithm changes.</summary>
    private static readonly int[][] Shapes =
    [
        [1, 1, 1], [5, 1, 1], [5, 1, 3], [3, 2, 1], [3, 7, 1], [3, 8, 1], [3, 31, 1], [3, 32, 1], [2, 63, 1], [2, 64, 1], [2, 65, 1],
        [2, 127, 1], [2, 1023, 1], [2, 1025, 1], [1, 70_001, 1], [1, 200_003, 1], [4, 5, 3], [4, 21, 3], [4, 1000, 3], [2, 70_000, 3],
        [3, 9, 16], [3, 100, 63], [3, 100, 64], [2, 100, 65], [2, 16, 127], [2, 17, 1023], [2, 33, 1024], [2, 70, 1025], [1, 3, 3000],
        [1, 1100, 300], [300, 500, 1], [500, 1, 300], [70_000, 3, 1],
    ];

    [TestCaseSource(nameof(Shapes))]
    public void Reductions_EqualThoseOfLoops(int outer, int count, int inner)
    {
        T[] x = Numbers(outer * count * inner, count);
        Check(AxisReduction.Sum, x, outer, count, inner, (a, b) => a + b, isRounded: true);
        Check(AxisReduction.Product, x, outer, count, inner, (a, b) => a * b, isRounded: true);
        Check(AxisReduction.Max, x, outer, count, inner, Math.Max, isRounded: false);
        Check(AxisReduction.Min, x, outer, count, inner, Math.Min, isRounded: false);
    }

    [TestCaseSource(nameof(Shapes))]
    public void Places_AreThoseOfTheFirst(int outer, int count, int inner)
    {
        // Few different numbers: most extremes occur several times.
        var random = new Random(count);
        T[] x = [.. Enumerable.Range(0, outer * count * inner).Select(_ => T.CreateChecked(random.Next(-20, 20)))];
        CheckPlaces(x, outer, count, inner);

        // Now and then a NaN, and zeros of both signs.
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = random.Next(count * 2) == 0 ? T.NaN : random.Next(3) == 0 ? T.NegativeZero : random.Next(3) == 0 ? T.Zero : x[i];
        }

        CheckPlaces(x, outer, count, inner);
    }

    [TestCaseSource(nameof(Shapes))]
    public void Scans_EqualThoseOfLoops(int outer, int count, int inner)
    {
        T[] x = Numbers(outer * count * inner, count);
        var sums = new T[x.Length];
        var products = new T[x.Length];
        AxisReduction.CumulativeSum<T>(x, outer, count, inner, sums);
        AxisReduction.CumulativeProduct<T>(x, outer, count, inner, products);
        int wrong = 0;
        for (int i = 0; i < outer; i++)
        {
            for (int j = 0; j < inner; j++)
            {
                double sum = 0;
                double product = 1;
                for (int p = 0; p < count; p++)
                {
                    int place = (((i * count) + p) * inner) + j;
                    sum += double.CreateChecked(x[place]);
                    product *= double.CreateChecked(x[place]);
                    wrong += sums[place] == T.CreateChecked(sum) && products[place] == T.CreateChecked(product) ? 0 : 1;
                }
            }
        }

        Assert.That(wrong, Is.Zero);
        AxisReduction.CumulativeSum<T>(x, outer, count, inner, x);
        Assert.That(x.AsSpan().SequenceEqual(sums), Is.True, "in place");
    }

    [TestCaseSource(nameof(Shapes))]
    public void Exponentials_EqualThoseOfLoops(int outer, int count, int inner)
    {
        var random = new Random(count);
        T[] x = [.. Enumerable.Range(0, outer * count * inner).Select(_ => T.CreateChecked(1000 + (random.NextDouble() * 20)))];
        var sums = new T[outer * inner];
        var shares = new T[x.Length];
        var logarithms = new T[x.Length];
        AxisReduction.LogSumExp<T>(x, outer, count, inner, sums);
        AxisReduction.Softmax<T>(x, outer, count, inner, shares);
        AxisReduction.LogSoftmax<T>(x, outer, count, inner, logarithms);
        double worst = 0;
        for (int i = 0; i < outer * inner; i++)
        {
            double[] column = [.. Enumerable.Range(0, count).Select(p => double.CreateChecked(x[((((i / inner) * count) + p) * inner) + (i % inner)]))];
            double largest = column.Max();
            double sum = column.Sum(v => Math.Exp(v - largest));
            double logarithm = Math.Log(sum);
            worst = Math.Max(worst, Math.Abs(double.CreateChecked(sums[i]) - largest - logarithm) / 1000);
            for (int p = 0; p < count; p++)
            {
                int place = ((((i / inner) * count) + p) * inner) + (i % inner);
                double share = Math.Exp(column[p] - largest) / sum;
                worst = Math.Max(worst, Math.Abs(double.CreateChecked(shares[place]) - share) / share);
                worst = Math.Max(worst, Math.Abs(double.CreateChecked(logarithms[place]) - (column[p] - largest - logarithm)) / 20);
            }
        }

        // The reference adds one number after the other.
        Assert.That(worst, Is.LessThan((8 + (Math.Sqrt(count) / 4)) * Precision));
    }

    [TestCaseSource(nameof(Shapes))]
    public void Bits_DependNeitherOnTheThreadsNorOnTheWidth(int outer, int count, int inner)
    {
        T[] x = Numbers(outer * count * inner, count + 1);
        T[][] expected = All(x, outer, count, inner, Elementwise.VectorBits, 1);
        foreach ((int bits, int threads) in new[] { (Elementwise.VectorBits, 2), (Elementwise.VectorBits, -1), (128, 1), (256, 2), (512, 1) })
        {
            T[][] again = All(x, outer, count, inner, bits, threads);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.That(again[i].AsSpan().SequenceEqual(expected[i]), Is.True, $"result {i} with {bits} bits on {threads} threads");
            }
        }
    }

    [Test]
    public void Empty_HasANeutralElement_OrNone()
    {
        var result = new T[6];
        AxisReduction.Product<T>([], 2, 0, 3, result);
        Assert.That(result, Is.All.EqualTo(T.One));
        AxisReduction.Sum<T>([], 2, 0, 3, result);
        Assert.That(result, Is.All.EqualTo(T.Zero));
        AxisReduction.LogSumExp<T>([], 2, 0, 3, result);
        Assert.That(result, Is.All.EqualTo(T.NegativeInfinity));
        Assert.That(() => AxisReduction.Max<T>([], 2, 0, 3, new T[6]), Throws.ArgumentException);
        Assert.That(() => AxisReduction.Min<T>([], 2, 0, 3, new T[6], new int[6]), Throws.ArgumentException);
        Assert.That(() => AxisReduction.Max<T>([], 0, 0, 3, []), Throws.Nothing);
        Assert.That(() => AxisReduction.Softmax<T>([], 2, 0, 3, []), Throws.Nothing);
        Assert.That(() => AxisReduction.CumulativeSum<T>([], 2, 0, 3, []), Throws.Nothing);
        Assert.That(() => AxisReduction.Sum<T>(new T[5], 2, 1, 3, new T[6]), Throws.ArgumentException);
        Assert.That(() => AxisReduction.Sum<T>(new T[6], 2, 1, 3, new T[5]), Throws.ArgumentException);
    }

    /// <summary>What PyTorch gives for logsumexp, softmax and log_softmax of such rows.</summary>
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(100)]
    public void Exponentials_OfInfinities_AreThoseOfPyTorch(int inner)
    {
        double[][] rows =
        [
            [double.NegativeInfinity, double.NegativeInfinity], [double.PositiveInfinity, 0], [double.NaN, 0], [double.NegativeInfinity, 0],
        ];
        double[] logSumExp = [double.NegativeInfinity, double.PositiveInfinity, double.NaN, 0];
        double[][] softmax = [[double.NaN, double.NaN], [double.NaN, 0], [double.NaN, double.NaN], [0, 1]];
        double[][] logSoftmax =
        [
            [double.NaN, double.NaN], [double.NaN, double.NegativeInfinity], [double.NaN, double.NaN], [double.NegativeInfinity, 0],
        ];
        T[] x = Spread(rows);
        var sums = new T[4 * inner];
        var result = new T[x.Length];
        AxisReduction.LogSumExp<T>(x, 4, 2, inner, sums);
        Assert.That(sums, Is.EqualTo(Spread([.. logSumExp.Select(value => new[] { value })])));
        AxisReduction.Softmax<T>(x, 4, 2, inner, result);
        Assert.That(result.Where((_, i) => i / inner != 3), Is.EqualTo(Spread(softmax).Where((_, i) => i / inner != 3)));
        AxisReduction.LogSoftmax<T>(x, 4, 2, inner, result);
        Assert.That(result.Where((_, i) => i / inner != 3), Is.EqualTo(Spread(logSoftmax).Where((_, i) => i / inner != 3)));

        T[] Spread(double[][] values) => [.. values.SelectMany(row => row.SelectMany(value => Enumerable.Repeat(T.CreateChecked(value), inner)))];
    }

    [TestCase(1)]
    [TestCase(5)]
    public void NaNAndInfinity_Propagate(int inner)
    {
        foreach (T special in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
        {
            T[] x = Numbers(1000 * inner, 3);
            x[700 * inner] = special;
            var result = new T[inner];
            AxisReduction.Sum<T>(x, 1, 1000, inner, result);
            Assert.That(result[0], Is.EqualTo(special));
            AxisReduction.Max<T>(x, 1, 1000, inner, result);
            Assert.That(result[0], Is.EqualTo(special == T.NegativeInfinity ? x.Where((_, i) => i % inner == 0).Max() : special));
            AxisReduction.Min<T>(x, 1, 1000, inner, result);
            Assert.That(result[0], Is.EqualTo(special == T.PositiveInfinity ? x.Where((_, i) => i % inner == 0).Min() : special));
        }
    }

    private static T[][] All(T[] x, int outer, int count, int inner, int bits, int threads)
    {
        Reduction[] reductions = [AxisReduction.Sum, AxisReduction.Product, AxisReduction.Max, AxisReduction.Min, AxisReduction.LogSumExp];
        Reduction[] maps = [AxisReduction.CumulativeSum, AxisReduction.CumulativeProduct, AxisReduction.Softmax, AxisReduction.LogSoftmax];
        T[][] results = [.. reductions.Select(_ => new T[outer * inner]), .. maps.Select(_ => new T[x.Length]), new T[outer * inner]];
        var places = new int[outer * inner];
        KernelSettings.With(bits, threads, () =>
        {
            for (int i = 0; i < results.Length - 1; i++)
            {
                (i < reductions.Length ? reductions[i] : maps[i - reductions.Length])(x, outer, count, inner, results[i]);
            }

            AxisReduction.Max<T>(x, outer, count, inner, results[^1], places);
        });
        return [.. results, [.. places.Select(T.CreateChecked)]];
    }

    private static void Check(
        Reduction reduction, T[] x, int outer, int count, int inner, Func<double, double, double> combine, bool isRounded)
    {
        foreach (int bits in new[] { 128, 256 })
        {
            var result = new T[outer * inner];
            KernelSettings.With(bits, -1, () => reduction(x, outer, count, inner, result));
            for (int i = 0; i < result.Length; i++)
            {
                int start = (i / inner * count * inner) + (i % inner);
                double expected = double.CreateChecked(x[start]);
                double size = Math.Abs(expected);
                for (int p = 1; p < count; p++)
                {
                    double value = double.CreateChecked(x[start + (p * inner)]);
                    expected = combine(expected, value);
                    size = Math.Max(size + Math.Abs(value), Math.Abs(expected));
                }

                double error = Math.Abs(double.CreateChecked(result[i]) - expected);
                if (!(error <= (isRounded ? Math.Sqrt(count) * 4 * Precision * Math.Max(Math.Abs(expected), 1e-30) : 0)) && error > 8 * Precision * size)
                {
                    Assert.Fail($"[{outer}, {count}, {inner}] at {i} with {bits} bits: {result[i]} is not {expected}");
                }
            }
        }
    }

    private static void CheckPlaces(T[] x, int outer, int count, int inner)
    {
        foreach (int bits in new[] { 128, 256 })
        {
            foreach (bool isMax in new[] { true, false })
            {
                var values = new T[outer * inner];
                var places = new int[outer * inner];
                KernelSettings.With(bits, -1, () =>
                {
                    if (isMax)
                    {
                        AxisReduction.Max(x, outer, count, inner, values, places);
                    }
                    else
                    {
                        AxisReduction.Min(x, outer, count, inner, values, places);
                    }
                });
                for (int i = 0; i < values.Length; i++)
                {
                    int start = (i / inner * count * inner) + (i % inner);
                    int place = 0;
                    for (int p = 1; p < count && !T.IsNaN(x[start + (place * inner)]); p++)
                    {
                        (T best, T value) = (x[start + (place * inner)], x[start + (p * inner)]);
                        place = T.IsNaN(value) || (isMax ? value > best : value < best) ? p : place;
                    }

                    T extreme = x[start + (place * inner)];
                    if (places[i] != place || !values[i].Equals(extreme) || T.IsNegative(values[i]) != T.IsNegative(extreme))
                    {
                        Assert.Fail($"[{outer}, {count}, {inner}] at {i} with {bits} bits: {values[i]} at {places[i]} is not {extreme} at {place}");
                    }
                }
            }
        }
    }

    // Near one, so that products of many neither vanish nor overflow.
    private static T[] Numbers(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(i => T.CreateChecked((i % 2 == 0 ? 1 : -1) * Math.Exp((random.NextDouble() - 0.5) / 8)))];
    }
}
