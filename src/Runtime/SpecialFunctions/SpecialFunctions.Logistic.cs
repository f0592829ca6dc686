using System;
using System.Numerics;

namespace AutoDiff;

public static partial class SpecialFunctions
{
    /// <summary>Computes the logistic function <c>1/(1 + e^-x)</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value, from 0 at -infinity to 1 at +infinity.</returns>
    /// <remarks>
    /// Relative error at most 1e-14 everywhere, also for a very negative argument, where the value is <c>e^x</c>;
    /// denormal results have an error of one unit of the last place on top. The form <c>e^x/(1 + e^x)</c> serves negative
    /// arguments, so that nothing overflows. PyTorch flushes some denormal results to 0; here they are kept.
    /// </remarks>
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>Computes the logarithm of the logistic function, <c>-log(1 + e^-x)</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value: -infinity at -infinity, where it goes like x; -0 at +infinity.</returns>
    /// <remarks>
    /// Relative error at most 1e-14 everywhere. It is <c>-Softplus(-x)</c>; see <see cref="Softplus(double)"/>.
    /// </remarks>
    public static double LogSigmoid(double x) => -Softplus(-x);

    /// <summary>Computes <c>log(1 + e^x)</c>, a smooth version of <c>max(x, 0)</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value: 0 at -infinity, where it goes like <c>e^x</c>; +infinity at +infinity, where it goes like x.</returns>
    /// <remarks>
    /// Relative error at most 1e-14 everywhere; denormal results have an error of one unit of the last place on top.
    /// It is <c>max(x, 0) + log(1 + e^-|x|)</c>, a sum of two non-negative terms without overflow. This is the function itself
    /// for every x; PyTorch returns x above its threshold of 20, which is 2e-9 less at most.
    /// </remarks>
    public static double Softplus(double x) => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x)));

    /// <summary>Computes <c>log(e^x + e^y)</c> without overflow.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="y">Any number.</param>
    /// <returns>
    /// The value; the other argument if one is -infinity, -infinity if both are, +infinity if one is +infinity; NaN if one
    /// is NaN.
    /// </returns>
    /// <remarks>
    /// Relative error at most 1e-14 unless the result is close to 0. The result is 0 on the curve <c>e^x + e^y = 1</c>, where a
    /// negative maximum and a positive logarithm cancel and the function is ill conditioned: there the absolute error is
    /// at most 4e-16, about as large as the effect of the last place of x and y. It is
    /// <c>max(x, y) + log(1 + e^-|x - y|)</c>.
    /// </remarks>
    public static double LogAddExp(double x, double y)
    {
        // Also equal infinities, the difference of which is NaN.
        if (x == y)
        {
            return x + Ln2;
        }

        return Math.Max(x, y) + LogP1(Math.Exp(-Math.Abs(x - y)));
    }

    /// <summary>Computes <c>x log(y)</c>, which is 0 if x is 0.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="y">A number not less than 0.</param>
    /// <returns>
    /// The value; 0 if <paramref name="x"/> is ±0 and <paramref name="y"/> anything but NaN, as is the limit for y above 0 and as
    /// entropies need it; else NaN if y is negative.
    /// </returns>
    /// <remarks>Relative error at most 1e-14 everywhere: that of <see cref="Math.Log(double)"/> and a product.</remarks>
    public static double XLogY(double x, double y) => x == 0 && !double.IsNaN(y) ? 0 : x * Math.Log(y);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static float Sigmoid(float x) => (float)Sigmoid((double)x);

    /// <inheritdoc cref="LogSigmoid(double)"/>
    public static float LogSigmoid(float x) => (float)LogSigmoid((double)x);

    /// <inheritdoc cref="Softplus(double)"/>
    public static float Softplus(float x) => (float)Softplus((double)x);

    /// <inheritdoc cref="LogAddExp(double, double)"/>
    public static float LogAddExp(float x, float y) => (float)LogAddExp((double)x, y);

    /// <inheritdoc cref="XLogY(double, double)"/>
    public static float XLogY(float x, float y) => (float)XLogY((double)x, y);

    /// <inheritdoc cref="Sigmoid(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(Sigmoid(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(Sigmoid(AsSingle(x))) : throw Unsupported<T>();
    }

    /// <inheritdoc cref="LogSigmoid(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T LogSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(LogSigmoid(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(LogSigmoid(AsSingle(x))) : throw Unsupported<T>();
    }

    /// <inheritdoc cref="Softplus(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(Softplus(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(Softplus(AsSingle(x))) : throw Unsupported<T>();
    }

    /// <inheritdoc cref="LogAddExp(double, double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T LogAddExp<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(LogAddExp(AsDouble(x), AsDouble(y)));
        }

        return Is<T, float>() ? From<T>(LogAddExp(AsSingle(x), AsSingle(y))) : throw Unsupported<T>();
    }

    /// <inheritdoc cref="XLogY(double, double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T XLogY<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(XLogY(AsDouble(x), AsDouble(y)));
        }

        return Is<T, float>() ? From<T>(XLogY(AsSingle(x), AsSingle(y))) : throw Unsupported<T>();
    }
}
