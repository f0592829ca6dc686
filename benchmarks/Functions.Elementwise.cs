using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Benchmarks;

/// <summary>Element-wise functions in float, and loops that do the same by hand.</summary>
internal static partial class ElementwiseFunctions
{
    /// <summary>Chain A: three intrinsic functions and a reciprocal.</summary>
    [Differentiable]
    public static float ChainA(float x) => 1 / MathF.Exp(MathF.Sin(x * x));

    /// <summary>A chain so cheap that memory decides.</summary>
    [Differentiable]
    public static float Polynomial(float x) => (x * x) + (3 * x);

    /// <summary>Chain B: a call option after Black and Scholes with five active inputs.</summary>
    [Differentiable]
    public static float Call(float spot, float strike, float rate, float volatility, float time)
    {
        float spread = volatility * MathF.Sqrt(time);
        float d1 = (MathF.Log(spot / strike) + ((rate + (0.5f * volatility * volatility)) * time)) / spread;
        float d2 = d1 - spread;
        return (spot * SpecialFunctions.NormalCdf(d1)) - (strike * MathF.Exp(-rate * time) * SpecialFunctions.NormalCdf(d2));
    }

    [Differentiable]
    public static float Power(float x, float y) => MathF.Pow(x, y);

    [Differentiable]
    public static float HyperbolicTangent(float x) => MathF.Tanh(x);

    [Differentiable]
    public static float ArcTangent(float x) => MathF.Atan(x);

    [Differentiable]
    public static float ErrorFunction(float x) => SpecialFunctions.Erf(x);

    /// <summary>Value and derivative of chain A with the scalar functions of the framework.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ChainAScalar(ReadOnlySpan<float> x, Span<float> value, Span<float> gradient)
    {
        for (int i = 0; i < x.Length; i++)
        {
            float square = x[i] * x[i];
            float y = 1 / MathF.Exp(MathF.Sin(square));
            value[i] = y;
            gradient[i] = -y * MathF.Cos(square) * 2 * x[i];
        }
    }

    /// <summary>The same with the vector functions of the framework. The length is a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ChainAVector512(ReadOnlySpan<float> x, Span<float> value, Span<float> gradient)
    {
        for (int i = 0; i < x.Length; i += Vector512<float>.Count)
        {
            Vector512<float> t = Vector512.Create(x.Slice(i, Vector512<float>.Count));
            Vector512<float> square = t * t;
            Vector512<float> y = Vector512<float>.One / Vector512.Exp(Vector512.Sin(square));
            y.CopyTo(value[i..]);
            (-y * Vector512.Cos(square) * 2 * t).CopyTo(gradient[i..]);
        }
    }

    /// <summary>Value and Greeks of the call by hand, with the scalar functions. The inputs and the results are rows of one length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CallScalar(float[][] inputs, float[] value, float[][] gradients)
    {
        for (int i = 0; i < value.Length; i++)
        {
            float spot = inputs[0][i];
            float strike = inputs[1][i];
            float rate = inputs[2][i];
            float volatility = inputs[3][i];
            float time = inputs[4][i];
            float root = MathF.Sqrt(time);
            float spread = volatility * root;
            float d1 = (MathF.Log(spot / strike) + ((rate + (0.5f * volatility * volatility)) * time)) / spread;
            float d2 = d1 - spread;
            float discounted = strike * MathF.Exp(-rate * time);
            float n1 = SpecialFunctions.NormalCdf(d1);
            float n2 = SpecialFunctions.NormalCdf(d2);
            float vega = spot * SpecialFunctions.NormalPdf(d1) * root;
            value[i] = (spot * n1) - (discounted * n2);
            gradients[0][i] = n1;
            gradients[1][i] = -discounted * n2 / strike;
            gradients[2][i] = time * discounted * n2;
            gradients[3][i] = vega;
            gradients[4][i] = (vega * volatility / (2 * time)) + (rate * discounted * n2);
        }
    }

    /// <summary>STREAM's triad, <c>a = b + 3 c</c>: two arrays are read, one is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Triad(float[] a, float[] b, float[] c)
    {
        for (int i = 0; i <= a.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref b[i]) + (3 * Vector256.LoadUnsafe(ref c[i]))).StoreUnsafe(ref a[i]);
        }
    }
}
