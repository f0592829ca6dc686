using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <summary>
/// The Jacobian, outputs by active inputs: a reverse sweep for each output where their number is fixed, a forward sweep for each input
/// where the method writes arrays or spans. Outputs are the parts of the result, then parameters by reference and written arrays in the order of
/// their declaration.
/// </summary>
internal sealed class CSharpJacobian
{
    private readonly SourceWriter _writer;
    private readonly SignatureModel _signature;
    private readonly NameScope _names;
    private readonly ParameterModel[] _inputs;
    private readonly ParameterModel[] _outputs;
    private readonly string _jacobian;
    private readonly string _columns;

    private CSharpJacobian(SourceWriter writer, SignatureModel signature)
    {
        _writer = writer;
        _signature = signature;
        _names = new NameScope(signature);
        _inputs = signature.Parameters.Where(parameter => parameter is { IsActive: true, IsInput: true }).ToArray();
        _outputs = signature.Parameters.Where(parameter => parameter.IsActive && (parameter.IsOutput || parameter.IsWritten)).ToArray();
        _jacobian = _names.Unique("jacobian");
        _columns = _names.Unique("columns");
    }

    /// <summary>Whether it goes forward, for each input; otherwise backward, for each output.</summary>
    public static bool GoesForward(SignatureModel signature) => signature.Parameters.Any(parameter => parameter is { IsActive: true, IsWritten: true });

    private IrType Element
    {
        get
        {
            LeafModel leaf = _inputs.Concat(_outputs).SelectMany(parameter => parameter.Shape.Leaves).First(leaf => leaf.Type.HasDerivative);
            return leaf.Type.IsBuffer ? leaf.Type.Element : leaf.Type;
        }
    }

    public static void Write(SourceWriter writer, SignatureModel signature, Action<string, string, IReadOnlyList<string>> writeHead)
    {
        var jacobian = new CSharpJacobian(writer, signature);
        writer.Line($"/// <summary>The Jacobian of <c>{signature.Name}</c>: all partial derivatives, a row for each output, a column for each active input.</summary>");
        foreach (ParameterModel parameter in signature.Parameters)
        {
            writer.Line($"/// <param name=\"{parameter.Name}\">The argument <c>{parameter.Name}</c> of <c>{signature.Name}</c>.</param>");
        }

        writer.Line($"/// <param name=\"{jacobian._jacobian}\">Becomes the Jacobian, row by row.</param>");
        string[] parameters = [.. signature.Parameters.Select(CSharpFile.Declaration), $"global::System.Span<{jacobian.Element.Name}> {jacobian._jacobian}"];
        writeHead("void", NamingContract.Jacobian(signature.Name), parameters);
        jacobian.WriteSizes();
        if (GoesForward(signature))
        {
            jacobian.WriteColumns();
        }
        else
        {
            jacobian.WriteRows();
        }

        writer.Close();
    }

    private static string Name(ParameterModel parameter) => NameScope.Escape(parameter.Name);

    private static IEnumerable<LeafModel> Reals(ShapeModel shape) => shape.Leaves.Where(leaf => leaf.Type.IsReal);

    private string One => CSharpConstants.Write(Element, new ConstantAttribute(BitConverter.DoubleToInt64Bits(1.0))).Text;

    private string Zero => CSharpConstants.Zero(Element).Text;

    /// <summary>The number of scalars in parameters, as C#.</summary>
    private static string Count(IEnumerable<ParameterModel> parameters, int more)
    {
        int scalars = more;
        var lengths = new List<string>();
        foreach (ParameterModel parameter in parameters)
        {
            if (parameter.Type.IsBuffer)
            {
                lengths.Add(Name(parameter) + ".Length");
            }
            else
            {
                scalars += Reals(parameter.Shape).Count();
            }
        }

        if (scalars > 0 || lengths.Count == 0)
        {
            lengths.Add(scalars.ToString(CultureInfo.InvariantCulture));
        }

        return string.Join(" + ", lengths);
    }

    private int ResultRows => _signature.Result is { } result ? Reals(result).Count() : 0;

    private void WriteSizes()
    {
        _writer.Line($"int {_columns} = {Count(_inputs, 0)};");
        string rows = Count(_outputs, ResultRows);
        rows = rows.Contains("+") ? $"({rows})" : rows;
        _writer.Line($"global::AutoDiff.DerivativeArguments.CheckLength({_jacobian}.Length, {rows} * {_columns}, nameof({_jacobian}), \"outputs times inputs\");");
        _writer.Line($"{_jacobian}.Clear();");
    }

