using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Runtime.Tests.Properties;

/// <content>Other shapes for the same elements, and parts of them.</content>
internal static partial class Operations<T>
{
    private static IEnumerable<Operation<T>> Views()
    {
        yield return Op(
            "x.Transpose(int, int)",
            On("Transpose(0, 2)", [2, 3, 2], x => x.Transpose(0, 2), x => Permuted(x, 2, 1, 0)),
            On("Transpose(-1, 0)", [2, 3], x => x.Transpose(-1, 0), x => Permuted(x, 1, 0)),
            On("Transpose(1, 1)", [2, 3], x => x.Transpose(1, 1), x => x),
            On("Transpose(0, -1)", [], x => x.Transpose(0, -1), x => x),
            On("Transpose(0, 1)", [0, 3], x => x.Transpose(0, 1), x => Permuted(x, 1, 0)));
        yield return Op(
            "x.Transpose()",
            On("Transpose()", [2, 3], x => x.Transpose(), x => Permuted(x, 1, 0)),
            On("Transpose()", [3], x => x.Transpose(), x => x),
            On("Transpose()", [], x => x.Transpose(), x => x),
            On("Transpose()", [2, 0], x => x.Transpose(), x => Permuted(x, 1, 0)));
        yield return Op(
            "x.Permute(int[])",
            On("Permute(2, 0, 1)", [2, 3, 4], x => x.Permute(2, 0, 1), x => Permuted(x, 2, 0, 1)),
            On("Permute(-1, 0)", [2, 3], x => x.Permute(-1, 0), x => Permuted(x, 1, 0)),
            On("Permute()", [], x => x.Permute(), x => x),
            On("Permute(1, 0)", [0, 3], x => x.Permute(1, 0), x => Permuted(x, 1, 0)),
            On("Permute(3, 1, 0, 2)", [1, 3, 2, 2], x => x.Permute(3, 1, 0, 2), x => Permuted(x, 3, 1, 0, 2)));
        yield return Op(
            "x.Reshape(int[])",
            On("Reshape(3, 2)", [2, 3], x => x.Reshape(3, 2), x => Shaped(x, 3, 2)),
            On("Reshape(-1)", [2, 3, 2], x => x.Reshape(-1), x => Shaped(x, 12)),
            On("Reshape(4, -1)", [2, 3, 2], x => x.Reshape(4, -1), x => Shaped(x, 4, 3)),
            On("Reshape(2, 2, 3)", [4, 3], x => x.Reshape(2, 2, 3), x => Shaped(x, 2, 2, 3)),
            On("Reshape()", [1, 1], x => x.Reshape(), x => Shaped(x)),
            On("Reshape(1, 1)", [], x => x.Reshape(1, 1), x => Shaped(x, 1, 1)),
            On("Reshape(3, 0)", [0, 2], x => x.Reshape(3, 0), x => Shaped(x, 3, 0)),
            On("Reshape(2, -1)", [2, 0], x => x.Reshape(2, -1), x => Shaped(x, 2, 0)));
        yield return Op(
            "x.View(int[])",
            On("View(3, -1)", [2, 3, 2], x => x.Contiguous().View(3, -1), x => Shaped(x, 3, 4)),
            On("View(1, 2, 1, 3)", [2, 3], x => x.View(1, 2, 1, 3), x => Shaped(x, 1, 2, 1, 3)),
            On("View(5, 0)", [0], x => x.View(5, 0), x => Shaped(x, 5, 0)));
        yield return Op(
            "x.Flatten(int, int)",
            On("Flatten()", [2, 3, 2], x => x.Flatten(), x => Shaped(x, 12)),
            On("Flatten(1)", [2, 3, 2], x => x.Flatten(1), x => Shaped(x, 2, 6)),
            On("Flatten(0, 1)", [2, 3, 2], x => x.Flatten(0, 1), x => Shaped(x, 6, 2)),
            On("Flatten(1, 1)", [2, 3], x => x.Flatten(1, 1), x => x),
            On("Flatten()", [], x => x.Flatten(), x => Shaped(x, 1)),
            On("Flatten()", [3, 0], x => x.Flatten(), x => Shaped(x, 0)));
        yield return Op(
            "x.Unsqueeze(int)",
            On("Unsqueeze(0)", [2, 3], x => x.Unsqueeze(0), x => Shaped(x, 1, 2, 3)),
            On("Unsqueeze(-1)", [2, 3], x => x.Unsqueeze(-1), x => Shaped(x, 2, 3, 1)),
            On("Unsqueeze(1)", [2, 0], x => x.Unsqueeze(1), x => Shaped(x, 2, 1, 0)),
            On("Unsqueeze(0)", [], x => x.Unsqueeze(0), x => Shaped(x, 1)));
        yield return Op(
            "x.Squeeze(int[])",
            On("Squeeze()", [1, 3, 1], x => x.Squeeze(), x => Shaped(x, 3)),
            On("Squeeze(0)", [1, 3, 1], x => x.Squeeze(0), x => Shaped(x, 3, 1)),
            On("Squeeze(1, -1)", [1, 3, 1], x => x.Squeeze(1, -1), x => Shaped(x, 1, 3)),
            On("Squeeze()", [1, 0], x => x.Squeeze(), x => Shaped(x, 0)),
            On("Squeeze()", [], x => x.Squeeze(), x => x));
        yield return Op(
            "x.Expand(int[])",
            On("Expand(2, 3)", [3], x => x.Expand(2, 3), x => Stretched(x, 2, 3)),
            On("Expand(-1, 4)", [3, 1], x => x.Expand(-1, 4), x => Stretched(x, 3, 4)),
            On("Expand(2, 3, 4)", [3, 1], x => x.Expand(2, 3, 4), x => Stretched(x, 2, 3, 4)),
            On("Expand(2, 2)", [], x => x.Expand(2, 2), x => Stretched(x, 2, 2)),
            On("Expand(0)", [1], x => x.Expand(0), x => Stretched(x, 0)),
            On("Expand(3, 0)", [3, 1], x => x.Expand(3, 0), x => Stretched(x, 3, 0)),
            On("Expand(0, 2)", [2], x => x.Expand(0, 2), x => Stretched(x, 0, 2)),
            On("Expand(2, 0)", [0], x => x.Expand(2, 0), x => Stretched(x, 2, 0)));
        yield return Op("x.Contiguous()", Usual("Contiguous()", x => x.Contiguous(), x => x));
        yield return Op("x.Clone()", Usual("Clone()", x => x.Clone(), x => x));
        yield return Op("x.Detach()", Usual("Detach()", x => x.Detach(), x => x, call => call with { IsDifferentiable = false }));
    }

