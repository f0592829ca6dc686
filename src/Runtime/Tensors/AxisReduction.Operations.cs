using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>What is reduced with.</content>
internal static unsafe partial class AxisReduction
{
    /// <summary>Sums.</summary>
    private readonly struct SumOperation<T> : IAxisOperation<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <inheritdoc/>
        public static bool HasEmpty => true;

        /// <inheritdoc/>
        public static T Empty => T.Zero;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Combine(T a, T b) => a + b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<T> Combine(Vector128<T> a, Vector128<T> b) => a + b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Combine(Vector256<T> a, Vector256<T> b) => a + b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Combine(Vector512<T> a, Vector512<T> b) => a + b;
    }

    /// <summary>Products.</summary>
    private readonly struct ProductOperation<T> : IAxisOperation<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <inheritdoc/>
        public static bool HasEmpty => true;

        /// <inheritdoc/>
        public static T Empty => T.One;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Combine(T a, T b) => a * b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<T> Combine(Vector128<T> a, Vector128<T> b) => a * b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Combine(Vector256<T> a, Vector256<T> b) => a * b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Combine(Vector512<T> a, Vector512<T> b) => a * b;
    }

    /// <summary>The larger number, NaN if one is.</summary>
    private readonly struct MaxOperation<T> : IAxisOperation<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <inheritdoc/>
        public static bool HasEmpty => false;

        /// <inheritdoc/>
        public static T Empty => T.NaN;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Combine(T a, T b) => T.Max(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<T> Combine(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Combine(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Combine(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);
    }

    /// <summary>The smaller number, NaN if one is.</summary>
    private readonly struct MinOperation<T> : IAxisOperation<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <inheritdoc/>
        public static bool HasEmpty => false;

        /// <inheritdoc/>
        public static T Empty => T.NaN;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Combine(T a, T b) => T.Min(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<T> Combine(Vector128<T> a, Vector128<T> b) => Vector128.Min(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Combine(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Combine(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);
    }
}
