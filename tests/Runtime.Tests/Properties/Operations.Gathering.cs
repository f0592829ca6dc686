using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Runtime.Tests.Properties;

/// <content>Elements found by places and masks, tensors put together, and changes in place.</content>
internal static partial class Operations<T>
{
    private static readonly MaskTensor Chosen = Tensor.Mask(new[,] { { true, false, true }, { false, false, true } });

    private static IEnumerable<Operation<T>> Places()
    {
        yield return Op(
            "x.IndexSelect(int, Index)",
            On("IndexSelect(1, [2, 0, 2])", [2, 3], x => x.IndexSelect(1, Tensor.Indices(2, 0, 2)), x => Part(x, [2, 3], place => [place[0], place[1] == 1 ? 0 : 2])),
            On("IndexSelect(0, [-1])", [3, 2], x => x.IndexSelect(0, Tensor.Indices(-1)), x => Part(x, [1, 2], place => [2, place[1]])),
            On("IndexSelect(0, [])", [3, 2], x => x.IndexSelect(0, Tensor.Indices()), x => Part(x, [0, 2], place => place)),
            On("IndexSelect(-1, scalar)", [3], x => x.IndexSelect(-1, Tensor.Indices([1], [])), x => Part(x, [1], _ => [1])),
            On("IndexSelect(0, [0])", [], x => x.IndexSelect(0, Tensor.Indices(0)), x => x),
            On("IndexSelect(1, [0])", [0, 2], x => x.IndexSelect(1, Tensor.Indices(0)), x => Part(x, [0, 1], place => place)));
        yield return Op(
            "x.get_Element(TensorIndex[])",
            On("x[1]", [2, 3], x => x[(TensorIndex)1], x => Part(x, [3], place => [1, place[0]])),
            On("x[.., ^1]", [2, 3], x => x[.., ^1], x => Part(x, [2], place => [place[0], 2])),
            On("x[1..3, 0..0]", [4, 2], x => x[1..3, 0..0], x => Part(x, [2, 0], place => place)),
            On("x[Ellipsis, NewAxis, -2]", [2, 3], x => x[TensorIndex.Ellipsis, TensorIndex.NewAxis, -2], x => Part(x, [2, 1], place => [place[0], 1])),
            On("x[Every(.., 2), ^2..]", [5, 3], x => x[TensorIndex.Every(.., 2), ^2..], x => Part(x, [3, 2], place => [2 * place[0], 1 + place[1]])),
            On("x[0, Ellipsis, 1..]", [2, 2, 3], x => x[0, TensorIndex.Ellipsis, 1..], x => Part(x, [2, 2], place => [0, place[0], 1 + place[1]])),
            On("x[NewAxis]", [], x => x[TensorIndex.NewAxis], x => Shaped(x, 1)),
            On("x[.., 1]", [0, 3], x => x[.., 1], x => Part(x, [0], place => place)));
        yield return Op(
            "x.get_Element(Index)",
            On("x[[2, 0, 2]]", [3, 2], x => x[Tensor.Indices(2, 0, 2)], x => Part(x, [3, 2], place => [place[0] == 1 ? 0 : 2, place[1]])),
            On("x[[]]", [3], x => x[Tensor.Indices()], x => Part(x, [0], place => place)));
        yield return Op(
            "x.Gather(int, Index)",
            On("Gather(1, [[2, 2], [0, 1]])", [2, 3], x => x.Gather(1, Tensor.Indices([2, 2, 0, 1], [2, 2])), x => Part(x, [2, 2], place => [place[0], place[0] == 0 ? 2 : place[1]])),
            On("Gather(0, [[1, -1]])", [2, 3], x => x.Gather(0, Tensor.Indices([1, -1], [1, 2])), x => Part(x, [1, 2], place => [1, place[1]])),
            On("Gather(0, [])", [3], x => x.Gather(0, Tensor.Indices()), x => Part(x, [0], place => place)),
            On("Gather(0, scalar)", [], x => x.Gather(0, Tensor.Indices([0], [])), x => x));
        yield return Op(
            "x.ScatterAdd(int, Index, Tensor)",
            On("ScatterAdd(1, [[0, 0, 2]])", [2, 3], [1, 3], (x, y) => x.ScatterAdd(1, Tensor.Indices([0, 0, 2], [1, 3]), y), (x, y) => LogicalArray.Of([2, 3], place => place[0] == 1 || place[1] == 1 ? x[place] : place[1] == 0 ? x[place] + (y[0, 0] + y[0, 1]) : x[place] + y[0, 2])) with { Units = 4 },
            On("ScatterAdd(0, [[1]])", [2, 3], [2, 3], (x, y) => x.ScatterAdd(0, Tensor.Indices([1], [1, 1]), y), (x, y) => LogicalArray.Of([2, 3], place => place[0] == 1 && place[1] == 0 ? x[1, 0] + y[0, 0] : x[place])) with { Units = 4 },
            On("ScatterAdd(0, [])", [2], [0], (x, y) => x.ScatterAdd(0, Tensor.Indices(), y), (x, _) => x));
        yield return Op(
            "x.Scatter(int, Index, Tensor)",
            On("Scatter(1, [[2, 0]])", [2, 3], [1, 2], (x, y) => x.Scatter(1, Tensor.Indices([2, 0], [1, 2]), y), (x, y) => LogicalArray.Of([2, 3], place => place[0] == 1 || place[1] == 1 ? x[place] : place[1] == 2 ? y[0, 0] : y[0, 1])),
            On("Scatter(0, [2])", [3], [2], (x, y) => x.Scatter(0, Tensor.Indices(2), y), (x, y) => LogicalArray.Of([3], place => place[0] == 2 ? y[0] : x[place])),
            On("Scatter(0, [])", [2], [0], (x, y) => x.Scatter(0, Tensor.Indices(), y), (x, _) => x));
    }

