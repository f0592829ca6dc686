using System.Collections.Generic;

namespace AutoDiff.Generator.Ir;

/// <summary>
/// The invariants of the IR. Every pass relies on them and none repairs them: a violation is an error in this generator.
/// <list type="bullet">
/// <item>A value is defined once in the whole function and used only where its definition is in lexical scope.</item>
/// <item>Both arms of an If yield its results, type by type.</item>
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
                OpKind.Constant or OpKind.Zero or OpKind.Undefined => (0, 0, 0),
                OpKind.Select => (0, 3, 3),
                OpKind.If => (2, 1, 1),
                OpKind.Cast or OpKind.Throw => (0, 1, 1),
                OpKind.GuardedMultiply or OpKind.GuardedDivide => (0, 2, 2),
                _ => (0, 0, int.MaxValue),
            };
            if (op.Regions.Count != regions || op.Operands.Count < least || op.Operands.Count > most)
            {
                Errors.Add($"{op.Kind} has {op.Operands.Count} operands and {op.Regions.Count} regions.");
            }

            bool hasResults = op.Kind is OpKind.If or OpKind.Throw or OpKind.Verbatim or OpKind.Call || op.Results.Count == 1;
            if (!hasResults || (op.Kind == OpKind.Throw && op.Results.Count != 0))
            {
                Errors.Add($"{op.Kind} has {op.Results.Count} results.");
            }

            foreach (Region region in op.Regions)
            {
                Region(region, $"an arm of {op.Kind}");
                Yields(op, region);
            }
        }

        private void Yields(Op op, Region region)
        {
            if (region.Yields.Count != op.Results.Count)
            {
                Errors.Add($"An arm of {op.Kind} yields {region.Yields.Count} values for {op.Results.Count} results.");
                return;
            }

            for (int i = 0; i < region.Yields.Count; i++)
            {
                if (region.Yields[i].Type != op.Results[i].Type)
                {
                    Errors.Add($"{op.Results[i]} is {op.Results[i].Type} but an arm yields {region.Yields[i].Type}.");
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
