namespace AutoDiff;

/// <summary>The element-wise functions as methods.</summary>
public sealed partial class Tensor<T>
{
    /// <inheritdoc cref="Tensor.Sin{T}(Tensor{T})"/>
    public Tensor<T> Sin() => Tensor.Sin(this);

    /// <inheritdoc cref="Tensor.Cos{T}(Tensor{T})"/>
    public Tensor<T> Cos() => Tensor.Cos(this);

    /// <inheritdoc cref="Tensor.Tan{T}(Tensor{T})"/>
    public Tensor<T> Tan() => Tensor.Tan(this);

    /// <inheritdoc cref="Tensor.Asin{T}(Tensor{T})"/>
    public Tensor<T> Asin() => Tensor.Asin(this);

    /// <inheritdoc cref="Tensor.Acos{T}(Tensor{T})"/>
    public Tensor<T> Acos() => Tensor.Acos(this);

    /// <inheritdoc cref="Tensor.Atan{T}(Tensor{T})"/>
    public Tensor<T> Atan() => Tensor.Atan(this);

    /// <inheritdoc cref="Tensor.Sinh{T}(Tensor{T})"/>
    public Tensor<T> Sinh() => Tensor.Sinh(this);

    /// <inheritdoc cref="Tensor.Cosh{T}(Tensor{T})"/>
    public Tensor<T> Cosh() => Tensor.Cosh(this);

    /// <inheritdoc cref="Tensor.Tanh{T}(Tensor{T})"/>
    public Tensor<T> Tanh() => Tensor.Tanh(this);

    /// <inheritdoc cref="Tensor.Asinh{T}(Tensor{T})"/>
    public Tensor<T> Asinh() => Tensor.Asinh(this);

    /// <inheritdoc cref="Tensor.Acosh{T}(Tensor{T})"/>
    public Tensor<T> Acosh() => Tensor.Acosh(this);

    /// <inheritdoc cref="Tensor.Atanh{T}(Tensor{T})"/>
    public Tensor<T> Atanh() => Tensor.Atanh(this);

    /// <inheritdoc cref="Tensor.Exp{T}(Tensor{T})"/>
    public Tensor<T> Exp() => Tensor.Exp(this);

    /// <inheritdoc cref="Tensor.Exp2{T}(Tensor{T})"/>
    public Tensor<T> Exp2() => Tensor.Exp2(this);

    /// <inheritdoc cref="Tensor.ExpM1{T}(Tensor{T})"/>
    public Tensor<T> ExpM1() => Tensor.ExpM1(this);

    /// <inheritdoc cref="Tensor.Log{T}(Tensor{T})"/>
    public Tensor<T> Log() => Tensor.Log(this);

    /// <inheritdoc cref="Tensor.Log2{T}(Tensor{T})"/>
    public Tensor<T> Log2() => Tensor.Log2(this);

    /// <inheritdoc cref="Tensor.Log10{T}(Tensor{T})"/>
    public Tensor<T> Log10() => Tensor.Log10(this);

    /// <inheritdoc cref="Tensor.LogP1{T}(Tensor{T})"/>
    public Tensor<T> LogP1() => Tensor.LogP1(this);

    /// <inheritdoc cref="Tensor.Sqrt{T}(Tensor{T})"/>
    public Tensor<T> Sqrt() => Tensor.Sqrt(this);

    /// <inheritdoc cref="Tensor.Rsqrt{T}(Tensor{T})"/>
    public Tensor<T> Rsqrt() => Tensor.Rsqrt(this);

    /// <inheritdoc cref="Tensor.Cbrt{T}(Tensor{T})"/>
    public Tensor<T> Cbrt() => Tensor.Cbrt(this);

    /// <inheritdoc cref="Tensor.Abs{T}(Tensor{T})"/>
    public Tensor<T> Abs() => Tensor.Abs(this);

    /// <inheritdoc cref="Tensor.Square{T}(Tensor{T})"/>
    public Tensor<T> Square() => Tensor.Square(this);

    /// <inheritdoc cref="Tensor.Reciprocal{T}(Tensor{T})"/>
    public Tensor<T> Reciprocal() => Tensor.Reciprocal(this);

    /// <inheritdoc cref="Tensor.Sigmoid{T}(Tensor{T})"/>
    public Tensor<T> Sigmoid() => Tensor.Sigmoid(this);

    /// <inheritdoc cref="Tensor.LogSigmoid{T}(Tensor{T})"/>
    public Tensor<T> LogSigmoid() => Tensor.LogSigmoid(this);

    /// <inheritdoc cref="Tensor.Softplus{T}(Tensor{T})"/>
    public Tensor<T> Softplus() => Tensor.Softplus(this);

    /// <inheritdoc cref="Tensor.Relu{T}(Tensor{T})"/>
    public Tensor<T> Relu() => Tensor.Relu(this);

