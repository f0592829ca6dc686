using System;
using System.Globalization;
using System.Linq;

namespace AutoDiff.Benchmarks;

/// <summary>
/// Measures what the runtime decides by a fixed figure: <c>partials</c>, whether a graph node should keep partial derivatives or compute them
/// again; <c>parallel</c>, from how many elements on a second thread pays.
/// </summary>
internal static class Decisions
{
    private const int Count = 1_000_000;
    private const int WarmUps = 60;
    private const int Runs = 25;

    private interface ISwitch
    {
        static abstract bool IsOn { get; }
    }

    public static void Partials()
    {
        ParallelSettings.MaxDegreeOfParallelism = 1;
        Console.WriteLine("| function | vectors | keeping / recomputing | with an adjoint of ones | chosen |");
        Console.WriteLine("|---|---|---|---|---|");
        Compare<DecisionFunctions.ProductKernel>(2);
        Compare<DecisionFunctions.QuotientKernel>(2);
        Compare<DecisionFunctions.ExponentialKernel>(1);
        Compare<DecisionFunctions.SineKernel>(1);
        Compare<DecisionFunctions.SineOfExponentialKernel>(1);
        Compare<DecisionFunctions.ThreeFunctionsKernel>(1);
        Compare<ElementwiseFunctions.ChainAKernel>(1);
        Compare<ElementwiseFunctions.HyperbolicTangentKernel>(1);
        Compare<ElementwiseFunctions.ErrorFunctionKernel>(1);
        Compare<DecisionFunctions.FourFunctionsKernel>(1);
        Compare<ElementwiseFunctions.PowerKernel>(2);
        Compare<ElementwiseFunctions.CallKernel>(5);
        Compare<DecisionFunctions.OneStepKernel>(1);
        Compare<DecisionFunctions.TwoStepsKernel>(1);
        Compare<DecisionFunctions.LoopKernel>(1);
        Compare<DecisionFunctions.LoopOfSinesKernel>(1);
    }