    private static IEnumerable<Operation<T>> Masks()
    {
        yield return Op(
            "x.MaskedSelect(Mask)",
            On("MaskedSelect", [2, 3], x => x.MaskedSelect(Chosen), x => new LogicalArray([3], [x[0, 0], x[0, 2], x[1, 2]])),
            On("MaskedSelect, stretched", [3], x => x.MaskedSelect(Chosen), x => new LogicalArray([3], [x[0], x[2], x[2]])),
            On("MaskedSelect by a scalar", [2], x => x.MaskedSelect(Tensor.Mask(true)), x => x),
            On("MaskedSelect of nothing", [2, 2], x => x.MaskedSelect(Tensor.Mask([false, false])), _ => new LogicalArray([0], [])),
            On("MaskedSelect of an empty tensor", [0, 3], x => x.MaskedSelect(Tensor.Mask([true, false, true])), _ => new LogicalArray([0], [])));
        yield return Op("x.get_Element(Mask)", On("x[mask]", [2, 3], x => x[Chosen], x => new LogicalArray([3], [x[0, 0], x[0, 2], x[1, 2]])));
        yield return Op(
            "x.MaskedFill(Mask, T)",
            On("MaskedFill", [2, 3], x => x.MaskedFill(Chosen, Number(7)), x => LogicalArray.Of([2, 3], place => Chosen[place] ? 7 : x[place])),
            On("MaskedFill, stretched", [1], x => x.MaskedFill(Chosen, Number(7)), x => LogicalArray.Of([2, 3], place => Chosen[place] ? 7 : x[0])));
        yield return Op(
            "Tensor.Where(Mask, Tensor, Tensor)",
            On("Where", [2, 3], [3], (x, y) => Tensor.Where(Chosen, x, y), (x, y) => LogicalArray.Of([2, 3], place => Chosen[place] ? x[place] : y[place])),
            On("Where, all stretched", [1], [2, 1, 1], (x, y) => Tensor.Where(Chosen, x, y), (x, y) => LogicalArray.Of([2, 2, 3], place => Chosen[place[1], place[2]] ? x[place] : y[place])),
            On("Where of empty tensors", [0, 1, 3], [3], (x, y) => Tensor.Where(Chosen, x, y), (_, _) => new LogicalArray([0, 2, 3], [])));
        yield return Op("Tensor.Where(Mask, Tensor, T)", On("Where(m, x, 7)", [2, 3], x => Tensor.Where(Chosen, x, Number(7)), x => LogicalArray.Of([2, 3], place => Chosen[place] ? x[place] : 7)));
        yield return Op("Tensor.Where(Mask, T, Tensor)", On("Where(m, 7, x)", [2, 3], x => Tensor.Where(Chosen, Number(7), x), x => LogicalArray.Of([2, 3], place => Chosen[place] ? 7 : x[place])));
        yield return Op("Tensor.Where(Mask, T, T)", On("Where(x > 0, 7, -7)", [2, 3], x => Tensor.Where(x > Number(0), Number(7), Number(-7)), x => x.Map(a => a > 0 ? 7 : -7)) with { IsDifferentiable = false });
        (string Name, Func<Tensor<T>, Tensor<T>, MaskTensor> Tensors, Func<Tensor<T>, T, MaskTensor> Right, Func<T, Tensor<T>, MaskTensor>? Left, Func<double, double, bool> Holds)[] relations =
        [
            ("op_LessThan", (x, y) => x < y, (x, y) => x < y, (x, y) => x < y, (a, b) => a < b),
            ("op_GreaterThan", (x, y) => x > y, (x, y) => x > y, (x, y) => x > y, (a, b) => a > b),
            ("op_LessThanOrEqual", (x, y) => x <= y, (x, y) => x <= y, (x, y) => x <= y, (a, b) => a <= b),
            ("op_GreaterThanOrEqual", (x, y) => x >= y, (x, y) => x >= y, (x, y) => x >= y, (a, b) => a >= b),
            ("Equal", Tensor.Equal, Tensor.Equal, null, (a, b) => a == b),
            ("NotEqual", Tensor.NotEqual, Tensor.NotEqual, null, (a, b) => a != b),
        ];
        foreach (var relation in relations)
        {
            yield return Op($"Tensor.{relation.Name}(Tensor, Tensor)", [.. Pairs.Select(pair => On(relation.Name, pair.Left, pair.Right, relation.Tensors, (x, y) => LogicalArray.Map(numbers => relation.Holds(numbers[0], numbers[1]) ? 1 : 0, x, y)))]);
            yield return Op($"Tensor.{relation.Name}(Tensor, T)", Usual(relation.Name, x => relation.Right(x, Number(1)), x => x.Map(a => relation.Holds(a, 1) ? 1 : 0)));
            if (relation.Left is { } left)
            {
                yield return Op($"Tensor.{relation.Name}(T, Tensor)", Usual(relation.Name, x => left(Number(1), x), x => x.Map(a => relation.Holds(1, a) ? 1 : 0)));
            }
        }

        (string Name, Func<Tensor<T>, MaskTensor> Run, Predicate<double> Holds)[] predicates =
        [
            ("IsNaN", Tensor.IsNaN, double.IsNaN), ("IsInfinity", Tensor.IsInfinity, double.IsInfinity), ("IsFinite", Tensor.IsFinite, double.IsFinite),
            ("IsPositiveInfinity", Tensor.IsPositiveInfinity, double.IsPositiveInfinity), ("IsNegativeInfinity", Tensor.IsNegativeInfinity, double.IsNegativeInfinity),
            ("IsNegative", Tensor.IsNegative, double.IsNegative), ("IsPositive", Tensor.IsPositive, double.IsPositive), ("IsNormal", Tensor.IsNormal, double.IsNormal),
            ("IsSubnormal", Tensor.IsSubnormal, double.IsSubnormal), ("IsInteger", Tensor.IsInteger, double.IsInteger), ("IsEvenInteger", Tensor.IsEvenInteger, double.IsEvenInteger),
            ("IsOddInteger", Tensor.IsOddInteger, double.IsOddInteger), ("IsZero", Tensor.IsZero, a => a == 0),
        ];
        foreach (var predicate in predicates)
        {
            yield return Op($"Tensor.{predicate.Name}(Tensor)", Usual(predicate.Name, predicate.Run, x => x.Map(a => predicate.Holds(a) ? 1 : 0)));
        }

        yield return Op("Mask.op_LogicalNot(Mask)", Usual("!(x > 0)", x => !(x > Number(0)), x => x.Map(a => a > 0 ? 0 : 1)));
        (string Name, Func<MaskTensor, MaskTensor, MaskTensor> Run, Func<bool, bool, bool> Function)[] connectives =
            [("op_BitwiseAnd", (x, y) => x & y, (a, b) => a && b), ("op_BitwiseOr", (x, y) => x | y, (a, b) => a || b), ("op_ExclusiveOr", (x, y) => x ^ y, (a, b) => a != b)];
        foreach (var connective in connectives)
        {
            yield return Op($"Mask.{connective.Name}(Mask, Mask)", [.. Pairs.Select(pair => On(connective.Name, pair.Left, pair.Right, (x, y) => connective.Run(x > Number(0), y > Number(0)), (x, y) => LogicalArray.Map(numbers => connective.Function(numbers[0] > 0, numbers[1] > 0) ? 1 : 0, x, y)))]);
        }

        yield return Op(
            "Tensor.Where(Mask, Mask, Mask)",
            [.. Pairs.Select(pair => On("Where of masks", pair.Left, pair.Right, (x, y) => Tensor.Where(x > Number(0), y > Number(0), x < y), (x, y) => LogicalArray.Map(numbers => (numbers[0] > 0 ? numbers[1] > 0 : numbers[0] < numbers[1]) ? 1 : 0, x, y)))]);
        yield return Op("mask.ToTensor()", Usual("(x > 0).ToTensor()", x => (x > Number(0)).ToTensor<T>(), x => x.Map(a => a > 0 ? 1 : 0), call => call with { IsDifferentiable = false }));
    }

