using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <content>The kernel for graphics processors: its text in the user's assembly, and how its passive arguments get there.</content>
internal sealed partial class CSharpKernel
{
    private void WriteHlsl()
    {
        if (HlslKernel.Of(_derivatives).Text is not { } text)
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
}
