using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <summary>Reductions in vectors of this width.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Vector256Axis<T> : IAxisLoops<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static int Lanes => Vector256<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CombineShort<TOperation>(T* source, int rows, T* target, int width)
        where TOperation : struct, IAxisOperation<T>
    {
        // Eight sums in registers do not wait for each other.
        int i = 0;
        for (; i <= width - (8 * Lanes); i += 8 * Lanes)
        {
            T* row = source + i;
            Vector256<T> v0 = Vector256.Load(row);
            Vector256<T> v1 = Vector256.Load(row + Lanes);
            Vector256<T> v2 = Vector256.Load(row + (2 * Lanes));
            Vector256<T> v3 = Vector256.Load(row + (3 * Lanes));
            Vector256<T> v4 = Vector256.Load(row + (4 * Lanes));
            Vector256<T> v5 = Vector256.Load(row + (5 * Lanes));
            Vector256<T> v6 = Vector256.Load(row + (6 * Lanes));
            Vector256<T> v7 = Vector256.Load(row + (7 * Lanes));
            for (int r = 1; r < rows; r++)
            {
                row += width;
                v0 = TOperation.Combine(v0, Vector256.Load(row));
                v1 = TOperation.Combine(v1, Vector256.Load(row + Lanes));
                v2 = TOperation.Combine(v2, Vector256.Load(row + (2 * Lanes)));
                v3 = TOperation.Combine(v3, Vector256.Load(row + (3 * Lanes)));
                v4 = TOperation.Combine(v4, Vector256.Load(row + (4 * Lanes)));
                v5 = TOperation.Combine(v5, Vector256.Load(row + (5 * Lanes)));
                v6 = TOperation.Combine(v6, Vector256.Load(row + (6 * Lanes)));
                v7 = TOperation.Combine(v7, Vector256.Load(row + (7 * Lanes)));
            }

            v0.Store(target + i);
            v1.Store(target + i + Lanes);
            v2.Store(target + i + (2 * Lanes));
            v3.Store(target + i + (3 * Lanes));
            v4.Store(target + i + (4 * Lanes));
            v5.Store(target + i + (5 * Lanes));
            v6.Store(target + i + (6 * Lanes));
            v7.Store(target + i + (7 * Lanes));
        }

        for (; i <= width - Lanes; i += Lanes)
        {
            T* row = source + i;
            Vector256<T> v0 = Vector256.Load(row);
            for (int r = 1; r < rows; r++)
            {
                row += width;
                v0 = TOperation.Combine(v0, Vector256.Load(row));
            }

            v0.Store(target + i);
        }

        for (; i < width; i++)
        {
            T value = source[i];
            for (int r = 1; r < rows; r++)
            {
                value = TOperation.Combine(value, source[(r * width) + i]);
            }

            target[i] = value;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine<TOperation>(T* source, nint step, int rows, T* target, int width)
        where TOperation : struct, IAxisOperation<T>
    {
        // Four rows at a time, so that the target is loaded and stored once for four.
        for (; rows >= 4; rows -= 4)
        {
            T* b = source + step;
            T* c = b + step;
            T* d = c + step;
            int i = 0;
            for (; i <= width - Lanes; i += Lanes)
            {
                Vector256<T> value = TOperation.Combine(Vector256.Load(target + i), Vector256.Load(source + i));
                value = TOperation.Combine(value, Vector256.Load(b + i));
                value = TOperation.Combine(value, Vector256.Load(c + i));
                TOperation.Combine(value, Vector256.Load(d + i)).Store(target + i);
            }

            for (; i < width; i++)
            {
                T value = TOperation.Combine(TOperation.Combine(target[i], source[i]), b[i]);
                target[i] = TOperation.Combine(TOperation.Combine(value, c[i]), d[i]);
            }

            source = d + step;
        }

        for (; rows > 0; rows--)
        {
            int i = 0;
            for (; i <= width - Lanes; i += Lanes)
            {
                TOperation.Combine(Vector256.Load(target + i), Vector256.Load(source + i)).Store(target + i);
            }

            for (; i < width; i++)
            {
                target[i] = TOperation.Combine(target[i], source[i]);
            }

            source += step;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<TOperation>(T* rows, int count, int width)
        where TOperation : struct, IAxisOperation<T>
    {
        for (int half = count / 2; half > 0; half /= 2)
        {
            int length = half * width;
            T* other = rows + length;
            int i = 0;
            for (; i <= length - Lanes; i += Lanes)
            {
                TOperation.Combine(Vector256.Load(rows + i), Vector256.Load(other + i)).Store(rows + i);
            }

            for (; i < length; i++)
            {
                rows[i] = TOperation.Combine(rows[i], other[i]);
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Select<TOperation>(T* row, int index, T* best, T* indices, int width)
        where TOperation : struct, IAxisOperation<T>
    {
        Vector256<T> here = typeof(T) == typeof(float) ? Vector256.Create(index).As<int, T>() : Vector256.Create((long)index).As<long, T>();
        int i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            // Not equal to the better of the two: it was better, or it is NaN. One that is NaN already stays.
            Vector256<T> old = Vector256.Load(best + i);
            Vector256<T> better = TOperation.Combine(old, Vector256.Load(row + i));
            Vector256<T> isNew = ~Vector256.Equals(better, old) & Vector256.Equals(old, old);
            better.Store(best + i);
            Vector256.ConditionalSelect(isNew, here, Vector256.Load(indices + i)).Store(indices + i);
        }

        for (; i < width; i++)
        {
            T better = TOperation.Combine(best[i], row[i]);
            if (better != best[i] && !T.IsNaN(best[i]))
            {
                best[i] = row[i];
                indices[i] = here[0];
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int IndexOf(T* values, T value, int count)
    {
        bool isNaN = T.IsNaN(value);
        Vector256<T> sought = Vector256.Create(value);
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector256<T> here = Vector256.Load(values + i);
            ulong found = Vector256.ExtractMostSignificantBits(isNaN ? ~Vector256.Equals(here, here) : Vector256.Equals(here, sought));
            if (found != 0)
            {
                return i + BitOperations.TrailingZeroCount(found);
            }
        }

        while (i < count && !(values[i] == value || (isNaN && T.IsNaN(values[i]))))
        {
            i++;
        }

        return i;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exp(T* x, T* shift, T* y, int count)
    {
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            VectorMath.Exp(Vector256.Load(x + i) - Vector256.Load(shift + i)).Store(y + i);
        }

        // The rest as lanes too: each element has the same bits everywhere.
        if (i < count)
        {
            T* rest = stackalloc T[Vector256<T>.Count];
            for (int j = i; j < count; j++)
            {
                rest[j - i] = x[j] - shift[j];
            }

            VectorMath.Exp(Vector256.Load(rest)).Store(rest);
            for (int j = i; j < count; j++)
            {
                y[j] = rest[j - i];
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Divide(T* y, T* divisor, int count)
    {
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            (Vector256.Load(y + i) / Vector256.Load(divisor + i)).Store(y + i);
        }

        for (; i < count; i++)
        {
            y[i] /= divisor[i];
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(T* x, T* shift, T* y, int count)
    {
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            (Vector256.Load(x + i) - Vector256.Load(shift + i)).Store(y + i);
        }

        for (; i < count; i++)
        {
            y[i] = x[i] - shift[i];
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(T* row, double* sums, T* rounded, int width)
    {
        int i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            Vector256<T> here = Vector256.Load(row + i);
            if (typeof(T) == typeof(float))
            {
                Vector256<double> low = Vector256.Load(sums + i) + Vector256.WidenLower(here.AsSingle());
                Vector256<double> high = Vector256.Load(sums + i + (Lanes / 2)) + Vector256.WidenUpper(here.AsSingle());
                low.Store(sums + i);
                high.Store(sums + i + (Lanes / 2));
                Vector256.Narrow(low, high).As<float, T>().Store(rounded + i);
            }
            else
            {
                Vector256<double> all = Vector256.Load(sums + i) + here.AsDouble();
                all.Store(sums + i);
                all.As<double, T>().Store(rounded + i);
            }
        }

        for (; i < width; i++)
        {
            sums[i] += double.CreateTruncating(row[i]);
            rounded[i] = T.CreateTruncating(sums[i]);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* row, double* products, T* rounded, int width)
    {
        int i = 0;
        for (; i <= width - Lanes; i += Lanes)
        {
            Vector256<T> here = Vector256.Load(row + i);
            if (typeof(T) == typeof(float))
            {
                Vector256<double> low = Vector256.Load(products + i) * Vector256.WidenLower(here.AsSingle());
                Vector256<double> high = Vector256.Load(products + i + (Lanes / 2)) * Vector256.WidenUpper(here.AsSingle());
                low.Store(products + i);
                high.Store(products + i + (Lanes / 2));
                Vector256.Narrow(low, high).As<float, T>().Store(rounded + i);
            }
            else
            {
                Vector256<double> all = Vector256.Load(products + i) * here.AsDouble();
                all.Store(products + i);
                all.As<double, T>().Store(rounded + i);
            }
        }

        for (; i < width; i++)
        {
            products[i] *= double.CreateTruncating(row[i]);
            rounded[i] = T.CreateTruncating(products[i]);
        }
    }
}
