using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>The pose of a hand: what the two tracking objectives have in common.</summary>
/// <remarks>
/// A pose has 26 numbers: the rotation of the hand (axis times angle), its translation, and for each finger the flexion and the
/// abduction of its second bone, then the flexions of the third and the fourth. A transform is a 3 by 4 matrix, row by row, with
/// the translation in its last column.
/// </remarks>
internal static partial class Hand
{
    /// <summary>The numbers of a pose.</summary>
    public const int PoseSize = 26;

    /// <summary>The bones that a pose needs: the wrist and four a finger.</summary>
    public const int MinimumBoneCount = 21;

    /// <summary>The numbers of a transform.</summary>
    public const int TransformSize = 12;

    /// <summary>Moves all vertices of the surface with the bones, then with the hand as a whole.</summary>
    /// <param name="theta">The pose.</param>
    /// <param name="parents">The parent of each bone, which precedes it; -1 for the root.</param>
    /// <param name="baseRelatives">The transform of each bone to its parent, at rest.</param>
    /// <param name="inverseBaseAbsolutes">The inverse of the transform of each bone to the root, at rest.</param>
    /// <param name="basePositions">The three coordinates of each vertex, at rest.</param>
    /// <param name="weights">The weight of each bone in the motion of a vertex, all bones of a vertex together.</param>
    /// <param name="positions">Receives the coordinates of the vertices.</param>
    [Differentiable]
    public static void PoseVertices(
        ReadOnlySpan<double> theta,
        ReadOnlySpan<int> parents,
        [NoGrad] ReadOnlySpan<double> baseRelatives,
        [NoGrad] ReadOnlySpan<double> inverseBaseAbsolutes,
        [NoGrad] ReadOnlySpan<double> basePositions,
        [NoGrad] ReadOnlySpan<double> weights,
        Span<double> positions)
    {
        int bones = parents.Length;
        Span<double> transforms = new double[12 * bones];
        PoseBones(theta, parents, baseRelatives, inverseBaseAbsolutes, transforms);
        Span<double> placement = new double[12];
        SetPlacement(theta, placement);
        for (int vertex = 0; vertex < basePositions.Length / 3; vertex++)
        {
            double baseX = basePositions[3 * vertex];
            double baseY = basePositions[3 * vertex + 1];
            double baseZ = basePositions[3 * vertex + 2];
            double x = 0;
            double y = 0;
            double z = 0;
            for (int bone = 0; bone < bones; bone++)
            {
                double weight = weights[bones * vertex + bone];
                int t = 12 * bone;
                x += weight * (transforms[t] * baseX + transforms[t + 1] * baseY + transforms[t + 2] * baseZ + transforms[t + 3]);
                y += weight * (transforms[t + 4] * baseX + transforms[t + 5] * baseY + transforms[t + 6] * baseZ + transforms[t + 7]);
                z += weight * (transforms[t + 8] * baseX + transforms[t + 9] * baseY + transforms[t + 10] * baseZ + transforms[t + 11]);
            }

            positions[3 * vertex] = placement[0] * x + placement[1] * y + placement[2] * z + placement[3];
            positions[3 * vertex + 1] = placement[4] * x + placement[5] * y + placement[6] * z + placement[7];
            positions[3 * vertex + 2] = placement[8] * x + placement[9] * y + placement[10] * z + placement[11];
        }
    }

    /// <summary>Computes the transform of each bone from rest to the pose.</summary>
    [Differentiable]
    public static void PoseBones(
        ReadOnlySpan<double> theta,
        ReadOnlySpan<int> parents,
        [NoGrad] ReadOnlySpan<double> baseRelatives,
        [NoGrad] ReadOnlySpan<double> inverseBaseAbsolutes,
        Span<double> transforms)
    {
        int bones = parents.Length;
        Span<double> angles = new double[3 * bones];
        SetAngles(theta, angles);
        Span<double> rotation = new double[12];
        Span<double> relative = new double[12];
        Span<double> absolutes = new double[12 * bones];
        for (int bone = 0; bone < bones; bone++)
        {
            SetRotation(angles[3 * bone], angles[3 * bone + 1], angles[3 * bone + 2], rotation);
            Span<double> absolute = absolutes.Slice(12 * bone, 12);
            if (parents[bone] < 0)
            {
                Multiply(baseRelatives.Slice(12 * bone, 12), rotation, absolute);
            }
            else
            {
                Multiply(baseRelatives.Slice(12 * bone, 12), rotation, relative);
                Multiply(absolutes.Slice(12 * parents[bone], 12), relative, absolute);
            }

            Multiply(absolute, inverseBaseAbsolutes.Slice(12 * bone, 12), transforms.Slice(12 * bone, 12));
        }
    }

