using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Reference;

/// <summary>
/// A method of <see cref="VectorMath"/> for one type of numbers in its three widths, found by name, so that a function is one entry of
/// <see cref="VectorFunctions"/>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class VectorMethod<T>
    where T : unmanaged
{
    private readonly Func<Vector128<T>, Vector128<T>, Vector128<T>> _of128;
    private readonly Func<Vector256<T>, Vector256<T>, Vector256<T>> _of256;
    private readonly Func<Vector512<T>, Vector512<T>, Vector512<T>> _of512;

    internal VectorMethod(string name, int arity, int? item)
    {
        _of128 = Bind<Vector128<T>>(name, arity, item);
        _of256 = Bind<Vector256<T>>(name, arity, item);
        _of512 = Bind<Vector512<T>>(name, arity, item);
    }

    /// <summary>Computes the results of whole vectors of a width in bits: the lengths are multiples of it.</summary>
    public void Evaluate(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result, int width)
    {
        switch (width)
        {
            case 128:
                Evaluate(_of128, x, y, result);
                break;
            case 256:
                Evaluate(_of256, x, y, result);
                break;
            default:
                Evaluate(_of512, x, y, result);
                break;
        }
    }

    private static void Evaluate<TVector>(Func<TVector, TVector, TVector> function, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
        where TVector : struct
    {
        ReadOnlySpan<TVector> first = MemoryMarshal.Cast<T, TVector>(x);
        ReadOnlySpan<TVector> second = MemoryMarshal.Cast<T, TVector>(y);
        Span<TVector> results = MemoryMarshal.Cast<T, TVector>(result);
        for (int i = 0; i < first.Length; i++)
        {
            results[i] = function(first[i], second[i]);
        }
    }

    private static Func<TVector, TVector, TVector> Bind<TVector>(string name, int arity, int? item)
        where TVector : struct
    {
        MethodInfo definition = typeof(VectorMath).GetMethods(BindingFlags.Public | BindingFlags.Static).SingleOrDefault(
            method => method.Name == name
                && method.GetParameters().Length == arity
                && method.GetParameters()[0].ParameterType.GetGenericTypeDefinition() == typeof(TVector).GetGenericTypeDefinition())
            ?? throw new MissingMethodException(nameof(VectorMath), name);
        MethodInfo method = definition.MakeGenericMethod(typeof(T));
        if (item is int index)
        {
            var pair = method.CreateDelegate<Func<TVector, (TVector, TVector)>>();
            return (x, _) => index == 0 ? pair(x).Item1 : pair(x).Item2;
        }

        if (arity == 2)
        {
            return method.CreateDelegate<Func<TVector, TVector, TVector>>();
        }

        var function = method.CreateDelegate<Func<TVector, TVector>>();
        return (x, _) => function(x);
    }
}
