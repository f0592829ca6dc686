using System.Collections.Generic;

namespace AutoDiff;

/// <summary>What a backward pass is to do.</summary>
/// <param name="RetainsGraph">Whether the nodes keep what they have saved for another run.</param>
/// <param name="CreatesGraph">Whether the pass is recorded, so that its gradients have gradients.</param>
/// <param name="Captures">
/// The edges whose gradients are wanted, with places for them, instead of the gradients of the leaves; null for the leaves.
/// </param>
internal readonly record struct BackwardRequest(bool RetainsGraph, bool CreatesGraph, Dictionary<AutogradEdge, GradientSum>? Captures = null);
