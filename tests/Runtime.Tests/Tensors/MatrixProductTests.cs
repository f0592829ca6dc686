using System;
using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>Products of matrices against three loops in double precision.</summary>
[TestFixture(TypeArgs = [typeof(float)])]
[TestFixture(TypeArgs = [typeof(double)])]
public sealed unsafe class MatrixProductTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double Precision = typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;

    /// <summary>Sizes around those of tiles, also none and one, and all kinds of strides.</summary>
    [Test]
    public void Products_OfAnySizesAndStrides_EqualThoseOfLoops([Range(0, 149)] int seed, [Values(128, 256, 512)] int bits)
    {
        var random = new Random(seed);
        (int m, int n, int k) = (Size(random), Size(random), Size(random));
        CheckProduct(random, m, n, k, bits, threads: 1);
    }

    /// <summary>Around the edges of the blocks, where several threads share the work.</summary>
    [TestCase(257, 300, 513)]
    [TestCase(513, 129, 257)]
    [TestCase(145, 257, 256)]
    [TestCase(7, 2100, 300)]
    [TestCase(2080, 17, 258)]
    [TestCase(3, 5, 300_000)]
    [TestCase(1, 1, 100_001)]
    [TestCase(1, 5000, 257)]
    [TestCase(5000, 1, 70)]
    [TestCase(600, 600, 1)]
    public void LargeProducts_EqualThoseOfLoops(int m, int n, int k)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            CheckProduct(new Random(seed), m, n, k, Elementwise.VectorBits, threads: -1);
        }
    }

    /// <summary>Every place of a tile, and of what is beside it.</summary>
    [Test]
    public void EverySizeOfTheEdge_IsCovered([Values(128, 256, 512)] int bits)
    {
        for (int size = 1; size <= 70; size++)
        {
            var random = new Random(size);
            CheckProduct(random, size, 71 - size, 5, bits, threads: 1);
            CheckProduct(random, size, size, 71 - size, bits, threads: 1);
            CheckProduct(random, 48, 40 + size, 60, bits, threads: 1);
            CheckProduct(random, 40 + size, 48, 60, bits, threads: 1);
        }
    }

    /// <summary>Neither the threads nor the width of vectors nor the layout of a matrix that is no vector can be seen.</summary>
    [Test]
    public void Bits_DependOnTheSizesOnly()
    {
        foreach ((int m, int n, int k) in new[] { (200, 170, 300), (3, 400, 4000), (31, 17, 40), (700, 1, 700), (1, 1, 9999), (2, 3, 1000) })
        {
            var random = new Random(m);
            Matrix a = Matrix.Random(random, m, k, kind: 0);
            Matrix b = Matrix.Random(random, k, n, kind: 0);
            T[] expected = Multiply(a, b, m, n, k, Elementwise.VectorBits, 1);
            foreach (int threads in new[] { 2, 3, -1 })
            {
                Assert.That(Multiply(a, b, m, n, k, Elementwise.VectorBits, threads), Is.EqualTo(expected), $"{m}, {n}, {k} on {threads} threads");
            }

            if (m > 1 && n > 1 && System.Runtime.Intrinsics.X86.Fma.IsSupported)
            {
                Assert.That(Multiply(a, b, m, n, k, 128, 1), Is.EqualTo(expected), $"{m}, {n}, {k} with 128 bits");
                Assert.That(Multiply(a, b, m, n, k, 512, 1), Is.EqualTo(expected), $"{m}, {n}, {k} with 512 bits");
                Assert.That(Multiply(a.WithOrder(rowsFirst: false), b.WithOrder(rowsFirst: false), m, n, k, 256, 1), Is.EqualTo(expected), "transposed");
            }
        }
    }

    /// <summary>No product of a zero is left out, and zeros beside the matrices go nowhere.</summary>
    [TestCase(3, 4, 5)]
    [TestCase(50, 60, 70)]
    [TestCase(1, 60, 70)]
    [TestCase(60, 1, 70)]
    public void NaNAndInfinity_Propagate(int m, int n, int k)
    {
        var random = new Random(1);
        foreach (T special in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
        {
            for (int kind = 0; kind < 2; kind++)
            {
                Matrix a = Matrix.Random(random, m, k, kind);
                Matrix b = Matrix.Random(random, k, n, kind);
                a.Set(m - 1, k / 2, special);
                b.Set(k / 2, n - 1, T.Zero);
                b.Set(k - 1, 0, special);
                foreach (int bits in new[] { 128, 256 })
                {
                    T[] product = Multiply(a, b, m, n, k, bits, 1);
                    for (int i = 0; i < m * n; i++)
                    {
                        T expected = Naive(a, b, i / n, i % n, k);
                        Assert.That(T.IsFinite(product[i]) ? T.Zero : product[i], Is.EqualTo(T.IsFinite(expected) ? T.Zero : expected), $"{special} at {i}");
                    }
                }
            }
        }
    }

    [Test]
    public void WithNoTerms_ProductsAreZero()
    {
        T[] c = [.. Enumerable.Repeat(T.One, 12)];
        fixed (T* place = c)
        {
            MatrixProduct.Multiply(new StridedMatrix<T>(place, 0, 1), new StridedMatrix<T>(place, 3, 1), place, 4, 2, 3, 0, accumulates: true);
            Assert.That(c, Is.EqualTo(Enumerable.Repeat(T.One, 12)));
            MatrixProduct.Multiply(new StridedMatrix<T>(place, 0, 1), new StridedMatrix<T>(place, 3, 1), place, 4, 2, 3, 0);
        }

        T[] expected = [T.Zero, T.Zero, T.Zero, T.One, T.Zero, T.Zero, T.Zero, T.One, T.One, T.One, T.One, T.One];
        Assert.That(c, Is.EqualTo(expected));
    }

    [TestCase(1, 30)]
    [TestCase(500, 20)]
    [TestCase(6, 170)]
    public void Batches_AreProductsOfTheirOwn(int count, int size)
    {
        var random = new Random(count);
        Matrix a = Matrix.Random(random, count * size, size, kind: 0);
        Matrix b = Matrix.Random(random, size, size, kind: 0);
        nint[] offsets = [.. Enumerable.Range(0, count).Select(i => (nint)i * size * size)];
        var shared = new nint[count];
        T[] expected = Multiply(a, b, count * size, size, size, Elementwise.VectorBits, 1);
        foreach (int threads in new[] { 1, 2, -1 })
        {
            var c = new T[count * size * size];
            fixed (T* pa = a.Elements, pb = b.Elements, pc = c)
            {
                StridedMatrix<T> left = a.At(pa);
                StridedMatrix<T> right = b.At(pb);
                T* place = pc;
                KernelSettings.With(
                    Elementwise.VectorBits,
                    threads,
                    () => MatrixProduct.MultiplyBatches(left, right, place, size, size, size, size, offsets, shared, offsets));
            }

            Assert.That(c, Is.EqualTo(expected), $"on {threads} threads");
        }

        Assert.That(
            () => MatrixProduct.MultiplyBatches<T>(default, default, null, 1, 1, 1, 1, offsets, offsets, [.. offsets, 0]),
            Throws.ArgumentException);
    }

    private static void CheckProduct(Random random, int m, int n, int k, int bits, int threads)
    {
        Matrix a = Matrix.Random(random, m, k, random.Next(Matrix.Kinds));
        Matrix b = Matrix.Random(random, k, n, random.Next(Matrix.Kinds));
        int stride = Math.Max(n, 1) + (random.Next(2) * 3);
        bool accumulates = random.Next(2) == 0;
        T[] c = [.. Enumerable.Range(0, (m * stride) + 1).Select(_ => T.CreateChecked(random.NextDouble()))];
        T[] before = [.. c];
        fixed (T* pa = a.Elements, pb = b.Elements, pc = c)
        {
            StridedMatrix<T> left = a.At(pa);
            StridedMatrix<T> right = b.At(pb);
            T* place = pc;
            KernelSettings.With(bits, threads, () => MatrixProduct.Multiply(left, right, place, stride, m, n, k, accumulates));
        }

        // Some elements of a large product, all of a small one.
        long work = (long)m * n * k;
        int step = (int)Math.Max(work / 500_000, 1);
        for (int i = 0; i < c.Length; i += i % stride < n ? step : 1)
        {
            (int row, int column) = (i / stride, i % stride);
            if (column >= n || row >= m)
            {
                Assert.That(c[i], Is.EqualTo(before[i]), "nothing is written beside");
                continue;
            }

            double expected = accumulates ? double.CreateChecked(before[i]) : 0;
            double size = Math.Abs(expected);
            for (int p = 0; p < k; p++)
            {
                double term = double.CreateChecked(a[row, p]) * double.CreateChecked(b[p, column]);
                expected += term;
                size += Math.Abs(term);
            }

            double error = Math.Abs(double.CreateChecked(c[i]) - expected);
            if (!(error <= 24 * Precision * size))
            {
                Assert.Fail($"{m}, {n}, {k} with {bits} bits at {row}, {column}: {c[i]} is not {expected}; {a}; {b}");
            }
        }
    }

    private static T[] Multiply(Matrix a, Matrix b, int m, int n, int k, int bits, int threads)
    {
        var c = new T[m * n];
        fixed (T* pa = a.Elements, pb = b.Elements, pc = c)
        {
            StridedMatrix<T> left = a.At(pa);
            StridedMatrix<T> right = b.At(pb);
            T* place = pc;
            KernelSettings.With(bits, threads, () => MatrixProduct.Multiply(left, right, place, n, m, n, k));
        }

        return c;
    }

    private static T Naive(Matrix a, Matrix b, int row, int column, int k)
    {
        T sum = T.Zero;
        for (int p = 0; p < k; p++)
        {
            sum += a[row, p] * b[p, column];
        }

        return sum;
    }

    private static int Size(Random random) => random.Next(14) switch
    {
        0 => random.Next(2),
        1 => random.Next(100, 300),
        2 => 257,
        _ => random.Next(1, 71),
    };

    /// <summary>A matrix with gaps, repeated or reversed rows.</summary>
    private sealed record Matrix(T[] Elements, int Start, int RowStride, int ColumnStride, int Rows, int Columns)
    {
        public const int Kinds = 7;

        public T this[int row, int column] => Elements[Start + (row * RowStride) + (column * ColumnStride)];

        public static Matrix Random(Random random, int rows, int columns, int kind)
        {
            (int rowStride, int columnStride) = kind switch
            {
                0 => (columns, 1),
                1 => (1, rows),
                2 => (columns + 3, 1),
                3 => (0, random.Next(2)),
                4 => (-2 * columns, 2),
                5 => (1, -(rows + 1)),
                _ => (random.Next(2), 0),
            };
            int least = Math.Min(rowStride * (rows - 1), 0) + Math.Min(columnStride * (columns - 1), 0);
            int most = Math.Max(rowStride * (rows - 1), 0) + Math.Max(columnStride * (columns - 1), 0);
            T[] elements = [.. Enumerable.Range(0, Math.Max(most - least, 0) + 1).Select(_ => T.CreateChecked((2 * random.NextDouble()) - 1))];
            return new Matrix(elements, rows > 0 && columns > 0 ? -least : 0, rowStride, columnStride, rows, columns);
        }

        public void Set(int row, int column, T value) => Elements[Start + (row * RowStride) + (column * ColumnStride)] = value;

        public StridedMatrix<T> At(T* elements) => new(elements + Start, RowStride, ColumnStride);

        public Matrix WithOrder(bool rowsFirst)
        {
            var copy = new Matrix(new T[Rows * Columns], 0, rowsFirst ? Columns : 1, rowsFirst ? 1 : Rows, Rows, Columns);
            for (int i = 0; i < Rows; i++)
            {
                for (int j = 0; j < Columns; j++)
                {
                    copy.Set(i, j, this[i, j]);
                }
            }

            return copy;
        }
    }
}
