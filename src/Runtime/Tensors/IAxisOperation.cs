using System.Numerics;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <summary>What an <see cref="AxisReduction"/> combines two numbers with.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IAxisOperation<T>
{
    /// <summary>Whether there is a result for no numbers at all.</summary>
    static abstract bool HasEmpty { get; }

    /// <summary>The result for no numbers at all.</summary>
    static abstract T Empty { get; }

    /// <summary>Combines two numbers.</summary>
    static abstract T Combine(T a, T b);

    /// <summary>Combines the numbers of each lane.</summary>
    static abstract Vector128<T> Combine(Vector128<T> a, Vector128<T> b);

    /// <inheritdoc cref="Combine(Vector128{T}, Vector128{T})"/>
    static abstract Vector256<T> Combine(Vector256<T> a, Vector256<T> b);

    /// <inheritdoc cref="Combine(Vector128{T}, Vector128{T})"/>
    static abstract Vector512<T> Combine(Vector512<T> a, Vector512<T> b);
}
