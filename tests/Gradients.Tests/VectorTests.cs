using System;
using AutoDiff.Gradients.Tests.Programs;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests;

/// <summary>What is written out by components has the very bits of the framework's vectors.</summary>
[TestFixture]
internal sealed class VectorTests
{
    [Test]
    public void Values_are_those_of_the_framework_for_any_numbers()
    {
        var random = new Random(20260101);
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < 20_000; i++)
            {
                (float x, float y) = (Number(random), Number(random));
                Same(Vectors.ArithmeticValueAndGradient(x, y).Value, Vectors.Arithmetic(x, y), x, y);
                Same(Vectors.GeometryValueAndGradient(x, y).Value, Vectors.Geometry(x, y), x, y);
                Same(Vectors.LengthsValueAndGradient(x, y).Value, Vectors.Lengths(x, y), x, y);
                Same(Vectors.SignsOfZeroValueAndGradient(x, y).Value, Vectors.SignsOfZero(x, y), x, y);
            }
        }
    }

    private static void Same(float actual, float expected, float x, float y)
    {
        if (BitConverter.SingleToInt32Bits(actual) != BitConverter.SingleToInt32Bits(expected) && !(float.IsNaN(actual) && float.IsNaN(expected)))
        {
            Assert.Fail($"{actual:R} is not {expected:R} for {x:R}, {y:R}.");
        }
    }

    private static float Number(Random random) => random.Next(16) switch
    {
        0 => 0f,
        1 => -0f,
        2 => float.PositiveInfinity,
        3 => float.Epsilon,
        4 => -float.MaxValue,
        _ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))),
    };
}
