using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>The functions in libtorch's files that tensors have, by libtorch's names, and those that they have not.</summary>
internal static class TensorFunctions
{
    private static readonly string[] Exponents = ["-2", "-1", "-0.5", "0", "0.5", "1", "2", "3", "0.3333333333333333", "2.5"];
    private static readonly string[] Bases = ["0", "1", "2", "-2", "0.5"];

    /// <summary>The names in libtorch's files without a counterpart, each with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Missing { get; } = new Dictionary<string, string>
    {
        ["sign"] = "derivative 0 everywhere; not a function of Tensor",
        ["leaky_relu"] = "not a function of Tensor; a branch in a fused method",
        ["elu"] = "not a function of Tensor; a branch in a fused method",
        ["selu"] = "not a function of Tensor; a branch in a fused method",
        ["relu6"] = "derivative 0 at both ends, unlike Clamp",
        ["hardsigmoid"] = "derivative 0 at both ends, unlike Clamp",
        ["hardswish"] = "not a function of Tensor; a branch in a fused method",
        ["softshrink"] = "not a function of Tensor; a branch in a fused method",
        ["hardshrink"] = "not a function of Tensor; a branch in a fused method",
        ["hardtanh"] = "treats NaN otherwise than Clamp",
        ["gelu"] = "not a function of Tensor yet, and a product rounds otherwise",
        ["gelu_tanh"] = "not a function of Tensor yet, and a product rounds otherwise",
        ["silu"] = "not a function of Tensor yet, and a product rounds otherwise",
        ["mish"] = "not a function of Tensor yet, and a product rounds otherwise",
        ["softsign"] = "not a function of Tensor yet, and a quotient rounds otherwise",
        ["sinc"] = "not a function of Tensor; a branch in a fused method",
        ["logit"] = "not a function of Tensor",
        ["erfinv"] = "not a function of Tensor",
        ["nan_to_num"] = "not a function of Tensor",
        ["fmod_scalar"] = "Tensor has no operator %",
        ["fmod"] = "Tensor has no operator %",
        ["remainder_scalar"] = "Tensor has no operator %",
        ["remainder"] = "Tensor has no operator %",
        ["logaddexp2"] = "not a function of Tensor",
        ["bce_with_logits"] = "a loss, which Tensor has not yet",
        ["clamp_tensor"] = "bounds the wrong way round throw, as in Math.Clamp",
        ["addcmul"] = "not a function of Tensor",
        ["addcdiv"] = "not a function of Tensor",
    };

    /// <summary>How each of the others is written with tensors.</summary>
    public static IReadOnlyDictionary<string, Func<Tensor<T>[], Tensor<T>>> All<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var functions = new Dictionary<string, Func<Tensor<T>[], Tensor<T>>>();
        void Unary(string name, Func<Tensor<T>, Tensor<T>> function) => functions.Add(name, x => function(x[0]));
        void Binary(string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> function) => functions.Add(name, x => function(x[0], x[1]));

        Unary("neg", x => -x);
        Unary("abs", x => x.Abs());
        Unary("sqrt", x => x.Sqrt());
        Unary("rsqrt", x => x.Rsqrt());
        Unary("cbrt", x => x.Cbrt());
        Unary("square", x => x.Square());
        Unary("reciprocal", x => x.Reciprocal());
        Unary("exp", x => x.Exp());
        Unary("exp2", x => x.Exp2());
        Unary("expm1", x => x.ExpM1());
        Unary("log", x => x.Log());
        Unary("log2", x => x.Log2());
        Unary("log10", x => x.Log10());
        Unary("log1p", x => x.LogP1());
        Unary("sin", x => x.Sin());
        Unary("cos", x => x.Cos());
        Unary("tan", x => x.Tan());
        Unary("asin", x => x.Asin());
        Unary("acos", x => x.Acos());
        Unary("atan", x => x.Atan());
        Unary("sinh", x => x.Sinh());
        Unary("cosh", x => x.Cosh());
        Unary("tanh", x => x.Tanh());
        Unary("asinh", x => x.Asinh());
        Unary("acosh", x => x.Acosh());
        Unary("atanh", x => x.Atanh());
        Unary("sigmoid", x => x.Sigmoid());
        Unary("logsigmoid", x => x.LogSigmoid());
        Unary("softplus", x => x.Softplus());
        Unary("relu", x => x.Relu());
        Unary("erf", x => x.Erf());
        Unary("erfc", x => x.Erfc());
        Unary("lgamma", x => x.LogGamma());
        Unary("digamma", x => x.Digamma());
        Unary("floor", x => x.Floor());
        Unary("ceil", x => x.Ceiling());
        Unary("round", x => x.Round());
        Unary("trunc", x => x.Truncate());
        Unary("frac", x => x - x.Truncate());
        Unary("clamp_scalar", x => x.Clamp(-T.One, Number<T>(2)));
        Unary("clamp_min", x => x.Clamp(Number<T>(0.5), T.PositiveInfinity));
        Unary("clamp_max", x => x.Clamp(T.NegativeInfinity, Number<T>(0.5)));
        Unary("add_scalar", x => x + Number<T>(2.5));
        Unary("mul_scalar", x => x * Number<T>(2.5));
        Unary("rdiv_scalar", x => T.One / x);
        Unary("rsub_scalar", x => T.One - x);
        Unary("x_mul_x", x => x * x);
        foreach (string exponent in Exponents)
        {
            Unary($"pow_scalar({exponent})", x => x.Pow(T.Parse(exponent, CultureInfo.InvariantCulture)));
        }

        foreach (string @base in Bases)
        {
            Unary($"pow_base({@base})", x => Tensor.Pow(Tensor.Create(T.Parse(@base, CultureInfo.InvariantCulture)), x));
        }

        Binary("add", (x, y) => x + y);
        Binary("sub", (x, y) => x - y);
        Binary("mul", (x, y) => x * y);
        Binary("div", (x, y) => x / y);
        Binary("pow", (x, y) => x.Pow(y));
        Binary("atan2", Tensor.Atan2);
        Binary("hypot", Tensor.Hypot);
        Binary("minimum", Tensor.Minimum);
        Binary("maximum", Tensor.Maximum);
        Binary("xlogy", Tensor.XLogY);
        Binary("logaddexp", Tensor.LogAddExp);
        Binary("mse", (x, y) => (x - y).Square());
        Binary("fmin", Tensor.MinNumber);
        Binary("fmax", Tensor.MaxNumber);
        Binary("copysign", Tensor.CopySign);
        Binary("where_gt", (x, y) => Tensor.Where(x > y, x, y));
        Binary("where_safe_log", (x, y) => Tensor.Where(x > T.Zero, x.Log(), y));
        functions.Add("where_sign", x => Tensor.Where(x[0] > T.Zero, x[1], x[2]));
        functions.Add("lerp", x => Tensor.Lerp(x[0], x[1], x[2]));
        functions.Add("fma", x => Tensor.FusedMultiplyAdd(x[0], x[1], x[2]));
        return functions;
    }

    public static IEnumerable<string> Names => All<double>().Keys.Order(StringComparer.Ordinal);

    private static T Number<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(value);
}
