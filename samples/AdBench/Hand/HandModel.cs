using System;
using System.Collections.Generic;
using System.IO;

namespace AutoDiff.Samples.AdBench;

/// <summary>The bones and the surface of a hand at rest, as the parameters of <see cref="Hand.PoseVertices"/> describe them.</summary>
internal sealed record HandModel(
    int[] Parents,
    double[] BaseRelatives,
    double[] InverseBaseAbsolutes,
    double[] BasePositions,
    double[] Weights,
    int[] Triangles)
{
    private const int TransformSize = Hand.TransformSize;

    /// <summary>The number of vertices of the surface.</summary>
    public int VertexCount => BasePositions.Length / 3;

    /// <summary>The number of triangles of the surface.</summary>
    public int TriangleCount => Triangles.Length / 3;

    /// <summary>Reads <c>bones.txt</c>, <c>vertices.txt</c> and <c>triangles.txt</c>, whose values are separated by colons.</summary>
    public static HandModel Read(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new InputException($"The directory '{directory}' of the hand model does not exist; name it with --model.");
        }

        var parents = new List<int>();
        var relatives = new List<double>();
        var inverses = new List<double>();
        foreach (InputValues line in InputValues.OfLines(Path.Combine(directory, "bones.txt"), ':'))
        {
            line.Skip("the name of a bone");
            parents.Add(ReadParent(line, parents.Count));
            ReadTransform(line, relatives);
            ReadTransform(line, inverses);
            line.End();
        }

        if (parents.Count < Hand.MinimumBoneCount)
        {
            throw new InputException(FormattableString.Invariant(
                $"{Path.Combine(directory, "bones.txt")}: a hand has at least {Hand.MinimumBoneCount} bones, here are {parents.Count}."));
        }

        var positions = new List<double>();
        var weights = new List<double>();
        foreach (InputValues line in InputValues.OfLines(Path.Combine(directory, "vertices.txt"), ':'))
        {
            positions.AddRange(line.ReadDoubles("coordinates", 3));
            weights.AddRange(ReadWeights(line, parents.Count));
        }

        var triangles = new List<int>();
        foreach (InputValues line in InputValues.OfLines(Path.Combine(directory, "triangles.txt"), ':'))
        {
            for (int corner = 0; corner < 3; corner++)
            {
                triangles.Add(line.ReadIndex("a vertex", positions.Count / 3));
            }

            line.End();
        }

        return new HandModel([.. parents], [.. relatives], [.. inverses], [.. positions], [.. weights], [.. triangles]);
    }

    private static int ReadParent(InputValues line, int bone)
    {
        int parent = line.ReadInt32("the parent of a bone");
        return parent >= -1 && parent < bone
            ? parent
            : throw line.Error($"the parent of a bone precedes it or is -1, but this is {parent}");
    }

    /// <summary>Reads a 4 by 4 matrix without its last row, which is 0 0 0 1 for a rigid motion.</summary>
    private static void ReadTransform(InputValues line, List<double> transforms)
    {
        double[] matrix = line.ReadDoubles("a 4 by 4 matrix", 16);
        ReadOnlySpan<double> lastRow = matrix.AsSpan(TransformSize);
        if (!lastRow.SequenceEqual([0, 0, 0, 1]))
        {
            throw line.Error($"the last row of a bone's matrix must be 0 0 0 1");
        }

        transforms.AddRange(matrix.AsSpan(0, TransformSize));
    }

    /// <summary>Reads the bones and weights of a vertex; the bones that are not named have weight zero.</summary>
    private static double[] ReadWeights(InputValues line, int bones)
    {
        // Normal and texture coordinates.
        _ = line.ReadDoubles("unused values", 5);
        double[] weights = new double[bones];
        int count = line.ReadInt32("the number of weights");
        for (int i = 0; i < count; i++)
        {
            int bone = line.ReadIndex("a bone", bones);
            weights[bone] = line.ReadDouble("a weight");
        }

        line.End();
        return weights;
    }
}