    /// <summary>A value of a shape with one in one part and zero in the others.</summary>
    private string OneHot(ShapeModel shape, int hot) => CSharpShapes.Rebuild(
        shape, [.. Reals(shape).Select((_, real) => new Code(real == hot ? One : Zero, Precedence.Primary))], 0, onlyActive: true);

    private void WriteRows()
    {
        ParameterModel[] byReference = _inputs.Where(input => input.IsOutput).ToArray();
        string[] before = byReference.Select(input => _names.Unique(input.Name + "Before")).ToArray();
        for (int i = 0; i < before.Length; i++)
        {
            _writer.Line($"var {before[i]} = {Name(byReference[i])};");
        }

        int row = 0;
        for (int hot = 0; hot < ResultRows; hot++)
        {
            WriteRow(row++, null, hot, byReference, before);
        }

        foreach (ParameterModel output in _outputs)
        {
            for (int hot = 0; hot < Reals(output.Shape).Count(); hot++)
            {
                WriteRow(row++, output, hot, byReference, before);
            }
        }
    }

    private void WriteRow(int row, ParameterModel? output, int hot, ParameterModel[] byReference, string[] before)
    {
        _writer.Line();
        string name = _names.Unique("row");
        _writer.Line($"global::System.Span<{Element.Name}> {name} = {_jacobian}.Slice({row} * {_columns}, {_columns});");
        for (int i = 0; i < before.Length; i++)
        {
            _writer.Line($"{Name(byReference[i])} = {before[i]};");
        }

        List<string> arguments = [.. _signature.Parameters.Select(CSharpFile.Argument)];
        if (_signature.Result is { } result)
        {
            arguments.Add(OneHot(result, output is null ? hot : -1));
        }

        var offsets = new List<string>();
        var adjoints = new Dictionary<ParameterModel, string>();
        for (int i = 0; i < _inputs.Length; i++)
        {
            offsets.Add(Count(_inputs.Take(i), 0));
        }

        foreach (ParameterModel parameter in _signature.Parameters.Where(parameter => parameter.IsActive))
        {
            if (parameter.Type.IsBuffer)
            {
                arguments.Add($"{name}.Slice({offsets[Array.IndexOf(_inputs, parameter)]}, {Name(parameter)}.Length)");
            }
            else if (parameter.IsOutput)
            {
                string seed = OneHot(parameter.Shape, parameter == output ? hot : -1);
                if (parameter.IsInput)
                {
                    string adjoint = _names.Unique(parameter.Name + "Adjoint");
                    _writer.Line($"{parameter.Type.Name} {adjoint} = {seed};");
                    adjoints.Add(parameter, adjoint);
                    arguments.Add("ref " + adjoint);
                }
                else
                {
                    arguments.Add(seed);
                }
            }
        }

        string call = $"{NamingContract.Vjp(_signature.Name)}{_signature.TypeParameters}({string.Join(", ", arguments)})";
        ParameterModel[] values = _inputs.Where(input => !input.Type.IsBuffer && !input.IsOutput).ToArray();
        string gradient = "";
        if (values.Length == 0)
        {
            _writer.Line(call + ";");
        }
        else
        {
            gradient = _names.Unique("gradient");
            _writer.Line($"var {gradient} = {call}{(_signature.Result is null ? "" : ".Gradient")};");
        }

        for (int i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i].Type.IsBuffer)
            {
                continue;
            }

