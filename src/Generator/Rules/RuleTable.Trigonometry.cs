using System;
using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <content>Circular functions and their inverses, in radians and in half turns.</content>
internal static partial class RuleTable
{
    private const double InversePi = 0.318309886183790671537767526745;

    private static IEnumerable<Rule> Trigonometry() =>
    [
        Unary("sin", InMath("Sin"), ["Sin(r)"], (s, x, _) => s * x.Function("cos"), AnyReal, cost: 20),
        Unary("cos", InMath("Cos"), ["Cos(r)"], (s, x, _) => -(s * x.Function("sin")), AnyReal, cost: 20),

        // (tan x)' = 1 / cos^2 x = 1 + tan^2 x, a sum of positive terms: no digits are lost. No double is a pole.
        Unary("tan", InMath("Tan"), ["Tan(r)"], (s, _, y) => s * (1 + (y * y)), [-1.2, -0.4, 0.3, 2.0], cost: 25),

        // The same of pi x: a factor pi.
        Unary("sinPi", InNumber("SinPi"), ["SinPi(r)"], (s, x, _) => s * (Math.PI * x.Function("cosPi")), AnyReal, cost: 20),
        Unary("cosPi", InNumber("CosPi"), ["CosPi(r)"], (s, x, _) => -(s * (Math.PI * x.Function("sinPi"))), AnyReal, cost: 20),

        // Here the poles are numbers: 1/2 and so on.
        Unary(
            "tanPi",
            InNumber("TanPi"),
            ["TanPi(r)"],
            (s, _, y) => s.GuardedTimes(Math.PI * (1 + (y * y))),
            [-0.4, 0.1, 0.3, 0.8],
            cost: 25,
            singular: true),
    ];

    private static IEnumerable<Rule> InverseTrigonometry() =>
    [
        // (asin x)' = 1 / sqrt(1 - x^2), infinite at -1 and 1; 1 - x^2 as a product keeps its digits near them.
        Unary("asin", InMath("Asin"), ["Asin(r)"], (s, x, _) => s.GuardedOver(Complement(x)), InsideUnit, cost: 20, singular: true),

        // acos x = pi/2 - asin x.
        Unary("acos", InMath("Acos"), ["Acos(r)"], (s, x, _) => -s.GuardedOver(Complement(x)), InsideUnit, cost: 20, singular: true),

        // (atan x)' = 1 / (1 + x^2); where x^2 overflows the quotient is below the smallest normal number anyway.
        Unary("atan", InMath("Atan"), ["Atan(r)"], (s, x, _) => s / (1 + (x * x)), AnyReal, cost: 20, flat: Infinity),

        // The same over pi.
        Unary(
            "asinPi",
            InNumber("AsinPi"),
            ["AsinPi(r)"],
            (s, x, _) => (InversePi * s).GuardedOver(Complement(x)),
            InsideUnit,
            cost: 20,
            singular: true),
        Unary(
            "acosPi",
            InNumber("AcosPi"),
            ["AcosPi(r)"],
            (s, x, _) => -(InversePi * s).GuardedOver(Complement(x)),
            InsideUnit,
            cost: 20,
            singular: true),
        Unary("atanPi", InNumber("AtanPi"), ["AtanPi(r)"], (s, x, _) => InversePi * s / (1 + (x * x)), AnyReal, cost: 20, flat: Infinity),

        // The angle of (x, y), h = hypot(x, y):  d/dy = x / h^2,  d/dx = -y / h^2, divided twice so that h^2 cannot overflow
        // or vanish. At (0, 0) both are 0 (PyTorch).
        Binary(
            "atan2",
            InMath("Atan2"),
            ["Atan2(r,r)"],
            (s, y, x, _) => OverSquaredRadius(s, x, y, x),
            (s, y, x, _) => -OverSquaredRadius(s, y, y, x),
            Pairs,
            cost: 25,
            singular: true,
            flat: [Infinity, Infinity]),
        Binary(
            "atan2Pi",
            InNumber("Atan2Pi"),
            ["Atan2Pi(r,r)"],
            (s, y, x, _) => OverSquaredRadius(InversePi * s, x, y, x),
            (s, y, x, _) => -OverSquaredRadius(InversePi * s, y, y, x),
            Pairs,
            cost: 25,
            singular: true,
            flat: [Infinity, Infinity]),
    ];

    /// <summary>sqrt(1 - x^2).</summary>
    private static Expr Complement(Expr x) => ((1 - x) * (1 + x)).Function("sqrt");

    /// <summary>s c / (x^2 + y^2), 0 at the origin.</summary>
    private static Expr OverSquaredRadius(Expr s, Expr c, Expr y, Expr x)
    {
        Expr h = y.Function("hypot", x);
        return h.EqualTo(0).Select(s.Constant(0), s.GuardedTimes(c / h / h));
    }
}