    public static void Parallel()
    {
        // The kernels themselves stay on one thread; the two halves are what the runtime would make of the whole.
        ParallelSettings.MaxDegreeOfParallelism = 1;
        Console.WriteLine("| elements | x x + 3 x | chain A | call option |");
        Console.WriteLine("|---|---|---|---|");
        float[][] inputs = [.. Enumerable.Range(0, 5).Select(i => ElementwiseRatios.Uniform(1 << 20, 0.5f, 1.5f, i))];
        float[][] results = [.. Enumerable.Range(0, 6).Select(_ => new float[1 << 20])];
        for (int size = 1 << 12; size <= 1 << 20; size *= 2)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size} | {Halves(Polynomial, size):F2} | {Halves(ChainA, size):F2} | {Halves(Call, size):F2} |"));
        }

        void Polynomial(int start, int length) =>
            ElementwiseFunctions.PolynomialMapValueAndGradient(inputs[0].AsSpan(start, length), results[0].AsSpan(start, length), results[1].AsSpan(start, length));

        void ChainA(int start, int length) =>
            ElementwiseFunctions.ChainAMapValueAndGradient(inputs[0].AsSpan(start, length), results[0].AsSpan(start, length), results[1].AsSpan(start, length));

        void Call(int start, int length) => ElementwiseFunctions.CallMapValueAndGradient(
            inputs[0].AsSpan(start, length),
            inputs[1].AsSpan(start, length),
            inputs[2].AsSpan(start, length),
            inputs[3].AsSpan(start, length),
            inputs[4].AsSpan(start, length),
            results[0].AsSpan(start, length),
            results[1].AsSpan(start, length),
            results[2].AsSpan(start, length),
            results[3].AsSpan(start, length),
            results[4].AsSpan(start, length),
            results[5].AsSpan(start, length));
    }

    /// <summary>The time of two threads over that of one.</summary>
    private static double Halves(Action<int, int> kernel, int size)
    {
        int half = size / 2;
        Action<int> part = i => kernel(i * half, half);
        return Compare(() => System.Threading.Tasks.Parallel.For(0, 2, part), () => kernel(0, size), 200);
    }

    private static void Compare<TKernel>(int arity)
        where TKernel : struct, IElementwiseKernel<TKernel, float>
    {
        Tensor<float>[] leaves = [.. Enumerable.Range(0, arity).Select(i => Tensor.Create(ElementwiseRatios.Uniform(Count, 0.5f, 1.5f, i), requiresGrad: true))];
        Tensor<float> adjoint = Tensor.Create(ElementwiseRatios.Uniform(Count, 0.5f, 1.5f, 9));
        double ratio = Compare(() => Step<Fixed<TKernel, On>>(leaves, adjoint), () => Step<Fixed<TKernel, Off>>(leaves, adjoint), Runs);
        double ratioOfOnes = Compare(() => Step<Fixed<TKernel, On>>(leaves, null), () => Step<Fixed<TKernel, Off>>(leaves, null), Runs);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| `{TKernel.Name}` | {(TKernel.IsVectorized ? "yes" : "no")} | {ratio:F2} | {ratioOfOnes:F2} | {(TKernel.KeepsPartials ? "keep" : "recompute")} |"));
    }

    private static double Compare(Action first, Action second, int runs) =>
        new Ratio("", double.PositiveInfinity, () => Done(first), () => Done(second)) { WarmUps = WarmUps, Runs = runs }.Measure().Ratio;

    private static double Done(Action work)
    {
        work();
        return 0;
    }

    private static void Step<TKernel>(Tensor<float>[] leaves, Tensor<float>? adjoint)
        where TKernel : struct, IElementwiseKernel<TKernel, float>
    {
        foreach (Tensor<float> leaf in leaves)
        {
            leaf.Grad = null;
        }

        Tensor<float> result = Elementwise.Apply<TKernel, float>(default, leaves);
        if (adjoint is null)
        {
            result.Sum().Backward();
        }
        else
        {
            result.Backward(adjoint);
        }
    }

    private readonly struct On : ISwitch
    {
        public static bool IsOn => true;
    }

    private readonly struct Off : ISwitch
    {
        public static bool IsOn => false;
    }

    /// <summary>A kernel with the decision made for it.</summary>
    private readonly struct Fixed<TKernel, TKeeps> : IElementwiseKernel<Fixed<TKernel, TKeeps>, float>
        where TKernel : struct, IElementwiseKernel<TKernel, float>
        where TKeeps : struct, ISwitch
    {
        private static readonly TKernel Kernel = default;

        public static string Name => TKernel.Name;

        public static int Arity => TKernel.Arity;

        public static bool IsVectorized => TKernel.IsVectorized;

        public static bool KeepsPartials => TKeeps.IsOn;

        public static bool GradientReads(int gradient, int operand) => TKernel.GradientReads(gradient, operand);

        public static void Forward(
            in Fixed<TKernel, TKeeps> kernel, ReadOnlySpan<ElementwiseOperand<float>> operands, ElementwiseOperand<float> result, int count) =>
            TKernel.Forward(Kernel, operands, result, count);

        public static void Backward(
            in Fixed<TKernel, TKeeps> kernel,
            ReadOnlySpan<ElementwiseOperand<float>> operands,
            ElementwiseOperand<float> resultAdjoint,
            ReadOnlySpan<ElementwiseOperand<float>> gradients,
            int count) => TKernel.Backward(Kernel, operands, resultAdjoint, gradients, count);

        public static void ForwardWithPartials(
            in Fixed<TKernel, TKeeps> kernel,
            ReadOnlySpan<ElementwiseOperand<float>> operands,
            ElementwiseOperand<float> result,
            ReadOnlySpan<ElementwiseOperand<float>> partials,
            int count) => TKernel.ForwardWithPartials(Kernel, operands, result, partials, count);
    }
}

/// <summary>Functions of growing price, in vectors and, where there is a loop, lane by lane.</summary>
internal static partial class DecisionFunctions
{
    [Differentiable]
    public static float Product(float x, float y) => x * y;

    [Differentiable]
    public static float Quotient(float x, float y) => x / y;

    [Differentiable]
    public static float Exponential(float x) => MathF.Exp(x);

    [Differentiable]
    public static float Sine(float x) => MathF.Sin(x);

    [Differentiable]
    public static float SineOfExponential(float x) => MathF.Sin(MathF.Exp(x));

    [Differentiable]
    public static float ThreeFunctions(float x) => MathF.Sin(MathF.Exp(MathF.Log(x)));

    [Differentiable]
    public static float FourFunctions(float x) => MathF.Sin(MathF.Exp(MathF.Atan(MathF.Log(x))));

    [Differentiable]
    public static float OneStep(float x)
    {
        float y = x;
        for (int i = 0; i < 1; i++)
        {
            y *= x;
        }

        return y;
    }

    [Differentiable]
    public static float TwoSteps(float x)
    {
        float y = x;
        for (int i = 0; i < 2; i++)
        {
            y = (y * x) + 1;
        }

        return y;
    }

    [Differentiable]
    public static float Loop(float x)
    {
        float y = x;
        for (int i = 0; i < 4; i++)
        {
            y = (y * x) + 1;
        }

        return y;
    }

    [Differentiable]
    public static float LoopOfSines(float x)
    {
        float y = x;
        for (int i = 0; i < 4; i++)
        {
            y = MathF.Sin(y);
        }

        return y;
    }
}
