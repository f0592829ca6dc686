using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <content>The maps over spans.</content>
internal sealed partial class CSharpKernel
{
    private void WriteMap()
    {
        string name = _signature.Name;
        _writer.Line($"/// <summary><c>{name}</c> of each element.</summary>");
        WriteMap(NamingContract.Map(name), "Map", [("result", "Receives the values.")]);
    }

    private void WriteMapValueAndGradient()
    {
        string name = _signature.Name;
        _writer.Line($"/// <summary><c>{name}</c> of each element and its partial derivatives there, in one pass.</summary>");
        WriteMap(
            NamingContract.MapValueAndGradient(name),
            "MapWithPartials",
            [
                ("value", "Receives the values."),
                .. _active.Select(parameter => (parameter.Name + "Gradient", $"Receives the derivatives by <c>{parameter.Name}</c>.")),
            ]);
    }

    private void WriteMap(string name, string method, IReadOnlyList<(string Name, string What)> results)
    {
        var names = new NameScope(_signature);
        (string Name, string What)[] outputs = [.. results.Select(result => (names.Unique(result.Name), result.What))];
        DocumentParameters();

        foreach ((string output, string what) in outputs)
        {
            _writer.Line($"/// <param name=\"{output}\">{what}</param>");
        }

        _writer.Line("/// <exception cref=\"global::System.ArgumentException\">");
        _writer.Line("/// The spans differ in length; a result shares memory with another one, or with an operand other than element by element.");
        _writer.Line("/// </exception>");
        CSharpFile.WriteGeneratedCode(_writer);
        string[] parameters =
        [
            .. _signature.Parameters.Select(parameter => parameter.IsActive
                ? $"global::System.ReadOnlySpan<{_element}> {NameScope.Escape(parameter.Name)}"
                : CSharpFile.Declaration(parameter)),
            .. outputs.Select(output => $"global::System.Span<{_element}> {NameScope.Escape(output.Name)}"),
        ];
        _writer.Line($"{_signature.Accessibility} static void {name}{_signature.TypeParameters}({string.Join(", ", parameters)}){Constraints()}");
        _writer.Open();
        string spans = names.Unique("spans");
        string texts = string.Join(", ", _active.Select(parameter => parameter.Name).Concat(outputs.Select(output => output.Name)).Select(text => $"\"{text}\""));
        _writer.Line($"var {spans} = new global::AutoDiff.ElementwiseSpans<{_element}>([{texts}]);");
        foreach (ParameterModel parameter in _active)
        {
            _writer.Line($"{spans}.AddInput({NameScope.Escape(parameter.Name)});");
        }

        foreach ((string output, _) in outputs)
        {
            _writer.Line($"{spans}.AddOutput({NameScope.Escape(output)});");
        }

        _writer.Line($"global::AutoDiff.Elementwise.{method}({NewKernel()}, {spans});");
        _writer.Close();
    }
}
