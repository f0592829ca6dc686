using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>The mixture problem: one value, and its gradient by reverse mode in the order alphas, means, factors.</summary>
internal sealed class GmmProblem(GmmInput input)
    : Problem(1, input.Alphas.Length + input.Means.Length + input.Factors.Length)
{
    /// <inheritdoc/>
    public override void EvaluateObjective() => Values[0] = Gmm.Objective(
        input.Dimension,
        input.ComponentCount,
        input.PointCount,
        input.Alphas,
        input.Means,
        input.Factors,
        input.Points,
        input.Gamma,
        input.DegreesOfFreedom);

    /// <inheritdoc/>
    public override void EvaluateDerivatives()
    {
        Span<double> gradient = Derivatives;
        int means = input.Alphas.Length;
        int factors = means + input.Means.Length;
        Gmm.ObjectiveGradient(
            input.Dimension,
            input.ComponentCount,
            input.PointCount,
            input.Alphas,
            input.Means,
            input.Factors,
            input.Points,
            input.Gamma,
            input.DegreesOfFreedom,
            gradient[..means],
            gradient[means..factors],
            gradient[factors..]);
    }
}
