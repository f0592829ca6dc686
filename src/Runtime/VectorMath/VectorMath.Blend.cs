using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff;

/// <content>The choice by a sign, for which each width of x86 has its own instruction.</content>
public static partial class VectorMath
{
    /// <summary>Takes the lanes of <paramref name="negative"/> where the sign bit of <paramref name="mask"/> is set, otherwise those of <paramref name="positive"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> BlendBySign(Vector128<float> positive, Vector128<float> negative, Vector128<float> mask) =>
        Sse41.IsSupported
            ? Sse41.BlendVariable(positive, negative, mask)
            : Vector128.ConditionalSelect((mask.AsInt32() >> 31).AsSingle(), negative, positive);

    /// <inheritdoc cref="BlendBySign(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> BlendBySign(Vector128<double> positive, Vector128<double> negative, Vector128<double> mask) =>
        Sse41.IsSupported
            ? Sse41.BlendVariable(positive, negative, mask)
            : Vector128.ConditionalSelect((mask.AsInt64() >> 63).AsDouble(), negative, positive);

    /// <inheritdoc cref="BlendBySign(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> BlendBySign(Vector256<float> positive, Vector256<float> negative, Vector256<float> mask) =>
        Avx.IsSupported
            ? Avx.BlendVariable(positive, negative, mask)
            : Vector256.ConditionalSelect((mask.AsInt32() >> 31).AsSingle(), negative, positive);

    /// <inheritdoc cref="BlendBySign(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> BlendBySign(Vector256<double> positive, Vector256<double> negative, Vector256<double> mask) =>
        Avx.IsSupported
            ? Avx.BlendVariable(positive, negative, mask)
            : Vector256.ConditionalSelect((mask.AsInt64() >> 63).AsDouble(), negative, positive);

    /// <inheritdoc cref="BlendBySign(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> BlendBySign(Vector512<float> positive, Vector512<float> negative, Vector512<float> mask) =>
        Vector512.ConditionalSelect(Vector512.LessThan(mask.AsInt32(), Vector512<int>.Zero).AsSingle(), negative, positive);

    /// <inheritdoc cref="BlendBySign(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> BlendBySign(Vector512<double> positive, Vector512<double> negative, Vector512<double> mask) =>
        Vector512.ConditionalSelect(Vector512.LessThan(mask.AsInt64(), Vector512<long>.Zero).AsDouble(), negative, positive);
}
