using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Torch;

/// <summary>One number of libtorch beside ours.</summary>
/// <param name="Label">What it is: <c>out</c>, <c>grad1[0]</c>, <c>grad2[1]</c>.</param>
/// <param name="Arguments">The arguments of the function.</param>
/// <param name="Seed">The gradient of the result.</param>
/// <param name="Torch">libtorch's number.</param>
/// <param name="Ours">Our number.</param>
/// <param name="Relative">How much of <paramref name="Torch"/> the two may differ by.</param>
/// <param name="Absolute">Differences that are always allowed: some units of the denormal numbers.</param>
internal sealed record TorchComparison(
    string Label, double[] Arguments, double Seed, double Torch, double Ours, double Relative, double Absolute)
{
    public bool IsValue => Label == "out";

    public bool Agrees => Agree(Torch, Ours, Relative, Absolute);

    public bool DiffersBy(double relative) => Agree(Torch, Ours, relative, Absolute);

    /// <summary>Whether the two differ by no more than one bound for doubles and another one for floats.</summary>
    public bool DiffersByAbsolute(double bound, double boundSingle) =>
        Math.Abs(Torch - Ours) <= (Relative > 1e-9 ? boundSingle : bound);

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture, $"{Label} at ({string.Join(", ", Arguments)}), seed {Seed}: torch {Torch:R}, ours {Ours:R}");

    /// <summary>Asserts that a tensor is libtorch's: the shape, and each element.</summary>
    public static void AssertAgrees<T>(Tensor<T>? actual, JsonElement expected, string label, double tolerance = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.That(actual, Is.Null, label);
            return;
        }

        Assert.That(actual, Is.Not.Null, label);
        Assert.That(actual!.Shape.ToArray(), Is.EqualTo(TorchFile.Shape(expected)), label);
        T[] numbers = TorchFile.Numbers<T>(expected.GetProperty("data"));
        T[] elements = actual.ToArray();

        // A difference of larger numbers has their rounding.
        double largest = tolerance == 0 ? 0 : numbers.Where(T.IsFinite).Select(number => Math.Abs(double.CreateChecked(number))).DefaultIfEmpty().Max();
        double absolute = (typeof(T) == typeof(float) ? 5e-7 : 1e-15) * Math.Max(1, largest) * (tolerance == 0 ? 0 : 1);
        for (int i = 0; i < numbers.Length; i++)
        {
            double torch = double.CreateChecked(numbers[i]);
            double ours = double.CreateChecked(elements[i]);
            Assert.That(
                Agree(torch, ours, Math.Max(Tolerance<T>(), tolerance), absolute),
                Is.True,
                () => FormattableString.Invariant($"{label}[{i}]: torch {torch:R}, ours {ours:R}"));
        }
    }

    /// <summary>What the README of the data suggests.</summary>
    public static double Tolerance<T>() => typeof(T) == typeof(float) ? 2e-6 : 1e-12;

    private static bool Agree(double torch, double ours, double relative, double absolute) =>
        double.IsNaN(torch) ? double.IsNaN(ours)
            : torch == ours || Math.Abs(torch - ours) <= Math.Max(relative * Math.Abs(torch), absolute);
}
