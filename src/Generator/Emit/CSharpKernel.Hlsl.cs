using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <content>
/// The three functions of the kernel as HLSL, for graphics processors: text in the user's assembly, which AutoDiff.Gpu puts between its prelude and the code that reads and writes
/// the elements.
/// </content>
internal sealed partial class CSharpKernel
{
    private void WriteHlsl()
    {
        IrType element = _signature.Result!.Type;
        if (_passive.Any(parameter => HlslExpressions.Type(parameter.Type, element) is null)
            || Hlsl() is not { } text
            || (element.Kind == ScalarKind.Float64 && !HlslExpressions.IsArithmetic(text)))
        {
            return;
        }

        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Line("public static string? Hlsl =>");
        _writer.Literal(text, ";");
        if (_passive.Length == 0)
        {
            return;
        }

        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Line($"public static void WriteHlslConstants(in {_kernel} kernel, ref global::AutoDiff.HlslConstants constants)");
        _writer.Open();
        foreach (ParameterModel parameter in _passive)
        {
            _writer.Line($"constants.Add(kernel.{Field(parameter)});");
        }

        _writer.Close();
    }

    private string? Hlsl()
    {
        var writer = new SourceWriter();
        KernelFunctions functions = _derivatives.Kernel!;
        if (!WriteFunction(writer, "Forward", functions.Forward, takesAdjoint: false, ["result"]))
        {
            return null;
        }

        string[] partials = [.. Enumerable.Range(0, _active.Length).Select(i => $"partial{i}")];
        string[] gradients = [.. Enumerable.Range(0, _active.Length).Select(i => $"gradient{i}")];
        var reverse = new SourceWriter();
        if (WriteFunction(reverse, "Backward", functions.Pullback, takesAdjoint: true, gradients))
        {
            reverse.Line();
            if (WriteFunction(reverse, "ForwardWithPartials", functions.Partials, takesAdjoint: false, ["result", .. partials]))
            {
                return $"{writer}\n{reverse}";
            }
        }

        // The reverse sweep of a loop needs a tape. Tangents need none.
        writer.Line();
        return WriteTangents(writer, partials, gradients) ? writer.ToString() : null;
    }

    /// <summary>Forward mode, once for each operand, in place of a reverse sweep.</summary>
    private bool WriteTangents(SourceWriter writer, string[] partials, string[] gradients)
    {
        Function forward = _derivatives.Kernel!.Forward;
        Function tangent = Simplify.Run(Transform.Forward.Run(forward, [.. _signature.Parameters.Select(parameter => parameter.IsActive)]), forward.NextId);
        string[] seeds = [.. _active.Select((_, i) => $"seed{i}")];
        string operands = Operands();
        writer.Line($"void Tangent({string.Join(", ", _active.Select((_, i) => $"real x{i}").Concat(seeds.Select(seed => $"real {seed}")))}, out real result, out real tangent)");
        writer.Open();
        bool isWritten = HlslBody.Write(writer, tangent, [.. Arguments(), .. seeds], ["result", "tangent"], _signature.Result!.Type);
        writer.Close();
        if (!isWritten)
        {
            return false;
        }

        writer.Line();
        WriteHead(writer, "ForwardWithPartials", takesAdjoint: false, ["result", .. partials]);
        for (int i = 0; i < partials.Length; i++)
        {
            string unit = string.Join(", ", _active.Select((_, k) => k == i ? "1.0" + HlslExpressions.Suffix : HlslExpressions.Call("Zero", [])));
            writer.Line($"Tangent({operands}, {unit}, result, {partials[i]});");
        }

        writer.Close();
        writer.Line();
        WriteHead(writer, "Backward", takesAdjoint: true, gradients);
        writer.Line("real result;");
        writer.Line($"ForwardWithPartials({operands}, result, {string.Join(", ", gradients)});");
        foreach (string gradient in gradients)
        {
            writer.Line($"{gradient} = {HlslExpressions.Call("GuardedMultiply", ["adjoint", gradient])};");
        }

        writer.Close();
        return true;
    }

    private bool WriteFunction(SourceWriter writer, string name, Function function, bool takesAdjoint, IReadOnlyList<string> results)
    {
        WriteHead(writer, name, takesAdjoint, results);
        string[] adjoint = takesAdjoint ? ["adjoint"] : [];
        bool isWritten = HlslBody.Write(writer, function, [.. Arguments(), .. adjoint], results, _signature.Result!.Type);
        writer.Close();
        return isWritten;
    }

    private void WriteHead(SourceWriter writer, string name, bool takesAdjoint, IReadOnlyList<string> results)
    {
        IEnumerable<string> parameters = _active.Select((_, i) => $"real x{i}")
            .Concat(takesAdjoint ? ["real adjoint"] : [])
            .Concat(results.Select(result => $"out real {result}"));
        writer.Line($"void {name}({string.Join(", ", parameters)})");
        writer.Open();
    }

    private string Operands() => string.Join(", ", _active.Select((_, i) => $"x{i}"));

    /// <summary>How each parameter is written: operands by their number, passive arguments as the constants that AutoDiff.Gpu declares.</summary>
    private IEnumerable<string> Arguments()
    {
        int active = 0;
        int passive = 0;
        foreach (ParameterModel parameter in _signature.Parameters)
        {
            yield return parameter.IsActive ? $"x{active++}"
                : parameter.Type.Kind switch
                {
                    ScalarKind.Bool => $"(c{passive++} != 0u)",
                    ScalarKind.Integer => $"asint(c{passive++})",
                    _ => $"asfloat(c{passive++})",
                };
        }
    }
}