    /// <summary>Distributes the finger angles of a pose: flexion, abduction and twist of each bone, zero where none is given.</summary>
    [Differentiable]
    public static void SetAngles(ReadOnlySpan<double> theta, Span<double> angles)
    {
        for (int finger = 0; finger < 5; finger++)
        {
            // The wrist and the first bone of a finger have no angles of their own.
            int bone = 4 * finger + 2;
            int next = 4 * finger + 6;
            angles[3 * bone] = theta[next];
            angles[3 * bone + 1] = theta[next + 1];
            angles[3 * bone + 3] = theta[next + 2];
            angles[3 * bone + 6] = theta[next + 3];
        }
    }

    /// <summary>Sets a transform to the rotation about x, then y, then z.</summary>
    [Differentiable]
    public static void SetRotation(double aboutX, double aboutZ, double aboutY, Span<double> rotation)
    {
        double sinX = Math.Sin(aboutX);
        double cosX = Math.Cos(aboutX);
        double sinY = Math.Sin(aboutY);
        double cosY = Math.Cos(aboutY);
        double sinZ = Math.Sin(aboutZ);
        double cosZ = Math.Cos(aboutZ);
        rotation[0] = cosZ * cosY;
        rotation[1] = cosZ * sinY * sinX - sinZ * cosX;
        rotation[2] = cosZ * sinY * cosX + sinZ * sinX;
        rotation[3] = 0;
        rotation[4] = sinZ * cosY;
        rotation[5] = sinZ * sinY * sinX + cosZ * cosX;
        rotation[6] = sinZ * sinY * cosX - cosZ * sinX;
        rotation[7] = 0;
        rotation[8] = -sinY;
        rotation[9] = cosY * sinX;
        rotation[10] = cosY * cosX;
        rotation[11] = 0;
    }

    /// <summary>Sets the transform of the hand as a whole: rotation about an axis by Rodrigues' formula, and translation.</summary>
    [Differentiable]
    public static void SetPlacement(ReadOnlySpan<double> theta, Span<double> placement)
    {
        double norm = Math.Sqrt(theta[0] * theta[0] + theta[1] * theta[1] + theta[2] * theta[2]);
        if (norm < 0.0001)
        {
            placement[0] = 1;
            placement[1] = 0;
            placement[2] = 0;
            placement[4] = 0;
            placement[5] = 1;
            placement[6] = 0;
            placement[8] = 0;
            placement[9] = 0;
            placement[10] = 1;
        }
        else
        {
            double x = theta[0] / norm;
            double y = theta[1] / norm;
            double z = theta[2] / norm;
            double s = Math.Sin(norm);
            double c = Math.Cos(norm);
            placement[0] = x * x + (1 - x * x) * c;
            placement[1] = x * y * (1 - c) - z * s;
            placement[2] = x * z * (1 - c) + y * s;
            placement[4] = x * y * (1 - c) + z * s;
            placement[5] = y * y + (1 - y * y) * c;
            placement[6] = y * z * (1 - c) - x * s;
            placement[8] = x * z * (1 - c) - y * s;
            placement[9] = y * z * (1 - c) + x * s;
            placement[10] = z * z + (1 - z * z) * c;
        }

        placement[3] = theta[3];
        placement[7] = theta[4];
        placement[11] = theta[5];
    }

    /// <summary>Computes the transform that applies <paramref name="right"/>, then <paramref name="left"/>.</summary>
    [Differentiable]
    public static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> product)
    {
        for (int row = 0; row < 12; row += 4)
        {
            for (int column = 0; column < 4; column++)
            {
                product[row + column] = left[row] * right[column] + left[row + 1] * right[column + 4] + left[row + 2] * right[column + 8];
            }

            product[row + 3] += left[row + 3];
        }
    }
}
