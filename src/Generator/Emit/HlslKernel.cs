using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <summary>
/// The three functions of a kernel as HLSL, for graphics processors: text in the user's assembly, which AutoDiff.Gpu puts between its prelude and the code that reads and writes
/// the elements. Whether there is such a text is decided here alone; the analyzer reports what is in the way where a method is to run there.
/// </summary>
internal sealed class HlslKernel
{
    private readonly KernelFunctions _functions;
    private readonly SignatureModel _signature;
    private readonly ParameterModel[] _active;
    private readonly IrType _element;
    private readonly List<DeviceObstacle> _obstacles;

    private HlslKernel(Derivatives derivatives)
    {
        _functions = derivatives.Kernel!;
        _signature = derivatives.Method.Signature;
        _active = [.. _signature.Parameters.Where(parameter => parameter.IsActive)];
        _element = _signature.Result!.Type;
        _obstacles = [.. _signature.Parameters.Where(parameter => !parameter.IsActive).Select(Against).OfType<DeviceObstacle>()];
        Text = Write();
    }

    /// <summary>The text; null where something has no form for graphics processors.</summary>
    public string? Text { get; }

    /// <summary>What that is.</summary>
    public IReadOnlyList<DeviceObstacle> Obstacles => _obstacles;

    /// <summary>Writes the kernel of a method that has one.</summary>
    public static HlslKernel Of(Derivatives derivatives) => new(derivatives);

    private DeviceObstacle? Against(ParameterModel parameter) =>
        HlslExpressions.Type(parameter.Type, _element) is null ? DeviceObstacles.OfType(parameter.Type, _element, 0, parameter.Name)
        : _element.Kind == ScalarKind.Float64 && parameter.Type.IsReal
            ? new DeviceObstacle(Reason.DeviceDouble, "a constant of a call gets there as a float, so make it an active parameter", 0, parameter.Name)
        : null;

    private string? Write()
    {
        var writer = new SourceWriter();
        _obstacles.AddRange(WriteFunction(writer, "Forward", _functions.Forward, takesAdjoint: false, ["result"]));
        if (_obstacles.Count > 0)
        {
            return null;
        }

        string[] partials = [.. Enumerable.Range(0, _active.Length).Select(i => $"partial{i}")];
        string[] gradients = [.. Enumerable.Range(0, _active.Length).Select(i => $"gradient{i}")];
        var reverse = new SourceWriter();
        if (WriteFunction(reverse, "Backward", _functions.Pullback, takesAdjoint: true, gradients).Count == 0)
        {
            reverse.Line();
            if (WriteFunction(reverse, "ForwardWithPartials", _functions.Partials, takesAdjoint: false, ["result", .. partials]).Count == 0)
            {
                return $"{writer}\n{reverse}";
            }
        }

        // The reverse sweep of a loop needs a tape. Tangents need none.
        writer.Line();
        _obstacles.AddRange(WriteTangents(writer, partials, gradients));
        return _obstacles.Count == 0 ? writer.ToString() : null;
    }

    /// <summary>Forward mode, once for each operand, in place of a reverse sweep.</summary>
    private IReadOnlyList<DeviceObstacle> WriteTangents(SourceWriter writer, string[] partials, string[] gradients)
    {
        Function forward = _functions.Forward;
        Function tangent = Simplify.Run(Transform.Forward.Run(forward, [.. _signature.Parameters.Select(parameter => parameter.IsActive)]), forward.NextId);
        string[] seeds = [.. _active.Select((_, i) => $"seed{i}")];
        string operands = Operands();
        writer.Line($"void Tangent({string.Join(", ", _active.Select((_, i) => $"real x{i}").Concat(seeds.Select(seed => $"real {seed}")))}, out real result, out real tangent)");
        writer.Open();
        IReadOnlyList<DeviceObstacle> obstacles = HlslBody.Write(writer, tangent, [.. Arguments(), .. seeds], ["result", "tangent"], _element);
        writer.Close();
        if (obstacles.Count > 0)
        {
            return obstacles;
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
        return [];
    }

    private IReadOnlyList<DeviceObstacle> WriteFunction(SourceWriter writer, string name, Function function, bool takesAdjoint, IReadOnlyList<string> results)
    {
        WriteHead(writer, name, takesAdjoint, results);
        string[] adjoint = takesAdjoint ? ["adjoint"] : [];
        IReadOnlyList<DeviceObstacle> obstacles = HlslBody.Write(writer, function, [.. Arguments(), .. adjoint], results, _element);
        writer.Close();
        return obstacles;
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

    /// <summary>How each parameter is written: operands by their number, passive arguments as the constants that AutoDiff.Gpu declares; null for those that cannot get there.</summary>
    private IEnumerable<string?> Arguments()
    {
        int active = 0;
        int passive = 0;
        foreach (ParameterModel parameter in _signature.Parameters)
        {
            yield return parameter.IsActive ? $"x{active++}"
                : _obstacles.Any(obstacle => obstacle.Parameter == parameter.Name) ? null
                : parameter.Type.Kind switch
                {
                    ScalarKind.Bool => $"(c{passive++} != 0u)",
                    ScalarKind.Integer => $"asint(c{passive++})",
                    _ => $"asfloat(c{passive++})",
                };
        }
    }
}
