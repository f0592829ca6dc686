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
        ["floor"] = "derivative 0 everywhere; not a function of Tensor",
        ["ceil"] = "derivative 0 everywhere; not a function of Tensor",
        ["round"] = "derivative 0 everywhere; not a function of Tensor",
        ["trunc"] = "derivative 0 everywhere; not a function of Tensor",
        ["frac"] = "needs trunc",
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
        ["fmin"] = "not a function of Tensor: Minimum is torch's minimum",
        ["fmax"] = "not a function of Tensor: Maximum is torch's maximum",
        ["where_gt"] = "Tensor has no Where yet",
        ["where_safe_log"] = "Tensor has no Where yet",
        ["logaddexp2"] = "not a function of Tensor",
        ["copysign"] = "not a function of Tensor",
        ["bce_with_logits"] = "a loss, which Tensor has not yet",
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
        return functions;
    }

    public static IEnumerable<string> Names => All<double>().Keys.Order(StringComparer.Ordinal);

    private static T Number<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(value);
}
