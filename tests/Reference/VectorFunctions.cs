using System;
using System.Collections.Generic;
using static AutoDiff.Reference.VectorFunction;

namespace AutoDiff.Reference;

/// <summary>
/// Every function of <see cref="VectorMath"/>: name, reference in 100 bits, reference in double, usual arguments, and the limit of the
/// error if it is not 2. Tests and the command <c>accuracy</c> of the benchmarks go through this table; a test finds what is missing in it.
/// </summary>
public static class VectorFunctions
{
    private static readonly VectorFunction Sin = One("Sin", Exact.Sin, Math.Sin, -100, 100);
    private static readonly VectorFunction Cos = One("Cos", Exact.Cos, Math.Cos, -100, 100);
    private static readonly VectorFunction NormalCdf = One("NormalCdf", Exact.NormalCdf, SpecialFunctions.NormalCdf, -39, 9, limit: 4);
    private static readonly VectorFunction NormalPdf = One("NormalPdf", Exact.NormalPdf, SpecialFunctions.NormalPdf, -39, 39);

    public static IReadOnlyList<VectorFunction> All { get; } =
    [
        One("Sqrt", Exact.Sqrt, Math.Sqrt, 0, 100),
        One("Cbrt", Exact.Cbrt, Math.Cbrt, -100, 100),
        Two("Hypot", Exact.Hypot, -100, 100),
        Two("Pow", Exact.Pow, 0, 20, limit: 4),

        Sin,
        Cos,
        OneOfTwo("SinCos", 0, Sin),
        OneOfTwo("SinCos", 1, Cos),
        One("Tan", Exact.Tan, Math.Tan, -100, 100),
        One("Asin", Exact.Asin, Math.Asin, -1, 1),
        One("Acos", Exact.Acos, Math.Acos, -1, 1),
        One("Atan", Exact.Atan, Math.Atan, -10, 10),
        Two("Atan2", Exact.Atan2, -10, 10),
        One("SinPi", Exact.SinPi, Approximate.SinPi, -10, 10),
        One("CosPi", Exact.CosPi, Approximate.CosPi, -10, 10),
        One("TanPi", Exact.TanPi, Approximate.TanPi, -10, 10),
        One("AsinPi", Exact.AsinPi, Approximate.AsinPi, -1, 1),
        One("AcosPi", Exact.AcosPi, Approximate.AcosPi, -1, 1),
        One("AtanPi", Exact.AtanPi, Approximate.AtanPi, -10, 10),
        Two("Atan2Pi", Exact.Atan2Pi, -10, 10),

        One("Exp", Exact.Exp, Math.Exp, -20, 20),
        One("Exp2", Exact.Exp2, Approximate.Exp2, -20, 20),
        One("Exp10", Exact.Exp10, Approximate.Exp10, -10, 10),
        One("ExpM1", Exact.ExpM1, SpecialFunctions.ExpM1, -5, 5),
        One("Exp2M1", Exact.Exp2M1, Approximate.Exp2M1, -5, 5),
        One("Exp10M1", Exact.Exp10M1, Approximate.Exp10M1, -5, 5),
        One("Log", Exact.Log, Math.Log, 0, 10),
        One("Log2", Exact.Log2, Math.Log2, 0, 10),
        One("Log10", Exact.Log10, Math.Log10, 0, 10),
        One("LogP1", Exact.LogP1, SpecialFunctions.LogP1, -1, 10),
        One("Log2P1", Exact.Log2P1, Approximate.Log2P1, -1, 10),
        One("Log10P1", Exact.Log10P1, Approximate.Log10P1, -1, 10),

        One("Sinh", Exact.Sinh, Math.Sinh, -10, 10),
        One("Cosh", Exact.Cosh, Math.Cosh, -10, 10),
        One("Tanh", Exact.Tanh, Math.Tanh, -10, 10),
        One("Asinh", Exact.Asinh, Math.Asinh, -10, 10),
        One("Acosh", Exact.Acosh, Math.Acosh, 1, 10),
        One("Atanh", Exact.Atanh, Math.Atanh, -1, 1),

        One("Erf", Exact.Erf, SpecialFunctions.Erf, -6, 6),
        One("Erfc", Exact.Erfc, SpecialFunctions.Erfc, -6, 28, limit: 4),
        One("ScaledErfc", Exact.ScaledErfc, SpecialFunctions.ScaledErfc, -10, 50, limit: 4),
        NormalCdf,
        NormalPdf,
        OneOfTwo("NormalCdfPdf", 0, NormalCdf),
        OneOfTwo("NormalCdfPdf", 1, NormalPdf),
        One("Gelu", Exact.Gelu, Approximate.Gelu, -39, 10, limit: 4),
        One("Sigmoid", Exact.Sigmoid, SpecialFunctions.Sigmoid, -50, 50),
        One("LogSigmoid", Exact.LogSigmoid, SpecialFunctions.LogSigmoid, -50, 50),
        One("Softplus", Exact.Softplus, SpecialFunctions.Softplus, -50, 50),

        Two("LogAddExp", Exact.LogAddExp, -50, 50, magnitude: TermsOfLogAddExp),
        Two("XLogY", Exact.XLogY, 0, 10),
    ];

    // On the curve e^x + e^y = 1 the result is 0, and the function is ill conditioned. The error is related to the terms that cancel, the
    // maximum m and log(1 + e^-|x - y|), and to the effect of the other argument's last place, |n| e^(n - m).
    private static double TermsOfLogAddExp(double x, double y)
    {
        double m = Math.Max(x, y);
        double n = Math.Min(x, y);
        double ratio = Math.Exp(n - m);
        return ratio > 0 ? Math.Max(Math.Abs(m), Math.Max(SpecialFunctions.LogP1(ratio), Math.Abs(n) * ratio)) : Math.Abs(m);
    }
}
