using System;
using System.Globalization;
using System.Numerics;

namespace AutoDiff;

/// <content>Numbers at equal distances.</content>
public static partial class Tensor
{
    /// <summary>The numbers 0, 1, 2 ... below <paramref name="end"/>: PyTorch's <c>torch.arange(end)</c>.</summary>
    /// <inheritdoc cref="Arange{T}(T, T, T, bool, Device)"/>
    public static Tensor<T> Arange<T>(T end, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Arange(T.Zero, end, T.One, requiresGrad, device);

    /// <summary>The numbers from <paramref name="start"/> by 1 up to but not including <paramref name="end"/>: PyTorch's <c>torch.arange(start, end)</c>.</summary>
    /// <inheritdoc cref="Arange{T}(T, T, T, bool, Device)"/>
    public static Tensor<T> Arange<T>(T start, T end, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Arange(start, end, T.One, requiresGrad, device);

    /// <summary>The numbers from <paramref name="start"/> up to but not including <paramref name="end"/>: PyTorch's <c>torch.arange</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="start">The first number.</param>
    /// <param name="end">The bound, not included.</param>
    /// <param name="step">The distance, not 0.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <exception cref="ArgumentException">
    /// The step is 0 or leads away from <paramref name="end"/>, an argument is not finite, or there are too many elements for an array.
    /// </exception>
    public static Tensor<T> Arange<T>(T start, T end, T step, bool requiresGrad = false, Device? device = null)
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

        return Leaf(elements, [elements.Length], requiresGrad, device);
    }

    /// <summary>Numbers at equal distances, both ends included: PyTorch's <c>torch.linspace</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="start">The first number.</param>
    /// <param name="end">The last number.</param>
    /// <param name="steps">How many, at least 0.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative, or more than an array can hold.</exception>
    public static Tensor<T> Linspace<T>(T start, T end, int steps, bool requiresGrad = false, Device? device = null)
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

        return Leaf(elements, [steps], requiresGrad, device);
    }
}
