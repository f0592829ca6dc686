using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>The reduction of the arguments of circular functions by multiples of pi/2.</content>
public static partial class VectorMath
{
    /// <summary>
    /// Writes numbers as q pi/2 + r + tail, with q in the low bits. Adding 1.5 2^23 rounds to an integer; the first difference is exact,
    /// the second is rounded once, and the third part of pi/2 goes to the tail, to be added where a sum is rounded anyway.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> R, Vector256<float> Tail, Vector256<int> Q) ReduceByParts(Vector256<float> size)
    {
        Vector256<float> k = Vector256.FusedMultiplyAdd(size, Vector256.Create(0.63661975f), Vector256.Create(12582912f));
        Vector256<float> n = k - Vector256.Create(12582912f);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-1.5707964f), size);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(4.371139e-08f), r);
        return (r, n * Vector256.Create(1.7151245e-15f), k.AsInt32());
    }

    /// <summary>The same for doubles; adding 1.5 2^52 rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> R, Vector256<double> Tail, Vector256<long> Q) ReduceByParts(Vector256<double> size)
    {
        Vector256<double> k = Vector256.FusedMultiplyAdd(size, Vector256.Create(0.6366197723675814), Vector256.Create(6755399441055744.0));
        Vector256<double> n = k - Vector256.Create(6755399441055744.0);
        Vector256<double> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-1.5707963267948966), size);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-6.123233995736766e-17), r);
        return (r, n * Vector256.Create(1.4973849048591698e-33), k.AsInt64());
    }

    /// <summary>Replaces what <c>ReduceByParts</c> gave for sizes that are too large for it: reduced in integers, where the tail is all that r lacks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Vector256<float> R, Vector256<float> Tail, Vector256<int> Q) ReduceLarge(
        Vector256<float> size, Vector256<float> r, Vector256<float> tail, Vector256<int> q)
    {
        for (int lane = 0; lane < Vector256<float>.Count; lane++)
        {
            if (size[lane] >= CircularLimitSingle)
            {
                (double high, double low, int turns) = ReduceQuarterTurns(size[lane]);
                r = r.WithElement(lane, (float)high);
                tail = tail.WithElement(lane, (float)(high - (float)high + low));
                q = q.WithElement(lane, turns);
            }
        }

        return (r, tail, q);
    }

    /// <summary>The same for doubles.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Vector256<double> R, Vector256<double> Tail, Vector256<long> Q) ReduceLarge(
        Vector256<double> size, Vector256<double> r, Vector256<double> tail, Vector256<long> q)
    {
        for (int lane = 0; lane < Vector256<double>.Count; lane++)
        {
            if (size[lane] >= CircularLimitDouble)
            {
                (double high, double low, int turns) = ReduceQuarterTurns(size[lane]);
                r = r.WithElement(lane, high);
                tail = tail.WithElement(lane, low);
                q = q.WithElement(lane, turns);
            }
        }

        return (r, tail, q);
    }
}
