using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AutoDiff.Reference;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.VectorMathTests;

/// <summary>
/// Functions that only select, round, classify, add and multiply give the very bits of the functions of numbers, for arguments of every kind.
/// </summary>
/// <typeparam name="T">The type of numbers.</typeparam>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class VectorMathExactTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly T[] Numbers =
    [
        .. SamplePoints<T>.Specials,
        .. new[] { 0.5, 1.5, 2.5, -2.5, 3, -3, 0.3, 1e10, -7.25, 1000.125 }.Select(T.CreateTruncating),
    ];

    /// <summary>The names of the functions, with that of numbers for each.</summary>
    internal static IReadOnlyDictionary<string, Func<T[], T>> Functions { get; } = new Dictionary<string, Func<T[], T>>
    {
        ["Abs"] = x => T.Abs(x[0]),
        ["Floor"] = x => T.Floor(x[0]),
        ["Ceiling"] = x => T.Ceiling(x[0]),
        ["Truncate"] = x => T.Truncate(x[0]),
        ["Round"] = x => T.Round(x[0]),
        ["DegreesToRadians"] = x => T.DegreesToRadians(x[0]),
        ["RadiansToDegrees"] = x => T.RadiansToDegrees(x[0]),
        ["CopySign"] = x => T.CopySign(x[0], x[1]),
        ["Max"] = x => T.Max(x[0], x[1]),
        ["Min"] = x => T.Min(x[0], x[1]),
        ["MaxMagnitude"] = x => T.MaxMagnitude(x[0], x[1]),
        ["MinMagnitude"] = x => T.MinMagnitude(x[0], x[1]),
        ["MaxNumber"] = x => T.MaxNumber(x[0], x[1]),
        ["MinNumber"] = x => T.MinNumber(x[0], x[1]),
        ["MaxMagnitudeNumber"] = x => T.MaxMagnitudeNumber(x[0], x[1]),
        ["MinMagnitudeNumber"] = x => T.MinMagnitudeNumber(x[0], x[1]),
        ["MaxNative"] = x => T.MaxNative(x[0], x[1]),
        ["MinNative"] = x => T.MinNative(x[0], x[1]),
        ["GuardedMultiply"] = x => x[0] == T.Zero ? T.Zero : x[0] * x[1],
        ["GuardedDivide"] = x => x[0] == T.Zero ? T.Zero : x[0] / x[1],
        ["FusedMultiplyAdd"] = x => T.FusedMultiplyAdd(x[0], x[1], x[2]),
        ["MultiplyAddEstimate"] = x => T.MultiplyAddEstimate(x[0], x[1], x[2]),
        ["Lerp"] = x => T.Lerp(x[0], x[1], x[2]),
        ["Clamp"] = x => T.Clamp(x[0], x[1], x[2]),
        ["ClampNative"] = x => T.ClampNative(x[0], x[1], x[2]),
        ["MathClamp"] = x => typeof(T) == typeof(float)
            ? T.CreateTruncating(Math.Clamp(float.CreateTruncating(x[0]), float.CreateTruncating(x[1]), float.CreateTruncating(x[2])))
            : T.CreateTruncating(Math.Clamp(double.CreateTruncating(x[0]), double.CreateTruncating(x[1]), double.CreateTruncating(x[2]))),
        ["IsNaN"] = x => Mask(T.IsNaN(x[0])),
        ["IsFinite"] = x => Mask(T.IsFinite(x[0])),
        ["IsInfinity"] = x => Mask(T.IsInfinity(x[0])),
        ["IsPositiveInfinity"] = x => Mask(T.IsPositiveInfinity(x[0])),
        ["IsNegativeInfinity"] = x => Mask(T.IsNegativeInfinity(x[0])),
        ["IsNegative"] = x => Mask(T.IsNegative(x[0])),
        ["IsPositive"] = x => Mask(T.IsPositive(x[0])),
        ["IsNormal"] = x => Mask(T.IsNormal(x[0])),
        ["IsSubnormal"] = x => Mask(T.IsSubnormal(x[0])),
        ["IsInteger"] = x => Mask(T.IsInteger(x[0])),
        ["IsEvenInteger"] = x => Mask(T.IsEvenInteger(x[0])),
        ["IsOddInteger"] = x => Mask(T.IsOddInteger(x[0])),
        ["IsZero"] = x => Mask(T.IsZero(x[0])),
    };

    private static IEnumerable<TestCaseData> Cases =>
        from name in Functions.Keys
        from vector in new[] { typeof(Vector128<T>), typeof(Vector256<T>), typeof(Vector512<T>) }
        select new TestCaseData(name, vector).SetArgDisplayNames(name, vector.Name);

    [TestCaseSource(nameof(Cases))]
    public void Function_HasTheBitsOfThatOfNumbers(string name, Type vector) =>
        typeof(VectorMathExactTests<T>).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(vector).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [name], null);

    [Test]
    public void Clamp_ThrowsWhatTheMethodOfNumbersThrows([Values("Clamp", "ClampNative", "MathClamp")] string name)
    {
        MethodInfo method = Find(name, typeof(Vector256<T>)).MakeGenericMethod(typeof(T));
        Vector256<T> high = Vector256.Create(T.One).WithElement(1, -T.One);
        Assert.That(
            () => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [high, Vector256<T>.Zero, high], null),
            Throws.ArgumentException.With.Message.EqualTo(Assert.Throws<ArgumentException>(() => T.Clamp(T.Zero, T.Zero, -T.One))!.Message));
    }

    private static void Check<TVector>(string name)
        where TVector : struct
    {
        MethodInfo method = Find(name, typeof(TVector)).MakeGenericMethod(typeof(T));
        var failures = new List<string>();
        T[][] columns = [Numbers, method.GetParameters().Length > 1 ? Numbers : [T.Zero], method.GetParameters().Length > 2 ? Numbers : [T.Zero]];
        T[][] rows = [.. from a in columns[0] from b in columns[1] from c in columns[2] select new[] { a, b, c }];
        if (name.Contains("Clamp", StringComparison.Ordinal))
        {
            rows = [.. rows.Where(row => !(row[1] > row[2]))];
        }

        int lanes = Unsafe.SizeOf<TVector>() / Unsafe.SizeOf<T>();
        for (int start = 0; start < rows.Length; start += lanes)
        {
            T[][] block = [.. Enumerable.Range(start, lanes).Select(i => rows[Math.Min(i, rows.Length - 1)])];
            object[] arguments = [.. Enumerable.Range(0, method.GetParameters().Length).Select(k => (object)Vector<TVector>([.. block.Select(row => row[k])]))];
            var result = (TVector)method.Invoke(null, arguments)!;
            ReadOnlySpan<T> values = MemoryMarshal.Cast<TVector, T>(new ReadOnlySpan<TVector>(in result));
            for (int lane = 0; lane < lanes; lane++)
            {
                T expected = Functions[name](block[lane]);
                if (!IsSame(values[lane], expected))
                {
                    failures.Add($"{name}({string.Join(", ", block[lane])}) = {values[lane]}, not {expected}");
                }
            }
        }

        Assert.That(failures.Take(5), Is.Empty);
    }

    private static TVector Vector<TVector>(T[] lanes)
        where TVector : struct => MemoryMarshal.Cast<T, TVector>(lanes)[0];

    private static MethodInfo Find(string name, Type vector) => typeof(VectorMath).GetMethods()
        .Single(method => method.Name == name && method.GetParameters()[0].ParameterType.GetGenericTypeDefinition() == vector.GetGenericTypeDefinition());

    private static T Mask(bool holds) => holds ? Vector128<T>.AllBitsSet[0] : T.Zero;

    // All bits set are a NaN: only its being one is compared, and no mask is another NaN.
    private static bool IsSame(T a, T b) =>
        (T.IsNaN(a) && T.IsNaN(b)) || (a == b && T.IsNegative(a) == T.IsNegative(b));
}
