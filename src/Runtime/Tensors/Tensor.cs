using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>Makes tensors, and holds the functions on them: PyTorch's <c>torch</c>.</summary>
/// <remarks>The functions are also methods of a tensor: <c>Tensor.Sin(x)</c> is <c>x.Sin()</c>.</remarks>
public static partial class Tensor
{
    /// <summary>A scalar (a tensor of rank 0): PyTorch's <c>torch.tensor(3.0)</c>.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="scalar">The value.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Create<T>(T scalar, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T> => Leaf([scalar], [], requiresGrad);

    /// <summary>A vector: PyTorch's <c>torch.tensor([3.0, 7.0])</c>.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="data">The elements, which are copied.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Create<T>(ReadOnlySpan<T> data, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T> => Leaf(data.ToArray(), [data.Length], requiresGrad);

    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, bool)"/>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    public static Tensor<T> Create<T>(T[] data, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        return Create(data.AsSpan(), requiresGrad);
    }

    /// <summary>A tensor of any shape.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="data">The elements in row-major order, which are copied.</param>
    /// <param name="shape">The length of each dimension; empty for a scalar.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="shape"/> has a negative length, or does not have as many elements as <paramref name="data"/>.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Create<T>(ReadOnlySpan<T> data, ReadOnlySpan<int> shape, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = Shapes.Length(shape, nameof(shape));
        if (length != data.Length)
        {
            throw new ArgumentException(
                $"The shape {Shapes.Text(shape)} has {length} elements, but the data have shape {Shapes.Text([data.Length])}.",
                nameof(shape));
        }

        return Leaf(data.ToArray(), shape.ToArray(), requiresGrad);
    }

    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, bool)"/>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    public static Tensor<T> Create<T>(T[] data, ReadOnlySpan<int> shape, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        return Create(data.AsSpan(), shape, requiresGrad);
    }

    /// <summary>A matrix.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="data">The elements, which are copied.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Create<T>(T[,] data, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        int columns = data.GetLength(1);
        var elements = new T[data.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = data[i / columns, i % columns];
        }

        return Leaf(elements, [data.GetLength(0), columns], requiresGrad);
    }

    /// <summary>A tensor of zeros: PyTorch's <c>torch.zeros</c>.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="shape">The length of each dimension; empty for a scalar.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="ArgumentException"><paramref name="shape"/> has a negative length or too many elements for an array.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Zeros<T>(ReadOnlySpan<int> shape, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Leaf(new T[Shapes.Length(shape, nameof(shape))], shape.ToArray(), requiresGrad);

    /// <summary>A tensor of ones: PyTorch's <c>torch.ones</c>.</summary>
    /// <inheritdoc cref="Zeros{T}(ReadOnlySpan{int}, bool)"/>
    public static Tensor<T> Ones<T>(ReadOnlySpan<int> shape, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T> => Full(shape, T.One, requiresGrad);

    /// <summary>A tensor with the same value everywhere: PyTorch's <c>torch.full</c>.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="shape">The length of each dimension; empty for a scalar.</param>
    /// <param name="value">The value.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="ArgumentException"><paramref name="shape"/> has a negative length or too many elements for an array.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Full<T>(ReadOnlySpan<int> shape, T value, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] elements = GC.AllocateUninitializedArray<T>(Shapes.Length(shape, nameof(shape)));
        elements.AsSpan().Fill(value);
        return Leaf(elements, shape.ToArray(), requiresGrad);
    }

    /// <summary>The numbers 0, 1, 2, ... below an end: PyTorch's <c>torch.arange(end)</c>.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="end">The end, which is not among the numbers.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is negative or not finite, or the numbers are too many.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Arange<T>(T end, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T> => Arange(T.Zero, end, T.One, requiresGrad);

    /// <summary>
    /// The numbers <c>start + i * step</c> from a start to an end that is not among them: PyTorch's <c>torch.arange(start, end, step)</c>.
    /// </summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="start">The first number.</param>
    /// <param name="end">The end.</param>
    /// <param name="step">The distance between two numbers; negative to count down.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="step"/> is zero or leads away from <paramref name="end"/>, an argument is not finite, or the numbers are too many.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Arange<T>(T start, T end, T step, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (step == T.Zero || !T.IsFinite(step))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "The step must be finite and not zero.");
        }

        // In double, as in PyTorch: the quotient of floats could round up to one number too many.
        double count = Math.Ceiling((double.CreateChecked(end) - double.CreateChecked(start)) / double.CreateChecked(step));
        if (!(count >= 0 && count <= Array.MaxLength))
        {
            throw new ArgumentOutOfRangeException(
                nameof(end), end, $"No array holds the numbers from {start} to {end} in steps of {step}.");
        }

        var elements = new T[(int)count];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = start + (T.CreateChecked(i) * step);
        }

        return Leaf(elements, [elements.Length], requiresGrad);
    }

    /// <summary>Numbers at equal distances, the first and the last one given: PyTorch's <c>torch.linspace</c>.</summary>
    /// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="start">The first number.</param>
    /// <param name="end">The last number.</param>
    /// <param name="count">How many numbers; 1 gives <paramref name="start"/> alone.</param>
    /// <param name="requiresGrad">Whether gradients are collected for the tensor.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static Tensor<T> Linspace<T>(T start, T end, int count, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var elements = new T[count];
        T step = count > 1 ? (end - start) / T.CreateChecked(count - 1) : T.Zero;
        for (int i = 0; i < count; i++)
        {
            // Each half from its own end, so that both ends are exact and the numbers are symmetric.
            elements[i] = i < (count + 1) / 2
                ? start + (step * T.CreateChecked(i))
                : end - (step * T.CreateChecked(count - 1 - i));
        }

        return Leaf(elements, [count], requiresGrad);
    }

    /// <summary>A scalar operand, which PyTorch treats as a tensor of rank 0 without a gradient.</summary>
    internal static Tensor<T> Constant<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> => new([value], []);

    private static Tensor<T> Leaf<T>(T[] elements, int[] shape, bool requiresGrad)
        where T : unmanaged, IFloatingPointIeee754<T> => new(elements, shape) { RequiresGrad = requiresGrad };
}