    private static IEnumerable<Operation<T>> Joined()
    {
        yield return Op(
            "Tensor.Cat(Tensor[], int)",
            On("Cat([x, y], 1)", [2, 1], [2, 2], (x, y) => Tensor.Cat([x, y], 1), (x, y) => LogicalArray.Of([2, 3], place => place[1] == 0 ? x[place] : y[place[0], place[1] - 1])),
            On("Cat([x, y], -2)", [1, 2], [0, 2], (x, y) => Tensor.Cat([x, y], -2), (x, _) => x),
            On("Cat([x, y, x])", [2], [1], (x, y) => Tensor.Cat([x, y, x]), (x, y) => new LogicalArray([5], [x[0], x[1], y[0], x[0], x[1]])),
            On("Cat([x])", [0, 3], x => Tensor.Cat([x]), x => x));
        yield return Op(
            "Tensor.Stack(Tensor[], int)",
            On("Stack([x, y])", [2], [2], (x, y) => Tensor.Stack([x, y]), (x, y) => LogicalArray.Of([2, 2], place => place[0] == 0 ? x[place[1]] : y[place[1]])),
            On("Stack([x, y, x], -1)", [2], [2], (x, y) => Tensor.Stack([x, y, x], -1), (x, y) => LogicalArray.Of([2, 3], place => place[1] == 1 ? y[place[0]] : x[place[0]])),
            On("Stack([x, y])", [], [], (x, y) => Tensor.Stack([x, y]), (x, y) => new LogicalArray([2], [x[[]], y[[]]])),
            On("Stack([x, y], 1)", [2, 0], [2, 0], (x, y) => Tensor.Stack([x, y], 1), (_, _) => new LogicalArray([2, 2, 0], [])));
    }

