using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests.Golden;

/// <summary>
/// The generated code of each golden function against libtorch, in both precisions: value, gradient, and vector-Jacobian product with
/// libtorch's seeds, forward mode beside it. Kinks and poles are decided, with every deviation named, by the tests of the rule
/// table in double; here a number may also be that of the same function in double, which is what float should round to where
/// libtorch's own float kernels are inexact.
/// </summary>
[TestFixture(typeof(double))]
[TestFixture(typeof(float))]
internal sealed class GoldenTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly bool IsSingle = typeof(T) == typeof(float);

    private static readonly Dictionary<string, (MethodInfo Method, JsonElement Root)> Functions = Load();

    private static IEnumerable<string> Names() => Functions.Keys;

    [Test]
    public void There_are_golden_functions_of_each_arity() => Assert.That(Functions, Has.Count.GreaterThan(70));

    [TestCaseSource(nameof(Names))]
    public void Generated_code_agrees_with_libtorch(string name)
    {
        (MethodInfo method, JsonElement root) = Functions[name];
        JsonElement golden = root.GetProperty("functions").EnumerateArray().Single(function => function.GetProperty("name").GetString() == name);
        T[][] inputs = root.GetProperty("inputs").EnumerateArray().Select(Numbers).ToArray();
        T[] seeds = Numbers(root.GetProperty("g2"));
        T[] values = Numbers(golden.GetProperty("out"));
        T[]?[] ones = Gradients(golden.GetProperty("grad1"));
        T[]?[] seeded = Gradients(golden.GetProperty("grad2"));
        var failures = new List<string>();
        for (int row = 0; row < values.Length; row++)
        {
            object[] x = inputs.Select(column => (object)column[row]).ToArray();
            object[] wide = x.Select(number => (object)double.CreateChecked((T)number)).ToArray();
            var plain = (ITuple)Call(method, "ValueAndGradient", x);
            var product = (ITuple)Call(method, "Vjp", [.. x, seeds[row]]);
            var exact = (ITuple)Call(method, "ValueAndGradient", wide);
            var exactProduct = (ITuple)Call(method, "Vjp", [.. wide, double.CreateChecked(seeds[row])]);
            Compare("value", plain[0], values[row], exact[0]);
            for (int k = 0; k < x.Length; k++)
            {
                if (ones[k] is { } gradient)
                {
                    Compare($"d{k}", Part(plain[1], k), gradient[row], Part(exact[1], k));
                    if (!x.Any(number => T.IsInfinity(seeds[row] * (T)number) && T.IsFinite((T)number)))
                    {
                        // Where a seed times an argument overflows, a formula in several steps has no number any more.
                        Compare($"d{k} * {seeds[row]}", Part(product[1], k), seeded[k]![row], Part(exactProduct[1], k));
                    }

                    if (T.IsNaN(values[row]) || (x.Length > 1 && !x.All(number => T.IsFinite((T)number))))
                    {
                        // A zero tangent times an infinite argument is NaN, as IEEE says. And where there is no value, forward mode
                        // may find a slope all the same: that of inf / inf, which divides a finite tangent by infinity.
                        continue;
                    }

                    object[] tangents = x.Select((_, i) => (object)(i == k ? T.One : T.Zero)).ToArray();
                    Compare($"forward d{k}", ((ITuple)Call(method, "Jvp", [.. x, .. tangents]))[1], gradient[row], Part(plain[1], k));
                }
            }

            void Compare(string label, object? ours, T theirs, object? alternative)
            {
                double actual = Convert.ToDouble(ours, CultureInfo.InvariantCulture);
                double expected = double.CreateChecked(theirs);
                double other = Convert.ToDouble(ours is float ? (float)Convert.ToDouble(alternative, CultureInfo.InvariantCulture) : alternative, CultureInfo.InvariantCulture);

                // softsign' is a difference of numbers of this size, with their rounding.
                double terms = name == "softsign" ? 1 / (1 + Math.Abs(Convert.ToDouble(x[0], CultureInfo.InvariantCulture))) : 0;
                if (!IsClose(name, actual, expected, terms) && !IsClose(name, actual, other, terms))
                {
                    failures.Add(string.Create(CultureInfo.InvariantCulture, $"{label} at ({string.Join(", ", x)}): libtorch {expected}, ours {actual}, in double {other}"));
                }
            }
        }

        Assert.That(failures, Is.Empty, () => string.Join("\n", failures));
    }

    private static bool IsClose(string name, double actual, double expected, double terms)
    {
        if (double.IsNaN(expected) || actual == expected)
        {
            return double.IsNaN(expected) == double.IsNaN(actual);
        }

        // gelu' has a root near -0.75; products of a denormal factor have its few digits.
        double relative = !IsSingle ? 1e-10 : name == "gelu" ? 1e-4 : 4e-6;
        double absolute = IsSingle ? 1e-42 + (5e-7 * terms) : 1e-320 + (1e-15 * terms);
        return double.IsFinite(actual) && Math.Abs(actual - expected) <= (relative * Math.Abs(expected)) + absolute;
    }

    private static object? Part(object? gradient, int k) => gradient is ITuple tuple ? tuple[k] : gradient;

    private static object Call(MethodInfo method, string suffix, object[] arguments) => method.DeclaringType!
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Single(candidate => candidate.Name == method.Name + suffix)
        .MakeGenericMethod(arguments[0].GetType())
        .Invoke(null, arguments)!;

    private static Dictionary<string, (MethodInfo Method, JsonElement Root)> Load()
    {
        var functions = new Dictionary<string, (MethodInfo Method, JsonElement Root)>();
        foreach ((Type type, string arity) in new[] { (typeof(UnaryFunctions), "unary"), (typeof(BinaryFunctions), "binary"), (typeof(TernaryFunctions), "ternary") })
        {
            string path = Path.Combine(AppContext.BaseDirectory, "Data", "torch-golden", $"elementwise_{arity}_f{(IsSingle ? 32 : 64)}.json");
            JsonElement root = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic))
            {
                if (method.GetCustomAttribute<GoldenAttribute>() is { } golden)
                {
                    functions.Add(golden.Name, (method, root));
                }
            }
        }

        return functions;
    }

    private static T[]?[] Gradients(JsonElement list) =>
        list.EnumerateArray().Select(gradient => gradient.ValueKind == JsonValueKind.Null ? null : Numbers(gradient)).ToArray();

    private static T[] Numbers(JsonElement list) => list.EnumerateArray().Select(Number).ToArray();

    private static T Number(JsonElement number) => number.ValueKind == JsonValueKind.String
        ? number.GetString() switch
        {
            "NaN" => T.NaN,
            "Infinity" => T.PositiveInfinity,
            _ => T.NegativeInfinity,
        }
        : T.Parse(number.GetRawText(), CultureInfo.InvariantCulture);
}
