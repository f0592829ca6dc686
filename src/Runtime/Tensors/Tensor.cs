using System;
using System.Globalization;
using System.Numerics;

namespace AutoDiff;

/// <summary>Makes tensors, and holds their functions: PyTorch's module <c>torch</c>.</summary>
public static partial class Tensor
{
    /// <summary>A scalar: PyTorch's <c>torch.tensor(3.0)</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <returns>A tensor of rank 0.</returns>
    public static Tensor<T> Create<T>(T value, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T> => Leaf([value], [], requiresGrad);

    /// <summary>A vector with a copy of the elements.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <returns>A tensor of rank 1.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    public static Tensor<T> Create<T>(T[] elements, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(elements);
        return Leaf((T[])elements.Clone(), [elements.Length], requiresGrad);
    }

    /// <summary>A tensor with a copy of the elements, in row-major order.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <param name="shape">The length of each dimension.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <returns>A tensor of the shape.</returns>
    /// <exception cref="ArgumentException">The number of elements is not the product of the shape.</exception>
    public static Tensor<T> Create<T>(ReadOnlySpan<T> elements, ReadOnlySpan<int> shape, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Shapes.Length(shape, nameof(shape)) != elements.Length)
        {
            throw new ArgumentException($"shape '{Shapes.Text(shape)}' is invalid for input of size {elements.Length}", nameof(shape));
        }

        return Leaf(elements.ToArray(), shape, requiresGrad);
    }

    /// <summary>A matrix with a copy of the elements.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="elements">The rows.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <returns>A tensor of rank 2.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    public static Tensor<T> Create<T>(T[,] elements, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(elements);
        var copy = new T[elements.Length];
        int i = 0;
        foreach (T element in elements)
        {
            copy[i++] = element;
        }

        return Leaf(copy, [elements.GetLength(0), elements.GetLength(1)], requiresGrad);
    }

    /// <summary>A tensor of zeros: PyTorch's <c>torch.zeros</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    public static Tensor<T> Zeros<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T> => Full(shape, T.Zero);

    /// <summary>A tensor of ones: PyTorch's <c>torch.ones</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    public static Tensor<T> Ones<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T> => Full(shape, T.One);

    /// <summary>A tensor that holds one value everywhere: PyTorch's <c>torch.full</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <param name="value">The value.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    public static Tensor<T> Full<T>(ReadOnlySpan<int> shape, T value, bool requiresGrad = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var elements = new T[Shapes.Length(shape, nameof(shape))];
        elements.AsSpan().Fill(value);
        return Leaf(elements, shape, requiresGrad);
    }

    /// <summary>The numbers from <paramref name="start"/> up to but not including <paramref name="end"/>: PyTorch's <c>torch.arange</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="start">The first number.</param>
    /// <param name="end">The bound, not included.</param>
    /// <param name="step">The distance, not 0.</param>
    /// <exception cref="ArgumentException">
    /// The step is 0 or leads away from <paramref name="end"/>, an argument is not finite, or there are too many elements for an array.
    /// </exception>
    public static Tensor<T> Arange<T>(T start, T end, T step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double first = double.CreateChecked(start);
        double last = double.CreateChecked(end);
        double distance = double.CreateChecked(step);
        if (!double.IsFinite(first) || !double.IsFinite(last) || !double.IsFinite(distance) || distance == 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The range from {start} to {end} by {step} has no finite number of elements."),
                nameof(step));
        }

        // Not judged by the count: a range shorter than one step in the wrong direction has a count that rounds up to 0.
        if (last != first && last > first != distance > 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"upper bound and lower bound inconsistent with step sign: {start} to {end} by {step}"),
                nameof(step));
        }

        double count = Math.Ceiling((last - first) / distance);
        if (count > Array.MaxLength)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The range from {start} to {end} by {step} has more elements than an array can hold ({Array.MaxLength})."),
                nameof(step));
        }

        var elements = new T[(int)count];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = T.CreateChecked(first + (i * distance));
        }

        return Leaf(elements, [elements.Length], requiresGrad: false);
    }

    /// <summary>Numbers at equal distances, both ends included: PyTorch's <c>torch.linspace</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="start">The first number.</param>
    /// <param name="end">The last number.</param>
    /// <param name="steps">How many, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative, or more than an array can hold.</exception>
    public static Tensor<T> Linspace<T>(T start, T end, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, Array.MaxLength);
        var elements = new T[steps];
        T distance = steps > 1 ? (end - start) / T.CreateChecked(steps - 1) : T.Zero;
        for (int i = 0; i < steps; i++)
        {
            // From both ends, so that the last number is exactly the one asked for.
            elements[i] = i < steps / 2 || steps == 1 ? start + (T.CreateChecked(i) * distance) : end - (T.CreateChecked(steps - 1 - i) * distance);
        }

        return Leaf(elements, [steps], requiresGrad: false);
    }

    private static Tensor<T> Leaf<T>(T[] elements, ReadOnlySpan<int> shape, bool requiresGrad)
        where T : unmanaged, IFloatingPointIeee754<T> => new(elements, shape.ToArray()) { RequiresGrad = requiresGrad };
}