    private static IEnumerable<Operation<T>> InPlace()
    {
        (string Name, Func<Tensor<T>, Tensor<T>, Tensor<T>> Tensors, Func<Tensor<T>, T, Tensor<T>> Numbers, Func<double, double, double> Function)[] changes =
        [
            ("AddInPlace", (x, y) => x.AddInPlace(y), (x, y) => x.AddInPlace(y), (a, b) => a + b),
            ("SubInPlace", (x, y) => x.SubInPlace(y), (x, y) => x.SubInPlace(y), (a, b) => a - b),
            ("MulInPlace", (x, y) => x.MulInPlace(y), (x, y) => x.MulInPlace(y), (a, b) => a * b),
            ("DivInPlace", (x, y) => x.DivInPlace(y), (x, y) => x.DivInPlace(y), (a, b) => a / b),
            ("CopyFrom", (x, y) => x.CopyFrom(y), (x, y) => x.Fill(y), (_, b) => b),
        ];
        foreach (var change in changes)
        {
            yield return Op(
                $"x.{change.Name}(Tensor)",
                On(change.Name, [2, 3], [3], (x, y) => change.Tensors(x.Clone(), y), Changed) with { Low = 0.3 },
                On(change.Name, [], [], (x, y) => change.Tensors(x.Clone(), y), Changed) with { Low = 0.3 },
                On(change.Name, [0, 3], [1], (x, y) => change.Tensors(x.Clone(), y), Changed) with { Low = 0.3 },
                On(change.Name + " of a transposed view", [2, 3], [2], (x, y) => Whole(x, whole => change.Tensors(whole.Transpose(), y)), (x, y) => LogicalArray.Of([2, 3], place => change.Function(x[place], y[place[0]]))) with { Low = 0.3 },
                On(change.Name + " of a row", [2, 3], [3], (x, y) => Whole(x, whole => change.Tensors(whole.Select(0, 1), y)), (x, y) => LogicalArray.Of([2, 3], place => place[0] == 1 ? change.Function(x[place], y[place[1]]) : x[place])) with { Low = 0.3 },
                On(change.Name + " of a row by another", [2, 3], x => Whole(x, whole => change.Tensors(whole.Select(0, 1), whole.Select(0, 0))), x => LogicalArray.Of([2, 3], place => place[0] == 1 ? change.Function(x[place], x[0, place[1]]) : x[place])) with { Low = 0.3 },
                On(change.Name + " of elements by their neighbours", [4], x => Whole(x, whole => change.Tensors(whole.Slice(0, 1), whole.Slice(0, 0, 3))), x => LogicalArray.Of([4], place => place[0] > 0 ? change.Function(x[place], x[place[0] - 1]) : x[place])) with { Low = 0.3 });
            string member = change.Name == "CopyFrom" ? "Fill" : change.Name;
            yield return Op(
                $"x.{member}(T)",
                [
                    .. Usual(member, x => change.Numbers(x.Clone(), Number(1.75)), x => x.Map(a => change.Function(a, 1.75))),
                    On(member + " of every second element", [2, 5], x => Whole(x, whole => change.Numbers(whole.Slice(1, 0, null, 2), Number(1.75))), x => LogicalArray.Of([2, 5], place => place[1] % 2 == 0 ? change.Function(x[place], 1.75) : x[place])),
                ]);

            LogicalArray Changed(LogicalArray x, LogicalArray y) => LogicalArray.Of(x.Shape, place => change.Function(x[place], y[place]));
        }

        yield return Op(
            "x.CopyFrom(Tensor)",
            On("x[.., 1..] = y", [2, 3], [2], (x, y) => Whole(x, whole => whole[.., 1..] = y), (x, y) => LogicalArray.Of([2, 3], place => place[1] > 0 ? y[place[1] - 1] : x[place])),
            On("x[Every(.., 2)] = x[0]", [3, 2], x => Whole(x, whole => whole[TensorIndex.Every(.., 2)] = whole[0..1]), x => LogicalArray.Of([3, 2], place => place[0] % 2 == 0 ? x[0, place[1]] : x[place])));
        yield return Op("x.Fill(T)", On("x[1, 2] = 7", [2, 3], x => Whole(x, whole => whole[1, 2] = Number(7)), x => LogicalArray.Of([2, 3], place => place[0] == 1 && place[1] == 2 ? 7 : x[place])));
        yield return Op(
            "x.Zero()",
            [.. Usual("Zero()", x => x.Clone().Zero(), x => x.Map(_ => 0)), On("Zero() of a column", [2, 3], x => Whole(x, whole => whole.Select(1, 0).Zero()), x => LogicalArray.Of([2, 3], place => place[1] == 0 ? 0 : x[place]))]);

        static Tensor<T> Whole(Tensor<T> x, Action<Tensor<T>> change)
        {
            Tensor<T> whole = x.Clone();
            change(whole);
            return whole;
        }
    }
}
