using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using AutoDiff.Generator.Tests.Random.Oracle;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>A place to evaluate a program at: it takes as many of the numbers and arrays as it has parameters for.</summary>
/// <param name="Numbers">The numbers, those of structs included.</param>
/// <param name="Arrays">The arrays and spans.</param>
/// <param name="N">The integer.</param>
internal sealed record Inputs(double[] Numbers, double[][] Arrays, int N)
{
    /// <summary>Where programs are tried. The lengths differ, and no number is special.</summary>
    public static IReadOnlyList<Inputs> Points { get; } =
    [
        new([0.7, -1.3, 0.4, 1.1], [[0.3, -0.8, 1.2, 0.6], [-0.4, 0.9, 1.7]], 0),
        new([-2.1, 0.4, -0.6, 0.2], [[1.4, 0.1, -0.7, -1.6, 0.5], [0.8, -1.1, 0.35, 0.15]], 1),
        new([1.6, 2.2, 0.9, -1.2], [[-0.2, 0.45, 0.95, -1.05, 0.65, 0.55], [1.3, -0.25, -0.9]], 5),
        new([-0.3, -0.8, 1.5, 0.05], [[0.75, 1.15, -0.35, 0.85], [0.25, 0.5, -1.4, 1.9, -0.65]], 3),
    ];

    public double[][] CopyOfArrays() => [.. Arrays.Select(array => (double[])array.Clone())];

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendJoin(", ", Numbers).Append("; ");
        text.AppendJoin("; ", Arrays.Select(array => $"[{string.Join(", ", array)}]"));
        return text.Append($"; n = {N}").ToString();
    }

    /// <summary>
    /// The arguments of a method, the inputs in order: numbers, then elements. The arrays among them are given back, since the method may
    /// write into them.
    /// </summary>
    public IReadOnlyList<object> Arguments(ProgramShape shape, out Dual[][] arrays)
    {
        int count = shape.Numbers + shape.Arrays.Take(Arrays.Length).Select((_, i) => Arrays[i].Length).Sum();
        int next = 0;
        var elements = new List<Dual[]>();
        var arguments = new List<object>();

        // First the numbers get theirs, so that an entry's number does not depend on the order of the parameters.
        Dual[] numbers = [.. Enumerable.Range(0, shape.Numbers).Select(i => Dual.Input(Numbers[i], next++, count))];
        int taken = 0;
        foreach (ProgramParameter parameter in shape.Parameters)
        {
            switch (parameter.Kind)
            {
                case ParameterKind.Number:
                    arguments.Add(numbers[taken++]);
                    break;
                case ParameterKind.Structure:
                    arguments.Add(new Structure(shape.Fields.ToDictionary(field => field, _ => numbers[taken++])));
                    break;
                case ParameterKind.Array:
                    Dual[] array = [.. Arrays[elements.Count].Select(value => Dual.Input(value, next++, count))];
                    elements.Add(array);
                    arguments.Add(new Memory(array));
                    break;
                default:
                    arguments.Add(N);
                    break;
            }
        }

        arrays = [.. elements];
        return arguments;
    }
}
