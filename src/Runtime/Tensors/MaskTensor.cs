using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// A tensor of truth values, such as the outcome of a comparison: PyTorch's tensors of <c>torch.bool</c>. It never has a gradient.
/// </summary>
/// <remarks>
/// Masks are made by <see cref="Tensor"/> and by comparing tensors: <c>x > 0</c>. They do not change. A comparison of tensors on a device stays there, until elements of
/// the mask are asked for.
/// </remarks>
public sealed partial class MaskTensor
{
    private readonly int[] _shape;
    private bool[]? _onCpu;

    /// <summary>Takes over an array in row-major order.</summary>
    internal MaskTensor(bool[] elements, int[] shape)
    {
        _onCpu = elements;
        _shape = shape;
    }

    /// <summary>The length of each dimension; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of dimensions; 0 for a scalar.</summary>
    public int Rank => _shape.Length;

    /// <summary>The number of elements: the product of <see cref="Shape"/>, 1 for a scalar.</summary>
    public int Length => Shapes.Length(_shape, nameof(Shape));

    /// <summary>The same as <see cref="Shape"/> without a copy; never written to, so that masks and tensors can share it.</summary>
    internal int[] ShapeArray => _shape;

    // Several threads may fetch the same elements.
    private bool[] Elements => _onCpu ??= _onDevice!.ToArray();

    /// <summary>Reads one element.</summary>
    /// <param name="indices">The position in each dimension; a negative one counts from the end, as in PyTorch.</param>
    /// <exception cref="ArgumentException">The number of indices is not <see cref="Rank"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    [System.Runtime.CompilerServices.IndexerName("Element")]
    public bool this[params ReadOnlySpan<int> indices] => Elements[Shapes.Position(_shape, Shapes.RowMajorStrides(_shape), indices)];

    /// <summary>The opposite of each element.</summary>
    /// <param name="x">The mask.</param>
    public static MaskTensor operator !(MaskTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x._onDevice is { } numbers ? numbers.Not() : new MaskTensor(Array.ConvertAll(x.Elements, static element => !element), x._shape);
    }

    /// <summary>Whether both elements are true, on broadcast shapes.</summary>
    /// <param name="x">The first mask.</param>
    /// <param name="y">The second mask.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator &(MaskTensor x, MaskTensor y) => Combined(x, y, Connective.And);

    /// <summary>Whether at least one of the elements is true, on broadcast shapes.</summary>
    /// <param name="x">The first mask.</param>
    /// <param name="y">The second mask.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator |(MaskTensor x, MaskTensor y) => Combined(x, y, Connective.Or);

    /// <summary>Whether the elements differ, on broadcast shapes.</summary>
    /// <param name="x">The first mask.</param>
    /// <param name="y">The second mask.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator ^(MaskTensor x, MaskTensor y) => Combined(x, y, Connective.Xor);

    /// <summary>A new array with the elements in row-major order.</summary>
    public bool[] ToArray() => (bool[])Elements.Clone();

    /// <summary>Whether an element is true: PyTorch's <c>any()</c>.</summary>
    public bool Any() => Elements.AsSpan().Contains(true);

    /// <summary>Whether no element is false: PyTorch's <c>all()</c>.</summary>
    public bool All() => !Elements.AsSpan().Contains(false);

    /// <summary>The number of elements that are true.</summary>
    public int Count() => Elements.AsSpan().Count(true);

    /// <summary>A tensor with 1 where this mask is true, and 0 elsewhere.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <returns>A tensor of the same shape that requires no gradient, on the device of what was compared.</returns>
    public Tensor<T> ToTensor<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => _onDevice is Numbers<T> numbers ? numbers.Tensor.Copy() : ToNumbers<T>();

    /// <summary>The same, to be read only.</summary>
    internal Tensor<T> ToNumbers<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_onDevice is Numbers<T> numbers)
        {
            return numbers.Tensor;
        }

        Tensor<T> result = Tensor<T>.Uninitialized(_shape);
        Span<T> elements = result.ContiguousElements;
        bool[] own = Elements;
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = own[i] ? T.One : T.Zero;
        }

        GC.KeepAlive(result);
        return _onDevice is null ? result : result.To(_onDevice.Device);
    }

    /// <summary>The mask as PyTorch prints it, for example <c>tensor([ True, False])</c>.</summary>
    public override string ToString() => TensorFormatter.Format(Elements, _shape);

    /// <summary>The elements as if the mask had a shape that it broadcasts to; to be read only.</summary>
    internal bool[] Stretched(int[] shape)
    {
        if (_shape.AsSpan().SequenceEqual(shape))
        {
            return Elements;
        }

        var stretched = new bool[Shapes.Length(shape, nameof(shape))];
        var strides = new int[shape.Length];
        Shapes.BroadcastStrides(_shape, Shapes.RowMajorStrides(_shape), shape, strides);
        StridedCopy.Copy<bool>(Elements, shape, strides, stretched);
        return stretched;
    }

    private static MaskTensor Combined(MaskTensor x, MaskTensor y, Connective connective)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int[] shape = Shapes.Broadcast(x._shape, y._shape);
        if (x._onDevice?.CombinedWith(y, connective) is { } onDevice)
        {
            return onDevice;
        }

        bool[] a = x.Stretched(shape);
        bool[] b = y.Stretched(shape);
        var result = new bool[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = connective switch
            {
                Connective.And => a[i] & b[i],
                Connective.Or => a[i] | b[i],
                _ => a[i] ^ b[i],
            };
        }

        return new MaskTensor(result, shape);
    }
}