            string source = adjoints.TryGetValue(_inputs[i], out string? adjoint) ? adjoint : values.Length == 1 ? gradient : $"{gradient}.{Name(_inputs[i])}";
            int part = 0;
            foreach (LeafModel leaf in Reals(_inputs[i].Shape))
            {
                string index = part == 0 ? offsets[i] : offsets[i] == "0" ? $"{part}" : $"{offsets[i]} + {part}";
                _writer.Line($"{name}[{index}] = {source}{leaf.Path};");
                part++;
            }
        }
    }

    private void WriteColumns()
    {
        var before = new List<(string Name, ParameterModel Parameter)>();
        foreach (ParameterModel input in _inputs.Where(input => input.IsWritten || input.IsOutput))
        {
            string name = _names.Unique(input.Name + "Before");
            string copy = !input.IsWritten ? Name(input)
                : input.Type.Rank > 1 ? $"({input.Type.Name}){Name(input)}.Clone()"
                : input.Type.IsArray ? $"new global::System.ReadOnlySpan<{Element.Name}>({Name(input)}).ToArray()"
                : $"{Name(input)}.ToArray()";
            _writer.Line($"var {name} = {copy};");
            before.Add((name, input));
        }

        var tangents = new Dictionary<ParameterModel, string>();
        foreach (ParameterModel active in _signature.Parameters.Where(parameter => parameter.IsActive))
        {
            string tangent = _names.Unique(active.Name + "Tangent");
            tangents.Add(active, tangent);
            _writer.Line(active.Type.IsBuffer
                ? $"var {tangent} = new {Element.Name}[{Name(active)}.Length];"
                : $"{active.Type.Name} {tangent} = {OneHot(active.Shape, -1)};");
        }

        string column = _names.Unique("column");
        _writer.Line($"int {column} = 0;");
        foreach (ParameterModel input in _inputs)
        {
            if (!input.Type.IsBuffer)
            {
                for (int hot = 0; hot < Reals(input.Shape).Count(); hot++)
                {
                    _writer.Line();
                    WriteColumn(column, before, tangents, $"{tangents[input]} = {OneHot(input.Shape, hot)};");
                    _writer.Line($"{tangents[input]} = {OneHot(input.Shape, -1)};");
                }

                continue;
            }

            string counter = _names.Counter("i");
            _writer.Line($"for (int {counter} = 0; {counter} < {Name(input)}.Length; {counter}++)");
            _writer.Open();
            WriteColumn(column, before, tangents, $"{tangents[input]}[{counter}] = {One};");
            if (!input.IsWritten)
            {
                _writer.Line($"{tangents[input]}[{counter}] = {Zero};");
            }

            _writer.Close();
            _writer.Line();
            _names.Release(counter);
        }
    }

    private void WriteColumn(string column, List<(string Name, ParameterModel Parameter)> before, Dictionary<ParameterModel, string> tangents, string heat)
    {
        foreach ((string name, ParameterModel parameter) in before)
        {
            _writer.Line(!parameter.IsWritten ? $"{Name(parameter)} = {name};"
                : parameter.Type.Rank > 1 ? $"global::System.Array.Copy({name}, {Name(parameter)}, {name}.Length);"
                : $"global::System.MemoryExtensions.CopyTo({name}, {Name(parameter)});");
            _writer.Line(parameter.IsWritten
                ? $"global::System.Array.Clear({tangents[parameter]});"
                : $"{tangents[parameter]} = {OneHot(parameter.Shape, -1)};");
        }

        _writer.Line(heat);
        string arguments = string.Join(", ", _signature.Parameters.Select(CSharpFile.Argument)
            .Concat(tangents.Select(pair => pair.Key.Passing switch
            {
                Passing.Ref => "ref " + pair.Value,
                Passing.Out => "out " + pair.Value,
                _ => pair.Value,
            })));
        string call = $"{NamingContract.Jvp(_signature.Name)}{_signature.TypeParameters}({arguments})";
        string tangent = "";
        if (_signature.Result is null)
        {
            _writer.Line(call + ";");
        }
        else
        {
            tangent = _names.Unique("tangent");
            _writer.Line($"var {tangent} = {call}.Tangent;");
        }

        var done = new List<ParameterModel>();
        int row = 0;
        if (_signature.Result is { } result)
        {
            foreach (LeafModel leaf in Reals(result))
            {
                _writer.Line($"{_jacobian}[{row++} * {_columns} + {column}] = {tangent}{leaf.Path};");
            }
        }

        foreach (ParameterModel output in _outputs)
        {
            string start = Count(done, ResultRows);
            if (output.Type.IsBuffer)
            {
                string counter = _names.Counter("k");
                _writer.Line($"for (int {counter} = 0; {counter} < {Name(output)}.Length; {counter}++)");
                _writer.Open();
                string index = start == "0" ? counter : $"({start} + {counter})";
                _writer.Line($"{_jacobian}[{index} * {_columns} + {column}] = {tangents[output]}[{counter}];");
                _writer.Close();
                _writer.Line();
                _names.Release(counter);
            }
            else
            {
                int part = 0;
                foreach (LeafModel leaf in Reals(output.Shape))
                {
                    _writer.Line($"{_jacobian}[({start} + {part++}) * {_columns} + {column}] = {tangents[output]}{leaf.Path};");
                }
            }

            done.Add(output);
        }

        _writer.Line($"{column}++;");
    }
}
