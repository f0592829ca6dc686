using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>
/// Every public operation on tensors beside a plain implementation of it: loops over places of a logical array, in double precision.
/// </summary>
internal static partial class Operations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Why a member needs no entry in the table.</summary>
    public static readonly Dictionary<string, string> Excluded = new()
    {
        ["Tensor.Create(T, bool, Device)"] = Factory,
        ["Tensor.Create(T[], bool, Device)"] = Factory,
        ["Tensor.Create(T[], int[], bool, Device)"] = Factory,
        ["Tensor.Create(T[,], bool, Device)"] = Factory,
        ["Tensor.Zeros(int[])"] = Factory,
        ["Tensor.Ones(int[])"] = Factory,
        ["Tensor.Zeros(int[], bool, Device)"] = Factory,
        ["Tensor.Ones(int[], bool, Device)"] = Factory,
        ["Tensor.ZerosLike(Tensor, bool, Device)"] = Factory,
        ["Tensor.OnesLike(Tensor, bool, Device)"] = Factory,
        ["Tensor.Full(int[], T, bool, Device)"] = Factory,
        ["x.To(Device)"] = "Needs a device: AutoDiff.Gpu.Tests.",
        ["Tensor.Arange(T, bool, Device)"] = Factory,
        ["Tensor.Arange(T, T, bool, Device)"] = Factory,
        ["Tensor.Arange(T, T, T, bool, Device)"] = Factory,
        ["Tensor.Linspace(T, T, int, bool, Device)"] = Factory,
        ["Tensor.RandomUniform(Random, int[])"] = Factory,
        ["Tensor.RandomUniform(Random, int[], T, T, bool, Device)"] = Factory,
        ["Tensor.RandomNormal(Random, int[])"] = Factory,
        ["Tensor.RandomNormal(Random, int[], T, T, bool, Device)"] = Factory,
        ["Tensor.RandomPermutation(Random, int)"] = Factory,
        ["Tensor.Wrap(T[], int[])"] = Shared,
        ["Tensor.FromTensorSpan(ReadOnlyTensorSpan, bool, Device)"] = Shared,
        ["x.ToSystemTensor()"] = Shared,
        ["Tensor.Mask(bool)"] = Factory,
        ["Tensor.Mask(bool[])"] = Factory,
        ["Tensor.Mask(bool[], int[])"] = Factory,
        ["Tensor.Mask(bool[,])"] = Factory,
        ["Tensor.Indices(int[])"] = Factory,
        ["Tensor.Indices(int[], int[])"] = Factory,
        ["Index.op_Implicit(int[])"] = Factory,
    };

    private const string Factory = "Makes tensors of numbers, not of the elements of others: FactoryTests, TensorFactoryTests, MaskTests.";
    private const string Shared = "Shares or copies elements with arrays and tensors of .NET: SystemTensorTests.";

    private static readonly int[][] UsualShapes = [[], [1], [0], [3], [2, 3], [1, 3], [0, 3], [2, 0], [2, 1, 3], [2, 3, 2]];

    // Made when asked for: the tables of the other files must be there.
    private static readonly Lazy<Operation<T>[]> Table = new(() =>
    [
        .. Unary(), .. Binary(), .. Ternary(), .. Views(), .. Parts(), .. Places(), .. Masks(), .. Joined(), .. InPlace(), .. Reductions(), .. Extremes(), .. Scans(),
        .. Products(), .. Losses(),
    ]);

    public static IReadOnlyList<Operation<T>> All => Table.Value;

    private static Operation<T> Op(string members, params Call<T>[] calls) => new(members.Split(" | "), calls);

    /// <summary>One operand of a shape.</summary>
    private static Call<T> On(string name, int[] shape, Func<Tensor<T>, object> run, Func<LogicalArray, LogicalArray> expected) =>
        new(name, [shape], operands => run(operands[0]), operands => expected(operands[0]));

    /// <summary>Two operands.</summary>
    private static Call<T> On(
        string name, int[] left, int[] right, Func<Tensor<T>, Tensor<T>, object> run, Func<LogicalArray, LogicalArray, LogicalArray> expected) =>
        new(name, [left, right], operands => run(operands[0], operands[1]), operands => expected(operands[0], operands[1]));

    /// <summary>One operand of each of the usual shapes.</summary>
    private static Call<T>[] Usual(string name, Func<Tensor<T>, object> run, Func<LogicalArray, LogicalArray> expected, Func<Call<T>, Call<T>>? change = null) =>
        [.. UsualShapes.Select(shape => On(name, shape, run, expected)).Select(call => change is null ? call : change(call))];

    private static T Number(double number) => T.CreateChecked(number);
}
