using System;
using System.Collections.Generic;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// An array of any number of dimensions whose operations can be recorded, so that <see cref="Backward"/> computes gradients:
/// PyTorch's <c>torch.Tensor</c>.
/// </summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// <para>Tensors are made by <see cref="Tensor"/>, which also holds the functions: <c>x.Sin()</c> and <c>Tensor.Sin(x)</c> are the same.</para>
/// <para>
/// Several threads may read a tensor, use it in operations and run <see cref="Backward"/> on results that depend on it. A change
/// in place must not run at the same time as anything else that uses the tensor.
/// </para>
/// </remarks>
public sealed partial class Tensor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _shape;
    private readonly int[] _strides;

    /// <summary>Makes a view of a storage.</summary>
    internal Tensor(Storage<T> storage, int offset, int[] shape, int[] strides)
    {
        Storage = storage;
        _shape = shape;
        _strides = strides;
        Length = Shapes.Length(shape, nameof(shape));

        // A part without elements may begin behind the end of the storage, where no span can begin.
        Offset = Length == 0 ? 0 : offset;
        IsContiguous = Shapes.IsContiguous(shape, strides);
    }

    /// <summary>Makes a row-major tensor of its own storage.</summary>
    internal Tensor(T[] elements, int[] shape)
        : this(new Storage<T>(elements), 0, shape, Shapes.RowMajorStrides(shape))
    {
    }

    /// <summary>A row-major tensor with any contents, each element of which will be written.</summary>
    /// <param name="shape">The length of each dimension.</param>
    /// <param name="device">Where the elements lie; null for the CPU.</param>
    internal static Tensor<T> Uninitialized(int[] shape, Device? device = null)
    {
        int length = Shapes.Length(shape, nameof(shape));
        Storage<T> storage = device is null || device.Kind == DeviceKind.Cpu ? Storage<T>.Uninitialized(length) : device.Operations.Allocate<T>(length);
        return new Tensor<T>(storage, 0, shape, Shapes.RowMajorStrides(shape));
    }

    /// <summary>The length of each dimension; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of dimensions; 0 for a scalar.</summary>
    public int Rank => _shape.Length;

    /// <summary>The number of elements: the product of <see cref="Shape"/>, 1 for a scalar.</summary>
    public int Length { get; }

    /// <summary>The same without a copy; never written to, so that tensors can share it.</summary>
    internal int[] ShapeArray => _shape;

    internal Storage<T> Storage { get; private set; }

    /// <summary>The position in <see cref="Storage"/> of the first element.</summary>
    internal int Offset { get; }

    /// <summary>The distance in <see cref="Storage"/> between neighbours along each dimension; 0 repeats one element.</summary>
    internal ReadOnlySpan<int> Strides => _strides;

    /// <summary>Whether the elements lie one after the other in row-major order.</summary>
    internal bool IsContiguous { get; }

    /// <summary>Whether one element stands for all, as in the gradient of a sum.</summary>
    internal bool IsUniform => Length == 1 || !_strides.AsSpan().ContainsAnyExcept(0);

    /// <summary>The elements of a contiguous tensor, which must be kept alive as long as they are used.</summary>
    internal Span<T> ContiguousElements => Storage.Elements.AsSpan(Offset, Length);

    /// <summary>The value of a tensor with one element, whatever its rank.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not exactly one element.</exception>
    public T Item()
    {
        if (Length != 1)
        {
            throw new InvalidOperationException(
                $"a Tensor with {Length} elements cannot be converted to Scalar (its shape is {Shapes.Text(_shape)})");
        }

        return ElementAt(Offset);
    }

    /// <summary>A new array with the elements in row-major order.</summary>
    public T[] ToArray()
    {
        if (Length == 0)
        {
            return [];
        }

        T[] elements = GC.AllocateUninitializedArray<T>(Length);
        CopyTo(elements);
        return elements;
    }

    /// <summary>Copies the elements in row-major order.</summary>
    /// <param name="destination">Receives them, from its start.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than <see cref="Length"/>.</exception>
    public void CopyTo(Span<T> destination)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException(
                $"The destination holds {destination.Length} elements; a tensor of shape {Shapes.Text(_shape)} has {Length}.",
                nameof(destination));
        }

        if (Storage.OnDevice is { } owner && IsTooScattered)
        {
            var whole = new T[Storage.Length];
            owner.Operations.Read(Storage, 0, whole.AsSpan());
            StridedCopy.Copy(whole.AsSpan(Offset), _shape, _strides, destination);
        }
        else if (Storage.OnDevice is { } device)
        {
            Tensor<T> contiguous = ToContiguous();
            device.Operations.Read(contiguous.Storage, contiguous.Offset, destination[..Length]);
            GC.KeepAlive(contiguous.Storage);
        }
        else if (IsContiguous)
        {
            ContiguousElements.CopyTo(destination);
        }
        else
        {
            StridedCopy.Copy(Storage.Elements.AsSpan(Offset), _shape, _strides, destination);
        }

        GC.KeepAlive(Storage);
    }

    /// <summary>The tensor as PyTorch prints it, for example <c>tensor([3., 7.], requires_grad=True)</c>.</summary>
    /// <remarks>A tensor of doubles adds <c>dtype=float64</c>, a tensor on another device than the CPU its device.</remarks>
    public override string ToString()
    {
        var suffixes = new List<string>();
        if (Device.Kind != DeviceKind.Cpu)
        {
            suffixes.Add($"device='{Device}'");
        }

        if (typeof(T) == typeof(double))
        {
            suffixes.Add("dtype=float64");
        }

        if (GradFn is { } producer)
        {
            suffixes.Add($"grad_fn={producer}");
        }
        else if (RequiresGrad)
        {
            suffixes.Add("requires_grad=True");
        }

        string text = TensorFormatter.Format<T>(IsContiguous && Storage.OnDevice is null ? ContiguousElements : ToArray(), _shape, suffixes.ToArray());
        GC.KeepAlive(Storage);
        return text;
    }

    /// <summary>The element at a place of the storage.</summary>
    private T ElementAt(int position)
    {
        T element = default;
        if (Storage.OnDevice is { } device)
        {
            device.Operations.Read(Storage, position, new Span<T>(ref element));
        }
        else
        {
            element = Storage.Elements[position];
        }

        GC.KeepAlive(Storage);
        return element;
    }

    /// <summary>This tensor, or a row-major copy of it.</summary>
    internal Tensor<T> ToContiguous() => IsContiguous ? this : Copy();

    /// <summary>A row-major copy, unrecorded.</summary>
    internal Tensor<T> Copy()
    {
        Tensor<T> copy = Uninitialized(_shape, Storage.OnDevice);
        StridedCopy.Copy(this, copy);
        return copy;
    }
}
