using System.Numerics;

namespace AutoDiff.Gradients.Tests.Golden;

/// <summary>The golden functions of one argument, as a user writes them.</summary>
internal static partial class UnaryFunctions
{
    private const DerivativeMembers Scalars = DerivativeMembers.ValueAndGradient | DerivativeMembers.Jvp | DerivativeMembers.Vjp;

    [Differentiable(Emit = Scalars), Golden("neg")]
    internal static T Neg<T>(T x)
        where T : IFloatingPointIeee754<T> => -x;

    [Differentiable(Emit = Scalars), Golden("abs")]
    internal static T Abs<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Abs(x);

    [Differentiable(Emit = Scalars), Golden("sqrt")]
    internal static T Sqrt<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Sqrt(x);

    [Differentiable(Emit = Scalars), Golden("rsqrt")]
    internal static T Rsqrt<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / T.Sqrt(x);

    [Differentiable(Emit = Scalars), Golden("square")]
    internal static T Square<T>(T x)
        where T : IFloatingPointIeee754<T> => x * x;

    [Differentiable(Emit = Scalars), Golden("x_mul_x")]
    internal static T XMulX<T>(T x)
        where T : IFloatingPointIeee754<T> => x * x;

    [Differentiable(Emit = Scalars), Golden("reciprocal")]
    internal static T Reciprocal<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / x;

    [Differentiable(Emit = Scalars), Golden("rdiv_scalar")]
    internal static T RdivScalar<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / x;

    [Differentiable(Emit = Scalars), Golden("cbrt")]
    internal static T Cbrt<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Cbrt(x);

    [Differentiable(Emit = Scalars), Golden("exp")]
    internal static T Exp<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp(x);

    [Differentiable(Emit = Scalars), Golden("exp2")]
    internal static T Exp2<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp2(x);

    [Differentiable(Emit = Scalars), Golden("expm1")]
    internal static T Expm1<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.ExpM1(x);

    [Differentiable(Emit = Scalars), Golden("log")]
    internal static T Log<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Log(x);

    [Differentiable(Emit = Scalars), Golden("log2")]
    internal static T Log2<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Log2(x);

    [Differentiable(Emit = Scalars), Golden("log10")]
    internal static T Log10<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Log10(x);

    [Differentiable(Emit = Scalars), Golden("log1p")]
    internal static T Log1p<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.LogP1(x);

    [Differentiable(Emit = Scalars), Golden("sin")]
    internal static T Sin<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Sin(x);

    [Differentiable(Emit = Scalars), Golden("cos")]
    internal static T Cos<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Cos(x);

    [Differentiable(Emit = Scalars), Golden("tan")]
    internal static T Tan<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Tan(x);

    [Differentiable(Emit = Scalars), Golden("asin")]
    internal static T Asin<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Asin(x);

    [Differentiable(Emit = Scalars), Golden("acos")]
    internal static T Acos<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Acos(x);

    [Differentiable(Emit = Scalars), Golden("atan")]
    internal static T Atan<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Atan(x);

    [Differentiable(Emit = Scalars), Golden("sinh")]
    internal static T Sinh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Sinh(x);

    [Differentiable(Emit = Scalars), Golden("cosh")]
    internal static T Cosh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Cosh(x);

    [Differentiable(Emit = Scalars), Golden("tanh")]
    internal static T Tanh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Tanh(x);

    [Differentiable(Emit = Scalars), Golden("asinh")]
    internal static T Asinh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Asinh(x);

    [Differentiable(Emit = Scalars), Golden("acosh")]
    internal static T Acosh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Acosh(x);

    [Differentiable(Emit = Scalars), Golden("atanh")]
    internal static T Atanh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Atanh(x);

    [Differentiable(Emit = Scalars), Golden("floor")]
    internal static T Floor<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Floor(x);

    [Differentiable(Emit = Scalars), Golden("ceil")]
    internal static T Ceil<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Ceiling(x);

    [Differentiable(Emit = Scalars), Golden("trunc")]
    internal static T Trunc<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Truncate(x);

    [Differentiable(Emit = Scalars), Golden("round")]
    internal static T Round<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Round(x);

    [Differentiable(Emit = Scalars), Golden("frac")]
    internal static T Frac<T>(T x)
        where T : IFloatingPointIeee754<T> => x - T.Truncate(x);

    [Differentiable(Emit = Scalars), Golden("sigmoid")]
    internal static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Sigmoid(x);