    /// <inheritdoc cref="Tensor.Erf{T}(Tensor{T})"/>
    public Tensor<T> Erf() => Tensor.Erf(this);

    /// <inheritdoc cref="Tensor.Erfc{T}(Tensor{T})"/>
    public Tensor<T> Erfc() => Tensor.Erfc(this);

    /// <inheritdoc cref="Tensor.LogGamma{T}(Tensor{T})"/>
    public Tensor<T> LogGamma() => Tensor.LogGamma(this);

    /// <inheritdoc cref="Tensor.Digamma{T}(Tensor{T})"/>
    public Tensor<T> Digamma() => Tensor.Digamma(this);

    /// <inheritdoc cref="Tensor.NormalCdf{T}(Tensor{T})"/>
    public Tensor<T> NormalCdf() => Tensor.NormalCdf(this);

    /// <inheritdoc cref="Tensor.Exp10{T}(Tensor{T})"/>
    public Tensor<T> Exp10() => Tensor.Exp10(this);

    /// <inheritdoc cref="Tensor.Exp2M1{T}(Tensor{T})"/>
    public Tensor<T> Exp2M1() => Tensor.Exp2M1(this);

    /// <inheritdoc cref="Tensor.Exp10M1{T}(Tensor{T})"/>
    public Tensor<T> Exp10M1() => Tensor.Exp10M1(this);

    /// <inheritdoc cref="Tensor.Log2P1{T}(Tensor{T})"/>
    public Tensor<T> Log2P1() => Tensor.Log2P1(this);

    /// <inheritdoc cref="Tensor.Log10P1{T}(Tensor{T})"/>
    public Tensor<T> Log10P1() => Tensor.Log10P1(this);

    /// <inheritdoc cref="Tensor.SinPi{T}(Tensor{T})"/>
    public Tensor<T> SinPi() => Tensor.SinPi(this);

    /// <inheritdoc cref="Tensor.CosPi{T}(Tensor{T})"/>
    public Tensor<T> CosPi() => Tensor.CosPi(this);

    /// <inheritdoc cref="Tensor.TanPi{T}(Tensor{T})"/>
    public Tensor<T> TanPi() => Tensor.TanPi(this);

    /// <inheritdoc cref="Tensor.AsinPi{T}(Tensor{T})"/>
    public Tensor<T> AsinPi() => Tensor.AsinPi(this);

    /// <inheritdoc cref="Tensor.AcosPi{T}(Tensor{T})"/>
    public Tensor<T> AcosPi() => Tensor.AcosPi(this);

    /// <inheritdoc cref="Tensor.AtanPi{T}(Tensor{T})"/>
    public Tensor<T> AtanPi() => Tensor.AtanPi(this);

    /// <inheritdoc cref="Tensor.DegreesToRadians{T}(Tensor{T})"/>
    public Tensor<T> DegreesToRadians() => Tensor.DegreesToRadians(this);

    /// <inheritdoc cref="Tensor.RadiansToDegrees{T}(Tensor{T})"/>
    public Tensor<T> RadiansToDegrees() => Tensor.RadiansToDegrees(this);

    /// <inheritdoc cref="Tensor.ScaledErfc{T}(Tensor{T})"/>
    public Tensor<T> ScaledErfc() => Tensor.ScaledErfc(this);

    /// <inheritdoc cref="Tensor.NormalPdf{T}(Tensor{T})"/>
    public Tensor<T> NormalPdf() => Tensor.NormalPdf(this);

    /// <inheritdoc cref="Tensor.Floor{T}(Tensor{T})"/>
    public Tensor<T> Floor() => Tensor.Floor(this);

    /// <inheritdoc cref="Tensor.Ceiling{T}(Tensor{T})"/>
    public Tensor<T> Ceiling() => Tensor.Ceiling(this);

    /// <inheritdoc cref="Tensor.Truncate{T}(Tensor{T})"/>
    public Tensor<T> Truncate() => Tensor.Truncate(this);

    /// <inheritdoc cref="Tensor.Round{T}(Tensor{T})"/>
    public Tensor<T> Round() => Tensor.Round(this);

    /// <inheritdoc cref="Tensor.Pow{T}(Tensor{T}, T)"/>
    public Tensor<T> Pow(T exponent) => Tensor.Pow(this, exponent);

    /// <inheritdoc cref="Tensor.Pow{T}(Tensor{T}, Tensor{T})"/>
    public Tensor<T> Pow(Tensor<T> exponent) => Tensor.Pow(this, exponent);

    /// <inheritdoc cref="Tensor.Clamp{T}(Tensor{T}, T, T)"/>
    public Tensor<T> Clamp(T min, T max) => Tensor.Clamp(this, min, max);

    /// <inheritdoc cref="Tensor.Clamp{T}(Tensor{T}, Tensor{T}, Tensor{T})"/>
    public Tensor<T> Clamp(Tensor<T> min, Tensor<T> max) => Tensor.Clamp(this, min, max);
}
