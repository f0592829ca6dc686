using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Ir;

/// <summary>
/// The invariants of the IR. Every pass relies on them and none repairs them: a violation is an error in this generator.
/// <list type="bullet">
/// <item>A value is defined once in the whole function and used only where its definition is in lexical scope.</item>
/// <item>Both arms of an If yield its results, type by type.</item>
/// <item>What a loop carries has one type at its start, in the body, at the next iteration and at its end, and is no buffer.</item>
/// <item>Elements are read and written with one index for each dimension and in the type of the buffer.</item>
/// <item>A Throw is the last operation of its region; what such a region yields is never looked at.</item>
/// </list>
/// </summary>
internal static class Verifier
{
    /// <summary>What is wrong, or nothing.</summary>
    public static IReadOnlyList<string> Check(Function function)
    {
        var run = new Run(function);
        run.Function();
        return run.Errors;
    }

    private sealed class Run(Function function)
    {
        private readonly HashSet<int> _defined = [];
        private readonly HashSet<int> _visible = [];

        public List<string> Errors { get; } = [];

        public void Function()
        {
            foreach (Value parameter in function.Parameters)
            {
                Define(parameter, "a parameter");
            }

            Region(function.Body, "the body");
        }

        private void Region(Region region, string where)
        {
            var opened = new List<int>();
            foreach (Value parameter in region.Parameters)
            {
                Define(parameter, where);
                opened.Add(parameter.Id);
            }

            for (int i = 0; i < region.Ops.Count; i++)
            {
                Op op = region.Ops[i];
                Op(op);
                foreach (Value result in op.Results)
                {
                    Define(result, op.Kind.ToString());
                    opened.Add(result.Id);
                }

                if (op.Kind == OpKind.Throw && i != region.Ops.Count - 1)
                {
                    Errors.Add($"A Throw is not the last operation of {where}.");
                }
            }

            foreach (Value value in region.Yields)
            {
                Use(value, "a yield of " + where);
            }

            _visible.ExceptWith(opened);
        }

        private void Op(Op op)
        {
            foreach (Value operand in op.Operands)
            {
                Use(operand, op.Kind.ToString());
            }

            (int regions, int least, int most) = op.Kind switch
            {
                OpKind.Constant or OpKind.Zero or OpKind.Undefined or OpKind.Pop => (0, 0, 0),
                OpKind.Select => (0, 3, 3),
                OpKind.If => (2, 1, 1),
                OpKind.For => (1, 2, int.MaxValue),
                OpKind.While => (2, 0, int.MaxValue),
                OpKind.Load => (0, 2, int.MaxValue),
                OpKind.Store or OpKind.Accumulate => (0, 3, int.MaxValue),
                OpKind.Slice => (0, 1, 3),
                OpKind.New => (0, 1, int.MaxValue),
                OpKind.Cast or OpKind.Throw or OpKind.Length or OpKind.Push => (0, 1, 1),
                OpKind.GuardedMultiply or OpKind.GuardedDivide => (0, 2, 2),
                _ => (0, 0, int.MaxValue),
            };
            if (op.Regions.Count != regions || op.Operands.Count < least || op.Operands.Count > most)
            {
                Errors.Add($"{op.Kind} has {op.Operands.Count} operands and {op.Regions.Count} regions.");
                return;
            }

            int? results = op.Kind switch
            {
                OpKind.If or OpKind.Verbatim or OpKind.Call or OpKind.For or OpKind.While => null,
                OpKind.Throw or OpKind.Store or OpKind.Accumulate or OpKind.Push => 0,
                _ => 1,
            };
            if (results is { } expected && op.Results.Count != expected)
            {
                Errors.Add($"{op.Kind} has {op.Results.Count} results.");
            }

            Elements(op);
            foreach (Region region in op.Regions)
            {
                Region(region, $"a region of {op.Kind}");
            }

            if (op.Kind == OpKind.If)
            {
                Same(op, "an arm", op.Regions[0].Yields, op.Results);
                Same(op, "an arm", op.Regions[1].Yields, op.Results);
            }
            else if (op.IsLoop)
            {
                Loop(op);
            }
        }

        private void Elements(Op op)
        {
            int indices = op.Kind switch
            {
                OpKind.Load => op.Operands.Count - 1,
                OpKind.Store or OpKind.Accumulate => op.Operands.Count - 2,
                _ => -1,
            };
            if (indices < 0)
            {
                return;
            }

            IrType buffer = op.Operands[0].Type;
            IrType element = op.Kind == OpKind.Load ? op.Result.Type : op.Operands[indices + 1].Type;
            if (!buffer.IsBuffer || buffer.Rank != indices || buffer.Element != element)
            {
                Errors.Add($"{op.Kind} of {element} with {indices} indices in {buffer}.");
            }
        }

        private void Loop(Op op)
        {
            int flags = op.Breaks ? 1 : 0;
            var carried = op.Operands.Skip(op.FirstInit).ToArray();
            var types = carried.Select(value => value.Type).ToArray();
            Region body = op.Body;
            Same(op, "a body", body.Yields.Skip(flags).ToArray(), carried);
            Same(op, "the start of a body", body.Parameters.Skip(op.Kind == OpKind.For ? 1 : 0).ToArray(), carried);
            Same(op, "the end", op.Results.Take(op.Results.Count - (op.IsCounted ? 1 : 0)).ToArray(), carried);
            if (op.Kind == OpKind.While)
            {
                Same(op, "a condition's start", op.Regions[0].Parameters, carried);
            }

            if (types.Any(type => type.IsBuffer))
            {
                Errors.Add($"{op.Kind} carries a buffer.");
            }

            bool isFlag = flags == 0 || (body.Yields.Count > 0 && body.Yields[0].Type == IrType.Bool);
            bool isTest = op.Kind != OpKind.While || (op.Regions[0].Yields.Count == 1 && op.Regions[0].Yields[0].Type == IrType.Bool);
            if (!isFlag || !isTest)
            {
                Errors.Add($"{op.Kind} has no bool to decide on.");
            }
        }

        private void Same(Op op, string where, IReadOnlyList<Value> values, IReadOnlyList<Value> expected)
        {
            if (values.Count != expected.Count)
            {
                Errors.Add($"{op.Kind} has {values.Count} values in {where} for {expected.Count}.");
                return;
            }

            for (int i = 0; i < values.Count; i++)
            {
                if (values[i].Type != expected[i].Type)
                {
                    Errors.Add($"{expected[i]} of {op.Kind} is {expected[i].Type} but {values[i].Type} in {where}.");
                }
            }
        }

        private void Define(Value value, string where)
        {
            if (!_defined.Add(value.Id))
            {
                Errors.Add($"{value} is defined a second time by {where}.");
            }

            if (value.Id >= function.NextId)
            {
                Errors.Add($"{value} is not below the first free id {function.NextId}.");
            }

            _visible.Add(value.Id);
        }

        private void Use(Value value, string where)
        {
            if (!_visible.Contains(value.Id))
            {
                Errors.Add($"{value} is used by {where} out of its scope.");
            }
        }
    }
}
