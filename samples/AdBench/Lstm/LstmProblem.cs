using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>The recurrent network: one value, and its gradient by reverse mode in the order main, extra.</summary>
internal sealed class LstmProblem(LstmInput input) : Problem(1, input.Main.Length + input.Extra.Length)
{
    /// <inheritdoc/>
    public override void EvaluateObjective() => Values[0] = Lstm.Objective(
        input.LayerCount,
        input.CharacterCount,
        input.BitCount,
        input.Main,
        input.Extra,
        input.State,
        input.Sequence);

    /// <inheritdoc/>
    public override void EvaluateDerivatives()
    {
        Span<double> gradient = Derivatives;
        Lstm.ObjectiveGradient(
            input.LayerCount,
            input.CharacterCount,
            input.BitCount,
            input.Main,
            input.Extra,
            input.State,
            input.Sequence,
            gradient[..input.Main.Length],
            gradient[input.Main.Length..]);
    }
}
