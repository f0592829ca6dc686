using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <summary>The <c>FGraph</c> member: the method and its value-and-gradient function as lists of nodes.</summary>
internal sealed class CSharpGraph
{
    private const string Node = "global::AutoDiff.GraphNode";

    private readonly List<string> _nodes = [];
    private readonly Dictionary<int, int> _numbers = [];
    private int _regions;

    public static void Write(SourceWriter writer, Derivatives derivatives)
    {
        SignatureModel signature = derivatives.Method.Signature;
        string[] gradients = signature.Parameters
            .Where(parameter => parameter is { IsActive: true, IsInput: true })
            .SelectMany(parameter => parameter.Shape.Leaves.Where(leaf => leaf.Type.IsReal).Select(leaf => parameter.Name + leaf.Name + "Bar"))
            .ToArray();
        string[] outputs = signature.Parameters
            .Where(parameter => parameter.IsOutput)
            .SelectMany(parameter => parameter.Shape.Leaves.Select(leaf => parameter.Name + leaf.Name))
            .ToArray();
        writer.Line($"/// <summary>The computation graph of <c>{signature.Name}</c> and that of its value and gradient.</summary>");
        CSharpFile.WriteGeneratedCode(writer);
        writer.Line($"{signature.Accessibility} static global::AutoDiff.ComputationGraph {NamingContract.Graph(signature.Name)} => new global::AutoDiff.ComputationGraph(");
        writer.Line($"    \"{signature.Name}\",");
        WriteNodes(writer, derivatives.Method.Function, ["value", .. outputs], ",");
        WriteNodes(writer, derivatives.ValueAndGradient!, ["value", .. outputs, .. gradients], ");");
    }

    private static void WriteNodes(SourceWriter writer, Function function, IReadOnlyList<string> outputs, string behind)
    {
        var graph = new CSharpGraph();
        foreach (Value parameter in function.Parameters)
        {
            graph.Add(parameter, "parameter", parameter.Name ?? "", "", []);
        }

        graph.Visit(function.Body, "");
        for (int i = 0; i < outputs.Count; i++)
        {
            graph._nodes.Add(Text(graph._nodes.Count, "output", outputs[i], "", [graph._numbers[function.Body.Yields[i].Id]]));
        }

        writer.Line($"    new {Node}[]");
        writer.Line("    {");
        foreach (string node in graph._nodes)
        {
            writer.Line("        " + node + ",");
        }

        writer.Line("    }" + behind);
    }

    private void Visit(Region region, string path)
    {
        foreach (Op op in region.Ops)
        {
            if (op.Kind == OpKind.If)
            {
                string number = $"if{++_regions}";
                string prefix = path.Length == 0 ? number : $"{path}.{number}";
                Visit(op.Regions[0], prefix + ".then");
                Visit(op.Regions[1], prefix + ".else");
                for (int i = 0; i < op.Results.Count; i++)
                {
                    Add(op.Results[i], "if", op.Results[i].Name ?? "", path, [op.Operands[0], op.Regions[0].Yields[i], op.Regions[1].Yields[i]]);
                }

                continue;
            }

            if (op.IsLoop)
            {
                VisitLoop(op, path);
                continue;
            }

            if (op.Results.Count == 0)
            {
                // What is written has no value, but is a step that the graph shows.
                _nodes.Add(Text(_nodes.Count, Operation(op), "", path, op.Operands.Select(operand => _numbers[operand.Id]).ToArray()));
            }

            for (int i = 0; i < op.Results.Count; i++)
            {
                Add(op.Results[i], Operation(op), op.Results[i].Name ?? "", path, op.Operands);
            }
        }
    }

    /// <summary>A loop: its counter and carried values come in, its results join first and next values.</summary>
    private void VisitLoop(Op op, string path)
    {
        string kind = op.Kind == OpKind.For ? "for" : "while";
        string number = $"{kind}{++_regions}";
        string prefix = path.Length == 0 ? number : $"{path}.{number}";
        if (op.Kind == OpKind.For)
        {
            Add(op.Body.Parameters[0], "counter", op.Body.Parameters[0].Name ?? "", prefix, [op.Operands[0], op.Operands[1]]);
        }

        for (int k = 0; k < op.CarriedCount; k++)
        {
            (Value init, Value parameter, Value _) = op.Carried(k);
            Add(parameter, "carried", parameter.Name ?? "", prefix, [init]);
            if (op.Kind == OpKind.While)
            {
                _numbers[op.Regions[0].Parameters[k].Id] = _numbers[parameter.Id];
            }
        }

        foreach (Region region in op.Regions)
        {
            Visit(region, prefix);
        }

        for (int k = 0; k < op.Results.Count; k++)
        {
            bool isCarried = k < op.CarriedCount;
            Add(op.Results[k], kind, op.Results[k].Name ?? "", path, isCarried ? [op.Carried(k).Init, op.Carried(k).Next] : []);
        }
    }

    private void Add(Value value, string operation, string name, string region, IReadOnlyList<Value> operands)
    {
        int[] inputs = operands.Select(operand => _numbers[operand.Id]).ToArray();
        _numbers[value.Id] = _nodes.Count;
        _nodes.Add(Text(_nodes.Count, operation, name, region, inputs));
    }

    private static string Text(int id, string operation, string name, string region, IReadOnlyList<int> inputs)
    {
        string edges = string.Concat(inputs.Select(input => $", {input}"));
        return $"new {Node}({id}, {Quote(operation)}, {Quote(name)}, {Quote(region)}{edges})";
    }

    private static string Operation(Op op) => op.Kind switch
    {
        OpKind.Apply => ((RuleAttribute)op.Attribute!).Key,
        OpKind.Constant or OpKind.Zero or OpKind.Undefined or OpKind.Verbatim => CSharpExpressions.Write(op, op.Operands.Select((_, i) => new Code($"#{i}", Precedence.Primary)).ToArray()).Text,
        OpKind.Cast => $"({op.Result.Type.Name})",
        OpKind.Call => ((CallAttribute)op.Attribute!).Name,
        OpKind.Store => "store",
        OpKind.Accumulate => "accumulate",
        _ => char.ToLowerInvariant(op.Kind.ToString()[0]) + op.Kind.ToString().Substring(1),
    };

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r") + "\"";
}