    private static IEnumerable<Operation<T>> Parts()
    {
        yield return Op(
            "x.Select(int, int)",
            On("Select(0, 1)", [2, 3], x => x.Select(0, 1), x => Part(x, [3], place => [1, place[0]])),
            On("Select(-1, -2)", [2, 3], x => x.Select(-1, -2), x => Part(x, [2], place => [place[0], 1])),
            On("Select(0, 2)", [3], x => x.Select(0, 2), x => Part(x, [], _ => [2])),
            On("Select(1, 0)", [0, 3], x => x.Select(1, 0), x => Part(x, [0], place => [place[0], 0])));
        yield return Op(
            "x.Slice(int, int, int?, int)",
            On("Slice(0)", [3, 2], x => x.Slice(0), x => x),
            On("Slice(1, 1, 4, 2)", [2, 5], x => x.Slice(1, 1, 4, 2), x => Part(x, [2, 2], place => [place[0], 1 + (2 * place[1])])),
            On("Slice(0, -2)", [5], x => x.Slice(0, -2), x => Part(x, [2], place => [3 + place[0]])),
            On("Slice(0, 0, -1)", [3], x => x.Slice(0, 0, -1), x => Part(x, [2], place => place)),
            On("Slice(0, 2, 1)", [3], x => x.Slice(0, 2, 1), x => Part(x, [0], place => place)),
            On("Slice(0, -9, 9, 3)", [5], x => x.Slice(0, -9, 9, 3), x => Part(x, [2], place => [3 * place[0]])),
            On("Slice(0, 1, null, int.MaxValue)", [5], x => x.Slice(0, 1, null, int.MaxValue), x => Part(x, [1], _ => [1])),
            On("Slice(0)", [0, 2], x => x.Slice(0), x => x));
        yield return Op(
            "x.Narrow(int, int, int)",
            On("Narrow(1, 1, 2)", [2, 4], x => x.Narrow(1, 1, 2), x => Part(x, [2, 2], place => [place[0], 1 + place[1]])),
            On("Narrow(0, -1, 1)", [3], x => x.Narrow(0, -1, 1), x => Part(x, [1], _ => [2])),
            On("Narrow(0, 3, 0)", [3, 2], x => x.Narrow(0, 3, 0), x => Part(x, [0, 2], place => place)));
        yield return Op(
            "x.Diagonal(int, int, int)",
            On("Diagonal()", [2, 3], x => x.Diagonal(), x => Part(x, [2], place => [place[0], place[0]])),
            On("Diagonal(1)", [2, 3], x => x.Diagonal(1), x => Part(x, [2], place => [place[0], 1 + place[0]])),
            On("Diagonal(-1)", [3, 3], x => x.Diagonal(-1), x => Part(x, [2], place => [1 + place[0], place[0]])),
            On("Diagonal(5)", [2, 3], x => x.Diagonal(5), x => Part(x, [0], place => [place[0], place[0]])),
            On("Diagonal(0, -2, -1)", [2, 3, 3], x => x.Diagonal(0, -2, -1), x => Part(x, [2, 3], place => [place[0], place[1], place[1]])),
            On("Diagonal(1, 2, 0)", [2, 3, 2], x => x.Diagonal(1, 2, 0), x => Part(x, [3, 1], place => [1 + place[1], place[0], place[1]])),
            On("Diagonal()", [0, 3], x => x.Diagonal(), x => Part(x, [0], place => [place[0], place[0]])));
        foreach (int part in new[] { 0, 1, 2 })
        {
            yield return Op(
                "x.Split(int, int)",
                On($"Split(2, 1)[{part}]", [2, 5], x => x.Split(2, 1)[part], x => Part(x, [2, part == 2 ? 1 : 2], place => [place[0], place[1] + (2 * part)])));
            yield return Op(
                "x.Split(int[], int)",
                On($"Split([2, 0, 1], -1)[{part}]", [2, 3], x => x.Split([2, 0, 1], -1)[part], x => Part(x, [2, part == 0 ? 2 : part == 1 ? 0 : 1], place => [place[0], place[1] + (part == 0 ? 0 : 2)])));
            yield return Op(
                "x.Chunk(int, int)",
                On($"Chunk(3)[{part}]", [5, 2], x => x.Chunk(3)[part], x => Part(x, [part == 2 ? 1 : 2, 2], place => [place[0] + (2 * part), place[1]])));
        }

        yield return Op("x.Split(int, int) | x.Chunk(int, int)", On("Split(2)[0]", [0, 2], x => x.Split(2)[0], x => x), On("Chunk(3)[0]", [0], x => x.Chunk(3)[0], x => x));
        yield return Op(
            "x.Flip(int[])",
            On("Flip(0)", [3, 2], x => x.Flip(0), x => Part(x, [3, 2], place => [2 - place[0], place[1]])),
            On("Flip(0, -1)", [2, 3], x => x.Flip(0, -1), x => Part(x, [2, 3], place => [1 - place[0], 2 - place[1]])),
            On("Flip()", [3], x => x.Flip(), x => x),
            On("Flip(1)", [2, 0], x => x.Flip(1), x => x),
            On("Flip(0)", [], x => x.Flip(0), x => x));
        yield return Op(
            "x.Roll(int, int)",
            On("Roll(1, 0)", [3, 2], x => x.Roll(1, 0), x => Part(x, [3, 2], place => [(place[0] + 2) % 3, place[1]])),
            On("Roll(-4, 1)", [2, 3], x => x.Roll(-4, 1), x => Part(x, [2, 3], place => [place[0], (place[1] + 1) % 3])),
            On("Roll(int.MinValue, 0)", [4], x => x.Roll(int.MinValue, 0), x => x),
            On("Roll(1, 0)", [0, 2], x => x.Roll(1, 0), x => x),
            On("Roll(1, 0)", [], x => x.Roll(1, 0), x => x));
        yield return Op(
            "x.Repeat(int[])",
            On("Repeat(2)", [3], x => x.Repeat(2), x => Part(x, [6], place => [place[0] % 3])),
            On("Repeat(2, 1, 3)", [2, 1], x => x.Repeat(2, 1, 3), x => Part(x, [2, 2, 3], place => [place[1], 0])),
            On("Repeat(0)", [3], x => x.Repeat(0), x => Part(x, [0], place => place)),
            On("Repeat(2, 2)", [0, 3], x => x.Repeat(2, 2), x => Part(x, [0, 6], place => place)),
            On("Repeat(3)", [], x => x.Repeat(3), x => Part(x, [3], _ => [])),
            On("Repeat()", [], x => x.Repeat(), x => x));
        yield return Op(
            "x.Tril(int)",
            On("Tril()", [3, 3], x => x.Tril(), x => Triangle(x, (row, column) => column <= row)),
            On("Tril(1)", [2, 2, 4], x => x.Tril(1), x => Triangle(x, (row, column) => column <= row + 1)),
            On("Tril(-2)", [3, 2], x => x.Tril(-2), x => Triangle(x, (row, column) => column <= row - 2)),
            On("Tril()", [0, 3], x => x.Tril(), x => x),
            On("Tril()", [3, 0], x => x.Tril(), x => x));
        yield return Op(
            "x.Triu(int)",
            On("Triu()", [3, 3], x => x.Triu(), x => Triangle(x, (row, column) => column >= row)),
            On("Triu(-1)", [2, 3, 2], x => x.Triu(-1), x => Triangle(x, (row, column) => column >= row - 1)),
            On("Triu(9)", [2, 3], x => x.Triu(9), x => Triangle(x, (_, _) => false)));
        yield return Op(
            "x.Pad(int[], T)",
            On("Pad([1, 2])", [2, 2], x => x.Pad([1, 2]), x => LogicalArray.Of([2, 5], place => place[1] is >= 1 and < 3 ? x[place[0], place[1] - 1] : 0)),
            On("Pad([0, 1, 2, 0], 7)", [2, 1], x => x.Pad([0, 1, 2, 0], Number(7)), x => LogicalArray.Of([4, 2], place => place[1] < 1 && place[0] >= 2 ? x[place[0] - 2, place[1]] : 7)),
            On("Pad([-1, -1])", [2, 4], x => x.Pad([-1, -1]), x => Part(x, [2, 2], place => [place[0], 1 + place[1]])),
            On("Pad([])", [2], x => x.Pad([]), x => x),
            On("Pad([1, 1], 3)", [0], x => x.Pad([1, 1], Number(3)), x => LogicalArray.Of([2], _ => 3)));
    }

    private static LogicalArray Permuted(LogicalArray x, params int[] dims) => LogicalArray.Of([.. dims.Select(dim => x.Shape[dim])], place =>
    {
        var source = new int[dims.Length];
        for (int i = 0; i < dims.Length; i++)
        {
            source[dims[i]] = place[i];
        }

        return x[source];
    });

    private static LogicalArray Shaped(LogicalArray x, params int[] shape) => new(shape, [.. x.Elements]);

    private static LogicalArray Stretched(LogicalArray x, params int[] shape) => LogicalArray.Of(shape, place => x[place]);

    private static LogicalArray Part(LogicalArray x, int[] shape, Func<int[], int[]> source) => LogicalArray.Of(shape, place => x[source(place)]);

    private static LogicalArray Triangle(LogicalArray x, Func<int, int, bool> isKept) => LogicalArray.Of(x.Shape, place => isKept(place[^2], place[^1]) ? x[place] : 0);
}
