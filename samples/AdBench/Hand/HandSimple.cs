using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>Hand tracking where each measured point belongs to a vertex.</summary>
internal static partial class HandSimple
{
    /// <summary>Computes how far the vertices are from the points measured; see <see cref="Hand.PoseVertices"/>.</summary>
    /// <param name="theta">The pose.</param>
    /// <param name="parents">The parent of each bone.</param>
    /// <param name="baseRelatives">The transform of each bone to its parent, at rest.</param>
    /// <param name="inverseBaseAbsolutes">The inverse of the transform of each bone to the root, at rest.</param>
    /// <param name="basePositions">The coordinates of each vertex, at rest.</param>
    /// <param name="weights">The weights of the bones for each vertex.</param>
    /// <param name="correspondences">The vertex of each measured point.</param>
    /// <param name="points">The coordinates of each measured point.</param>
    /// <param name="errors">Receives three differences for each measured point.</param>
    [Differentiable]
    public static void Objective(
        ReadOnlySpan<double> theta,
        ReadOnlySpan<int> parents,
        [NoGrad] ReadOnlySpan<double> baseRelatives,
        [NoGrad] ReadOnlySpan<double> inverseBaseAbsolutes,
        [NoGrad] ReadOnlySpan<double> basePositions,
        [NoGrad] ReadOnlySpan<double> weights,
        ReadOnlySpan<int> correspondences,
        [NoGrad] ReadOnlySpan<double> points,
        Span<double> errors)
    {
        Span<double> positions = new double[basePositions.Length];
        Hand.PoseVertices(theta, parents, baseRelatives, inverseBaseAbsolutes, basePositions, weights, positions);
        for (int i = 0; i < correspondences.Length; i++)
        {
            int vertex = correspondences[i];
            for (int j = 0; j < 3; j++)
            {
                errors[3 * i + j] = points[3 * i + j] - positions[3 * vertex + j];
            }
        }
    }
}
