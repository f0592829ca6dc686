using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>Comparisons of tensors, element by element.</summary>
internal static class Comparison
{
    /// <summary>A relation of two numbers.</summary>
    internal interface IRelation
    {
        static abstract bool Holds<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T>;

        /// <summary>The same on a device, as 1 or 0.</summary>
        static abstract Tensor<T> OnDevice<T>(Tensor<T> x, Tensor<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    /// <summary>Whether a relation holds, on broadcast shapes.</summary>
    internal static MaskTensor Of<TRelation, T>(Tensor<T> x, Tensor<T> y)
        where TRelation : struct, IRelation
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Storage.OnDevice is not null || y.Storage.OnDevice is not null)
        {
            return MaskTensor.OnDevice(TRelation.OnDevice(x.Detach(), y.Detach()));
        }

        int[] shape = Shapes.Broadcast(x.Shape, y.Shape);
        Tensor<T> left = Stretched(x, shape);
        Tensor<T> right = Stretched(y, shape);
        ReadOnlySpan<T> a = left.ContiguousElements;
        ReadOnlySpan<T> b = right.ContiguousElements;
        var result = new bool[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = TRelation.Holds(a[i], b[i]);
        }

        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return new MaskTensor(result, shape);
    }

    /// <summary>Whether a relation to one number holds.</summary>
    internal static MaskTensor Of<TRelation, T>(Tensor<T> x, T y)
        where TRelation : struct, IRelation
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Storage.OnDevice is null
            ? OnCpu(x, element => TRelation.Holds(element, y))
            : MaskTensor.OnDevice(TRelation.OnDevice(x.Detach(), Tensor.Create(y)));
    }

    /// <summary>Whether a predicate holds.</summary>
    /// <typeparam name="TKernel">The predicate as a function that is 1 or 0.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers.</param>
    /// <param name="predicate">The predicate.</param>
    internal static MaskTensor Each<TKernel, T>(Tensor<T> x, Func<T, bool> predicate)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Storage.OnDevice is null
            ? OnCpu(x, predicate)
            : MaskTensor.OnDevice(Elementwise.Apply(default(TKernel), x.Detach()));
    }

    private static MaskTensor OnCpu<T>(Tensor<T> x, Func<T, bool> predicate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> contiguous = x.ToContiguous();
        ReadOnlySpan<T> elements = contiguous.ContiguousElements;
        var result = new bool[elements.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = predicate(elements[i]);
        }

        GC.KeepAlive(contiguous);
        return new MaskTensor(result, x.ShapeArray);
    }

    private static Tensor<T> Stretched<T>(Tensor<T> x, int[] shape)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (x.Shape.SequenceEqual(shape) ? x : x.Expand(shape)).ToContiguous();

    internal readonly struct IsLess : IRelation
    {
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x < y;

        public static Tensor<T> OnDevice<T>(Tensor<T> x, Tensor<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Elementwise.Apply(default(ElementwiseFunctions.LessKernel<T>), x, y);
    }

    internal readonly struct IsLessOrEqual : IRelation
    {
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x <= y;

        public static Tensor<T> OnDevice<T>(Tensor<T> x, Tensor<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Elementwise.Apply(default(ElementwiseFunctions.LessOrEqualKernel<T>), x, y);
    }

    internal readonly struct IsGreater : IRelation
    {
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x > y;

        public static Tensor<T> OnDevice<T>(Tensor<T> x, Tensor<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Elementwise.Apply(default(ElementwiseFunctions.LessKernel<T>), y, x);
    }

    internal readonly struct IsGreaterOrEqual : IRelation
    {
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x >= y;

        public static Tensor<T> OnDevice<T>(Tensor<T> x, Tensor<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Elementwise.Apply(default(ElementwiseFunctions.LessOrEqualKernel<T>), y, x);
    }

    internal readonly struct IsEqual : IRelation
    {
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x == y;

        public static Tensor<T> OnDevice<T>(Tensor<T> x, Tensor<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Elementwise.Apply(default(ElementwiseFunctions.EqualKernel<T>), x, y);
    }
}
