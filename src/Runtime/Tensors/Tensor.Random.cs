using System;
using System.Numerics;

namespace AutoDiff;

/// <content>Random numbers. They come from a generator of the caller's, so that a program can be repeated.</content>
public static partial class Tensor
{
    /// <summary>Numbers drawn evenly from an interval: PyTorch's <c>torch.rand</c> and <c>uniform_</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="random">The generator, such as <c>new Random(42)</c>, from which one number is drawn for each element, in row-major order.</param>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <exception cref="ArgumentNullException"><paramref name="random"/> is null.</exception>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    /// <returns>Numbers of at least 0 and below 1.</returns>
    public static Tensor<T> RandomUniform<T>(Random random, params ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T> => RandomUniform(random, shape, T.Zero, T.One);

    /// <summary>Numbers drawn evenly from an interval.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="random">The generator, such as <c>new Random(42)</c>, from which one number is drawn for each element, in row-major order.</param>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <param name="low">The least number.</param>
    /// <param name="high">The bound, which is not reached.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <returns>Numbers of at least <paramref name="low"/> and below <paramref name="high"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="random"/> is null.</exception>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="high"/> is not above <paramref name="low"/>, or their distance is not finite.</exception>
    public static Tensor<T> RandomUniform<T>(Random random, ReadOnlySpan<int> shape, T low, T high, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        T width = high - low;
        if (!(width > T.Zero && T.IsFinite(width)))
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"The upper bound {high} must be above the lower bound {low}, at a finite distance.");
        }

        return Drawn(shape, requiresGrad, device, () =>
        {
            T number;
            do
            {
                // Rounding may reach the bound.
                number = low + (width * Unit<T>(random));
            }
            while (number >= high);

            return number;
        });
    }

    /// <summary>Numbers of the standard normal distribution: PyTorch's <c>torch.randn</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="random">The generator, such as <c>new Random(42)</c>.</param>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <exception cref="ArgumentNullException"><paramref name="random"/> is null.</exception>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    public static Tensor<T> RandomNormal<T>(Random random, params ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T> => RandomNormal(random, shape, T.Zero, T.One);

    /// <summary>Numbers of a normal distribution: PyTorch's <c>torch.normal</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="random">The generator, such as <c>new Random(42)</c>, from which two numbers are drawn for each element, in row-major order.</param>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation, at least 0.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <remarks>By the formula of Box and Muller, "A note on the generation of random normal deviates", Ann. Math. Stat. 29 (1958), in double precision.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="random"/> is null.</exception>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is negative or NaN.</exception>
    public static Tensor<T> RandomNormal<T>(Random random, ReadOnlySpan<int> shape, T mean, T standardDeviation, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(standardDeviation >= T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "A standard deviation is at least 0.");
        }

        return Drawn(shape, requiresGrad, device, () =>
        {
            // 1 - u is above 0.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            return mean + (standardDeviation * T.CreateChecked(radius * Math.Cos(Math.Tau * random.NextDouble())));
        });
    }

    /// <summary>The numbers below a bound in random order, as for the batches of a training run: PyTorch's <c>torch.randperm</c>.</summary>
    /// <param name="random">The generator, such as <c>new Random(42)</c>.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentNullException"><paramref name="random"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or more than an array can hold.</exception>
    public static IndexTensor RandomPermutation(Random random, int count)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength);
        var places = new int[count];
        for (int i = 0; i < count; i++)
        {
            places[i] = i;
        }

        random.Shuffle(places);
        return new IndexTensor(places, [count]);
    }

    private static Tensor<T> Drawn<T>(ReadOnlySpan<int> shape, bool requiresGrad, Device? device, Func<T> draw)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var elements = new T[Shapes.Length(shape, nameof(shape))];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = draw();
        }

        return Leaf(elements, shape, requiresGrad, device);
    }

    // At least 0 and below 1, also when rounded to T.
    private static T Unit<T>(Random random)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateChecked(typeof(T) == typeof(float) ? random.NextSingle() : random.NextDouble());
}
