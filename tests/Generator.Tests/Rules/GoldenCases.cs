using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>The golden functions as entries of the rule table or short formulas over them.</summary>
internal static class GoldenCases
{
    /// <summary>The programs by the goldens' names.</summary>
    public static IReadOnlyDictionary<string, ScalarProgram> Programs { get; } = Create();

    /// <summary>The golden functions that have no counterpart here, each with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Omitted { get; } = new Dictionary<string, string>
    {
        ["sign"] = "an int here, passive by its type",
        ["relu"] = "a branch in PyTorch (0 at the kink); Max(x, 0) is a tie there",
        ["leaky_relu"] = "a branch",
        ["elu"] = "a branch",
        ["selu"] = "a branch",
        ["relu6"] = "a branch with derivative 0 at both ends",
        ["hardsigmoid"] = "a branch with derivative 0 at both ends",
        ["hardswish"] = "a branch",
        ["softshrink"] = "a branch",
        ["hardshrink"] = "a branch",
        ["hardtanh"] = "a branch that treats NaN otherwise than clamp; clamp_scalar is covered",
        ["clamp_min"] = "PyTorch gives a tie to x; Max(x, 0.5) shares it",
        ["clamp_max"] = "PyTorch gives a tie to x; Min(x, 0.5) shares it",
        ["sinc"] = "a branch at 0",
        ["erfinv"] = "no such function here",
        ["nan_to_num"] = "no such function here",
        ["remainder"] = "Python's remainder: the sign of the divisor",
        ["remainder_scalar"] = "Python's remainder: the sign of the divisor",
        ["logaddexp2"] = "no such function here",
        ["bce_with_logits"] = "a loss whose second argument is a constant",
        ["where_safe_log"] = "a branch whose untaken arm is skipped here: nothing to compare",
    };

    private static Dictionary<string, ScalarProgram> Create()
    {
        Dictionary<string, ScalarProgram> programs = [];
        void Rules(int arity, params (string Golden, string Key)[] pairs)
        {
            foreach ((string golden, string key) in pairs)
            {
                programs.Add(golden, ScalarProgram.Of(arity, x => x[0].Function(key, x[1..])));
            }
        }

        void Formula(string golden, Func<Expr, Expr> formula) => programs.Add(golden, ScalarProgram.Of(1, x => formula(x[0])));
        void Formula2(string golden, Func<Expr, Expr, Expr> formula) =>
            programs.Add(golden, ScalarProgram.Of(2, x => formula(x[0], x[1])));
        void Formula3(string golden, Func<Expr, Expr, Expr, Expr> formula) =>
            programs.Add(golden, ScalarProgram.Of(3, x => formula(x[0], x[1], x[2])));

        Rules(
            1,
            [
                ("neg", "negate"), ("expm1", "accurateExpM1"), ("log1p", "accurateLogP1"), ("erf", "erf"), ("erfc", "erfc"),
                ("lgamma", "logGamma"), ("digamma", "digamma"), ("ceil", "ceiling"), ("trunc", "truncate"), ("logsigmoid", "logSigmoid"),
                .. "abs sqrt cbrt exp exp2 log log2 log10 floor round sigmoid softplus".Split(' ').Select(name => (name, name)),
                .. "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh".Split(' ').Select(name => (name, name)),
            ]);
        Rules(
            2,
            ("add", "add"),
            ("sub", "subtract"),
            ("mul", "multiply"),
            ("div", "divide"),
            ("pow", "pow"),
            ("atan2", "atan2"),
            ("hypot", "hypot"),
            ("minimum", "min"),
            ("maximum", "max"),
            ("fmin", "minNumber"),
            ("fmax", "maxNumber"),
            ("fmod", "remainder"),
            ("xlogy", "xLogY"),
            ("logaddexp", "logAddExp"),
            ("copysign", "copySign"));
        Rules(3, ("lerp", "lerp"));

        Formula("rsqrt", x => 1 / x.Function("sqrt"));
        Formula("square", x => x * x);
        Formula("x_mul_x", x => x * x);
        Formula("reciprocal", x => 1 / x);
        Formula("rdiv_scalar", x => 1 / x);
        Formula("gelu", x => x * x.Function("normalCdf"));
        Formula("gelu_tanh", x => 0.5 * x * (1 + (0.7978845608028654 * (x + (0.044715 * x * x * x))).Function("tanh")));
        Formula("silu", x => x * x.Function("sigmoid"));
        Formula("mish", x => x * x.Function("softplus").Function("tanh"));
        Formula("softsign", x => x / (1 + x.Function("abs")));
        Formula("frac", x => x - x.Function("truncate"));
        Formula("logit", x => (x / (1 - x)).Function("log"));
        Formula("clamp_scalar", x => x.Function("clamp", x.Constant(-1), x.Constant(2)));
        Formula("add_scalar", x => x + 2.5);
        Formula("mul_scalar", x => x * 2.5);
        Formula("rsub_scalar", x => 1 - x);
        Formula("fmod_scalar", x => x.Function("remainder", x.Constant(1.5)));
        foreach (string exponent in "-2 -1 -0.5 0 0.5 1 2 3 0.3333333333333333 2.5".Split(' '))
        {
            Formula($"pow_scalar({exponent})", x => x.Function("pow", x.Constant(Parse(exponent))));
        }

        foreach (string @base in "0 1 2 -2 0.5".Split(' '))
        {
            Formula($"pow_base({@base})", x => x.Constant(Parse(@base)).Function("pow", x));
        }

        Formula2("where_gt", (x, y) => (x > y).Select(x, y));
        Formula2("mse", (x, y) => (x - y) * (x - y));
        Formula3("addcmul", (x, y, z) => x + (0.5 * y * z));
        Formula3("addcdiv", (x, y, z) => x + (0.5 * y / z));
        Formula3("where_sign", (x, y, z) => (x > 0).Select(y, z));
        Formula3("fma", (x, y, z) => x.Function("fusedMultiplyAdd", y, z));
        Formula3("clamp_tensor", (x, low, high) => x.Function("clamp", low, high));
        return programs;
    }

    private static double Parse(string number) => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
