using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>Hand tracking where each measured point belongs to a place in a triangle of the surface, which is unknown too.</summary>
internal static partial class HandComplicated
{
    /// <summary>Computes how far places on the surface are from the points measured; see <see cref="Hand.PoseVertices"/>.</summary>
    /// <param name="u">Two barycentric coordinates for each measured point.</param>
    /// <param name="theta">The pose.</param>
    /// <param name="parents">The parent of each bone.</param>
    /// <param name="baseRelatives">The transform of each bone to its parent, at rest.</param>
    /// <param name="inverseBaseAbsolutes">The inverse of the transform of each bone to the root, at rest.</param>
    /// <param name="basePositions">The coordinates of each vertex, at rest.</param>
    /// <param name="weights">The weights of the bones for each vertex.</param>
    /// <param name="triangles">The three vertices of each triangle.</param>
    /// <param name="correspondences">The triangle of each measured point.</param>
    /// <param name="points">The coordinates of each measured point.</param>
    /// <param name="errors">Receives three differences for each measured point.</param>
    [Differentiable]
    public static void Objective(
        ReadOnlySpan<double> u,
        ReadOnlySpan<double> theta,
        ReadOnlySpan<int> parents,
        [NoGrad] ReadOnlySpan<double> baseRelatives,
        [NoGrad] ReadOnlySpan<double> inverseBaseAbsolutes,
        [NoGrad] ReadOnlySpan<double> basePositions,
        [NoGrad] ReadOnlySpan<double> weights,
        ReadOnlySpan<int> triangles,
        ReadOnlySpan<int> correspondences,
        [NoGrad] ReadOnlySpan<double> points,
        Span<double> errors)
    {
        Span<double> positions = new double[basePositions.Length];
        Hand.PoseVertices(theta, parents, baseRelatives, inverseBaseAbsolutes, basePositions, weights, positions);
        for (int i = 0; i < correspondences.Length; i++)
        {
            int a = triangles[3 * correspondences[i]];
            int b = triangles[3 * correspondences[i] + 1];
            int c = triangles[3 * correspondences[i] + 2];
            double u0 = u[2 * i];
            double u1 = u[2 * i + 1];
            for (int j = 0; j < 3; j++)
            {
                double place = u0 * positions[3 * a + j] + u1 * positions[3 * b + j] + (1 - u0 - u1) * positions[3 * c + j];
                errors[3 * i + j] = points[3 * i + j] - place;
            }
        }
    }
}
