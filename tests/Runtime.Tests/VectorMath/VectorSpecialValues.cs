using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.VectorMathTests;

/// <summary>Arguments and results that are the same numbers in both types, after IEEE 754 and <see cref="Math"/>.</summary>
internal static class VectorSpecialValues
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;
    private const double Huge = 1e30;

    public static IEnumerable<TestCaseData> All()
    {
        return
        [
            .. Odd("Sin", (0, 0), (Inf, NaN)),
            .. Even("Cos", (0, 1), (Inf, NaN)),
            .. Odd("SinCos.Sin", (0, 0), (Inf, NaN)),
            .. Even("SinCos.Cos", (0, 1), (Inf, NaN)),
            .. Odd("Tan", (0, 0), (Inf, NaN)),
            .. Odd("Asin", (0, 0), (1, Math.PI / 2), (1.5, NaN), (Inf, NaN)),
            .. One("Acos", (1, 0), (-1, Math.PI), (1.5, NaN), (-1.5, NaN), (Inf, NaN), (-Inf, NaN)),
            .. Odd("Atan", (0, 0), (Inf, Math.PI / 2), (Huge, Math.PI / 2)),
            .. Odd("SinPi", (0, 0), (0.5, 1), (1, 0), (1.5, -1), (2, 0), (3, 0), (Huge, 0), (Inf, NaN)),
            .. Even("CosPi", (0, 1), (0.5, 0), (1, -1), (1.5, 0), (2, 1), (2.5, 0), (8388609, -1), (Huge, 1), (Inf, NaN)),
            .. Odd("TanPi", (0, 0), (0.5, Inf), (1, -0.0), (1.5, -Inf), (2, 0), (2.5, Inf), (3, -0.0), (Huge, 0), (Inf, NaN)),
            .. Odd("AsinPi", (0, 0), (1, 0.5), (1.5, NaN), (Inf, NaN)),
            .. One("AcosPi", (0, 0.5), (-0.0, 0.5), (1, 0), (-1, 1), (1.5, NaN), (-Inf, NaN)),
            .. Odd("AtanPi", (0, 0), (1, 0.25), (Inf, 0.5)),
            .. Quadrants("Atan2", Math.PI),
            .. Quadrants("Atan2Pi", 1),
            .. Two("Atan2Pi", (1, 1, 0.25), (1, -1, 0.75), (-1, -1, -0.75), (-1, 1, -0.25)),
            .. Two("Atan2Pi", (Inf, Inf, 0.25), (Inf, -Inf, 0.75), (-Inf, Inf, -0.25), (-Inf, -Inf, -0.75)),

            .. Odd("Cbrt", (0, 0), (1, 1), (8, 2), (27, 3), (0.125, 0.5), (Inf, Inf)),
            .. One("Sqrt", (0, 0), (-0.0, -0.0), (1, 1), (4, 2), (Inf, Inf), (-1, NaN), (-Inf, NaN)),
            .. Two("Hypot", (0, 0, 0), (-0.0, -0.0, 0), (3, 4, 5), (0, -5, 5), (Inf, NaN, Inf), (NaN, -Inf, Inf), (1, NaN, NaN)),
            .. Powers(),

            .. One("Exp", (0, 1), (-0.0, 1), (Inf, Inf), (-Inf, 0), (2000, Inf), (-2000, 0)),
            .. One("Exp2", (0, 1), (-0.0, 1), (Inf, Inf), (-Inf, 0), (2000, Inf), (-2000, 0)),
            .. One("Exp10", (0, 1), (-0.0, 1), (1, 10), (2, 100), (3, 1000), (Inf, Inf), (-Inf, 0), (2000, Inf), (-2000, 0)),
            .. One("ExpM1", (0, 0), (-0.0, -0.0), (Inf, Inf), (-Inf, -1), (2000, Inf), (-2000, -1)),
            .. One("Exp2M1", (0, 0), (-0.0, -0.0), (1, 1), (2, 3), (-1, -0.5), (Inf, Inf), (-Inf, -1), (2000, Inf), (-2000, -1)),
            .. One("Exp10M1", (0, 0), (-0.0, -0.0), (1, 9), (Inf, Inf), (-Inf, -1), (2000, Inf), (-2000, -1)),
            .. One("Log", (1, 0), (0, -Inf), (-0.0, -Inf), (Inf, Inf), (-1, NaN), (-Inf, NaN)),
            .. One("Log2", (1, 0), (2, 1), (0.125, -3), (0, -Inf), (-0.0, -Inf), (Inf, Inf), (-1, NaN), (-Inf, NaN)),
            .. One("Log10", (1, 0), (10, 1), (100, 2), (1000, 3), (0, -Inf), (-0.0, -Inf), (Inf, Inf), (-1, NaN), (-Inf, NaN)),
            .. One("LogP1", (0, 0), (-0.0, -0.0), (-1, -Inf), (Inf, Inf), (-1.5, NaN), (-Inf, NaN)),
            .. One("Log2P1", (0, 0), (-0.0, -0.0), (1, 1), (3, 2), (-0.5, -1), (-1, -Inf), (Inf, Inf), (-1.5, NaN), (-Inf, NaN)),
            .. One("Log10P1", (0, 0), (-0.0, -0.0), (9, 1), (99, 2), (-1, -Inf), (Inf, Inf), (-1.5, NaN), (-Inf, NaN)),

            .. Odd("Sinh", (0, 0), (2000, Inf), (Inf, Inf)),
            .. Even("Cosh", (0, 1), (2000, Inf), (Inf, Inf)),
            .. Odd("Tanh", (0, 0), (50, 1), (Huge, 1), (Inf, 1)),
            .. Odd("Asinh", (0, 0), (Inf, Inf)),
            .. One("Acosh", (1, 0), (0.5, NaN), (0, NaN), (-2, NaN), (Inf, Inf), (-Inf, NaN)),
            .. Odd("Atanh", (0, 0), (1, Inf), (1.5, NaN), (Inf, NaN)),

            .. Odd("Erf", (0, 0), (7, 1), (Huge, 1), (Inf, 1)),
            .. One("Erfc", (0, 1), (-0.0, 1), (28, 0), (-28, 2), (Huge, 0), (-Huge, 2), (Inf, 0), (-Inf, 2)),
            .. One("ScaledErfc", (0, 1), (-0.0, 1), (Inf, 0), (-27, Inf), (-Huge, Inf), (-Inf, Inf)),
            .. One("NormalCdf", (0, 0.5), (-0.0, 0.5), (40, 1), (-40, 0), (Huge, 1), (-Huge, 0), (Inf, 1), (-Inf, 0)),
            .. Even("NormalPdf", (40, 0), (Huge, 0), (Inf, 0)),
            .. One("NormalCdfPdf.NormalCdf", (0, 0.5), (40, 1), (-40, 0), (Inf, 1), (-Inf, 0)),
            .. Even("NormalCdfPdf.NormalPdf", (40, 0), (Huge, 0), (Inf, 0)),
            .. One("Gelu", (0, 0), (-0.0, -0.0), (40, 40), (-40, -0.0), (Huge, Huge), (-Huge, -0.0), (Inf, Inf), (-Inf, -0.0)),
            .. One("Sigmoid", (0, 0.5), (-0.0, 0.5), (2000, 1), (-2000, 0), (Inf, 1), (-Inf, 0)),
            .. One("LogSigmoid", (2000, -0.0), (-2000, -2000), (Inf, -0.0), (-Inf, -Inf)),
            .. One("Softplus", (2000, 2000), (-2000, 0), (Inf, Inf), (-Inf, 0)),
            .. Two(
                "LogAddExp",
                (-Inf, -Inf, -Inf),
                (Inf, Inf, Inf),
                (Inf, -Inf, Inf),
                (-Inf, Inf, Inf),
                (1, -Inf, 1),
                (-Inf, -3, -3),
                (Inf, 2, Inf),
                (2000, 1, 2000),
                (-2000, -1, -1),
                (NaN, 1, NaN),
                (1, NaN, NaN),
                (NaN, Inf, NaN),
                (-Inf, NaN, NaN)),
            .. Two(
                "XLogY",
                (0, 0, 0),
                (-0.0, 0, 0),
                (0, Inf, 0),
                (0, -1, 0),
                (0, -Inf, 0),
                (0, NaN, NaN),
                (3, 1, 0),
                (1, 0, -Inf),
                (-1, 0, Inf),
                (1, -1, NaN),
                (2, Inf, Inf),
                (-2, Inf, -Inf),
                (Inf, 1, NaN),
                (NaN, 1, NaN)),
        ];
    }

    // ISO C, annex F.10.4.4.
    private static IEnumerable<TestCaseData> Powers() => Two(
        "Pow",
        (NaN, 0, 1),
        (1, NaN, 1),
        (1, Inf, 1),
        (-1, Inf, 1),
        (-1, -Inf, 1),
        (0, 3, 0),
        (-0.0, 3, -0.0),
        (0, 2, 0),
        (-0.0, 2, 0),
        (-0.0, 2.5, 0),
        (0, -3, Inf),
        (-0.0, -3, -Inf),
        (-0.0, -2, Inf),
        (-0.0, -2.5, Inf),
        (0, -Inf, Inf),
        (-0.0, -Inf, Inf),
        (0, Inf, 0),
        (0.5, Inf, 0),
        (-0.5, Inf, 0),
        (0.5, -Inf, Inf),
        (-2, Inf, Inf),
        (2, -Inf, 0),
        (Inf, 0.5, Inf),
        (Inf, -0.5, 0),
        (-Inf, 3, -Inf),
        (-Inf, 2, Inf),
        (-Inf, 2.5, Inf),
        (-Inf, -3, -0.0),
        (-Inf, -2, 0),
        (-2, 3, -8),
        (-2, 2, 4),
        (-2, -1, -0.5),
        (-2, 0.5, NaN),
        (2, 10, 1024),
        (2, 2000, Inf),
        (2, -2000, 0),
        (-2, 2001, -Inf),
        (-2, -2001, -0.0),
        (10, 2, 100),
        (3, 3, 27),
        (NaN, 1, NaN),
        (2, NaN, NaN),
        (-1, 16777216, 1),
        (-1, Huge, 1),
        (-Huge, Huge, Inf),
        (-Huge, -Huge, 0));

    // The result of y and x in units of the half turn.
    private static IEnumerable<TestCaseData> Quadrants(string name, double half) => Two(
        name,
        (0, 0, 0),
        (-0.0, 0, -0.0),
        (0, -0.0, half),
        (-0.0, -0.0, -half),
        (0, 1, 0),
        (-0.0, 1, -0.0),
        (0, -1, half),
        (-0.0, -1, -half),
        (1, 0, half / 2),
        (1, -0.0, half / 2),
        (-1, 0, -half / 2),
        (1, Inf, 0),
        (-1, Inf, -0.0),
        (1, -Inf, half),
        (-1, -Inf, -half),
        (Inf, 1, half / 2),
        (-Inf, 1, -half / 2),
        (NaN, 1, NaN),
        (1, NaN, NaN),
        (0, NaN, NaN),
        (NaN, Inf, NaN),
        (Inf, NaN, NaN));

    private static IEnumerable<TestCaseData> One(string name, params (double X, double Expected)[] cases) =>
        cases.Select(row => new TestCaseData(name, row.X, 0.0, row.Expected).SetArgDisplayNames(name, $"{row.X:R}", $"{row.Expected:R}"));

    private static IEnumerable<TestCaseData> Even(string name, params (double X, double Expected)[] cases) =>
        One(name, [.. cases, .. cases.Select(row => (-row.X, row.Expected))]);

    private static IEnumerable<TestCaseData> Odd(string name, params (double X, double Expected)[] cases) =>
        One(name, [.. cases, .. cases.Select(row => (-row.X, -row.Expected))]);

    private static IEnumerable<TestCaseData> Two(string name, params (double X, double Y, double Expected)[] cases) => cases.Select(row =>
        new TestCaseData(name, row.X, row.Y, row.Expected).SetArgDisplayNames(name, $"{row.X:R}", $"{row.Y:R}", $"{row.Expected:R}"));
}