    [Differentiable(Emit = Scalars), Golden("logsigmoid")]
    internal static T Logsigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.LogSigmoid(x);

    [Differentiable(Emit = Scalars), Golden("softplus")]
    internal static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Softplus(x);

    [Differentiable(Emit = Scalars), Golden("silu")]
    internal static T Silu<T>(T x)
        where T : IFloatingPointIeee754<T> => x * SpecialFunctions.Sigmoid(x);

    [Differentiable(Emit = Scalars), Golden("mish")]
    internal static T Mish<T>(T x)
        where T : IFloatingPointIeee754<T> => x * T.Tanh(SpecialFunctions.Softplus(x));

    [Differentiable(Emit = Scalars), Golden("gelu")]
    internal static T Gelu<T>(T x)
        where T : IFloatingPointIeee754<T> => x * SpecialFunctions.NormalCdf(x);

    [Differentiable(Emit = Scalars), Golden("softsign")]
    internal static T Softsign<T>(T x)
        where T : IFloatingPointIeee754<T> => x / (T.One + T.Abs(x));

    [Differentiable(Emit = Scalars), Golden("erf")]
    internal static T Erf<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Erf(x);

    [Differentiable(Emit = Scalars), Golden("erfc")]
    internal static T Erfc<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Erfc(x);

    [Differentiable(Emit = Scalars), Golden("lgamma")]
    internal static T Lgamma<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.LogGamma(x);

    [Differentiable(Emit = Scalars), Golden("digamma")]
    internal static T Digamma<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Digamma(x);

    [Differentiable(Emit = Scalars), Golden("relu")]
    internal static T Relu<T>(T x)
        where T : IFloatingPointIeee754<T> => x <= T.Zero ? T.Zero : x;

    [Differentiable(Emit = Scalars), Golden("leaky_relu")]
    internal static T LeakyRelu<T>(T x)
        where T : IFloatingPointIeee754<T> => x > T.Zero ? x : T.CreateChecked(0.01) * x;

    [Differentiable(Emit = Scalars), Golden("clamp_scalar")]
    internal static T ClampScalar<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Clamp(x, T.NegativeOne, T.CreateChecked(2));

    [Differentiable(Emit = Scalars), Golden("add_scalar")]
    internal static T AddScalar<T>(T x)
        where T : IFloatingPointIeee754<T> => x + T.CreateChecked(2.5);

    [Differentiable(Emit = Scalars), Golden("mul_scalar")]
    internal static T MulScalar<T>(T x)
        where T : IFloatingPointIeee754<T> => x * T.CreateChecked(2.5);

    [Differentiable(Emit = Scalars), Golden("rsub_scalar")]
    internal static T RsubScalar<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One - x;

    [Differentiable(Emit = Scalars), Golden("fmod_scalar")]
    internal static T FmodScalar<T>(T x)
        where T : IFloatingPointIeee754<T> => x % T.CreateChecked(1.5);

    [Differentiable(Emit = Scalars), Golden("pow_scalar(-2)")]
    internal static T PowScalarMinus2<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(-2));

    [Differentiable(Emit = Scalars), Golden("pow_scalar(-1)")]
    internal static T PowScalarMinus1<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(-1));

    [Differentiable(Emit = Scalars), Golden("pow_scalar(-0.5)")]
    internal static T PowScalarMinus0point5<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(-0.5));

    [Differentiable(Emit = Scalars), Golden("pow_scalar(0)")]
    internal static T PowScalar0<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(0));

    [Differentiable(Emit = Scalars), Golden("pow_scalar(0.5)")]
    internal static T PowScalar0point5<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(0.5));

    [Differentiable(Emit = Scalars), Golden("pow_scalar(1)")]
    internal static T PowScalar1<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(1));

    [Differentiable(Emit = Scalars), Golden("pow_scalar(2)")]
    internal static T PowScalar2<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(2));

    [Differentiable(Emit = Scalars), Golden("pow_scalar(3)")]
    internal static T PowScalar3<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(3));

    [Differentiable(Emit = Scalars), Golden("pow_scalar(2.5)")]
    internal static T PowScalar2point5<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(x, T.CreateChecked(2.5));

    [Differentiable(Emit = Scalars), Golden("pow_base(2)")]
    internal static T PowBase2<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(T.CreateChecked(2), x);

    [Differentiable(Emit = Scalars), Golden("pow_base(0.5)")]
    internal static T PowBase0point5<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Pow(T.CreateChecked(0.5), x);
}
