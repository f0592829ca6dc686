using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;
using Extra = AutoDiff.Generator.Emit.CSharpMember.Extra;
using Role = AutoDiff.Generator.Emit.CSharpMember.Role;

namespace AutoDiff.Generator.Emit;

/// <summary>
/// The members of a method that are asked for, but for its graph and its overload on tensors. The results of the functions are: the
/// parts of the method's result, those of its parameters by reference, then tangents or gradients.
/// </summary>
internal sealed class CSharpMembers
{
    private readonly Derivatives _derivatives;
    private readonly SignatureModel _signature;
    private readonly string _name;
    private readonly string _value;
    private readonly ParameterModel[] _active;
    private readonly ParameterModel[] _buffers;

    /// <summary>The active parameters that come in as values of their own.</summary>
    private readonly ParameterModel[] _inputs;
    private readonly ParameterModel[] _outputs;
    private readonly string[] _documentation;

    /// <summary>Where the parts of each output parameter stand among the results, and where what follows begins.</summary>
    private readonly int[] _outputStarts;
    private readonly int _resultLeaves;
    private readonly int _primalResults;

    private CSharpMembers(Derivatives derivatives)
    {
        _derivatives = derivatives;
        _signature = derivatives.Method.Signature;
        _name = _signature.Name;
        _value = _signature.Result?.Type.Name ?? "void";
        _active = _signature.Parameters.Where(parameter => parameter.IsActive).ToArray();
        _buffers = _active.Where(parameter => parameter.Type.IsBuffer).ToArray();
        _inputs = _active.Where(parameter => !parameter.Type.IsBuffer && parameter.IsInput).ToArray();
        _outputs = _signature.Parameters.Where(parameter => parameter.IsOutput).ToArray();
        _documentation = _signature.Parameters
            .Select(parameter => $"<param name=\"{parameter.Name}\">The argument <c>{parameter.Name}</c> of <c>{_name}</c>.</param>").ToArray();
        _resultLeaves = _signature.Result?.Leaves.Count ?? 0;
        _outputStarts = Starts(_outputs, _resultLeaves, leaf => true, out _primalResults);
    }

    public static IEnumerable<CSharpMember> Of(Derivatives derivatives)
    {
        var members = new CSharpMembers(derivatives);
        Members asked = derivatives.Members;
        if ((asked & Members.Jacobian) != 0)
        {
            asked |= CSharpJacobian.GoesForward(derivatives.Method.Signature) ? Members.Jvp : Members.Vjp;
        }

        if ((asked & Members.Gradient) != 0)
        {
            yield return members.Gradient(withValue: false);
        }

        if ((asked & Members.ValueAndGradient) != 0)
        {
            yield return members.Gradient(withValue: true);
        }

        if ((asked & Members.Jvp) != 0)
        {
            yield return members.Jvp();
        }

        if ((asked & Members.Vjp) != 0)
        {
            yield return members.Vjp();
        }
    }

    private CSharpMember Gradient(bool withValue)
    {
        // Without the value its part of the results is missing.
        int shift = withValue ? 0 : 1;
        bool isAlone = _inputs.Length == 0;
        string gradient = GradientType(_inputs);
        Extra[] spans = _buffers.Select(buffer => Shadow(buffer, "Gradient")).ToArray();
        int[] starts = Starts(_inputs, _primalResults - shift, leaf => leaf.Type.HasDerivative, out _);
        string respect = _signature.Parameters.Count == 1 ? "" : " with respect to " + string.Join(", ", _active.Where(parameter => parameter.IsInput).Select(parameter => $"<c>{parameter.Name}</c>"));
        string Parts(IReadOnlyList<Code> results) => Tuple(_inputs.Select((input, i) => CSharpShapes.Rebuild(input.Shape, results, starts[i], onlyActive: true)));
        string bits = $"The value, the same bits as <c>{_name}</c> returns";
        string[] returns = (withValue, isAlone) switch
        {
            (false, true) => [],
            (false, false) => ["<returns>The partial derivatives.</returns>"],
            (true, true) => [$"<returns>{bits}.</returns>"],
            (true, false) => [$"<returns>{bits}, and the partial derivatives.</returns>"],
        };
        return new CSharpMember(
            withValue ? NamingContract.ValueAndGradient(_name) : NamingContract.Gradient(_name),
            (withValue, isAlone) switch
            {
                (false, true) => "void",
                (false, false) => gradient,
                (true, true) => _value,
                (true, false) => $"({_value} Value, {gradient} Gradient)",
            },
            [
                withValue ? $"<summary>The value of <c>{_name}</c> and its gradient{respect}.</summary>" : $"<summary>The gradient of <c>{_name}</c>{respect}.</summary>",
                .. _documentation,
                .. spans.Select(extra => $"<param name=\"{extra.Name}\">Becomes the gradient with respect to <c>{extra.Of!.Name}</c>; as long as that.</param>"),
                .. returns,
            ],
            spans,
            withValue ? _derivatives.ValueAndGradient! : _derivatives.Gradient!,
            results => (withValue, isAlone) switch
            {
                (false, true) => "",
                (false, false) => Parts(results),
                (true, true) => results[0].Text,
                (true, false) => $"({results[0].Text}, {Parts(results)})",
            })
        {
            ClearsExtras = true,
            Outputs = OutputsFrom(shift),
            AllocatingResult = _buffers.Length == 0 ? null : withValue ? $"({_value} Value, {ArraysType()} Gradient)" : ArraysType(),
            CombineArrays = (result, arrays) => (withValue, isAlone) switch
            {
                (false, _) => Arrays(result, arrays),
                (true, true) => $"({result}, {Arrays("", arrays)})",
                (true, false) => $"({result}.Value, {Arrays(result + ".Gradient", arrays)})",
            },
        };
    }

    private CSharpMember Jvp()
    {
        int tangentStart = _primalResults;
        int tangents = _signature.Result?.Leaves.Count(leaf => leaf.Type.IsReal) ?? 0;
        int[] starts = Starts(_outputs, tangentStart + tangents, leaf => leaf.Type.IsReal, out _);
        Extra[] extras = _active.Select(parameter => Tangent(parameter, starts)).ToArray();
        bool isVoid = _signature.Result is null;
        return new CSharpMember(
            NamingContract.Jvp(_name),
            isVoid ? "void" : $"({_value} Value, {_value} Tangent)",
            [
                $"<summary>Forward mode: the value of <c>{_name}</c> and its directional derivative (Jacobian-vector product).</summary>",
                .. _documentation,
                .. extras.Select(tangent => $"<param name=\"{tangent.Name}\">The tangent of <c>{tangent.Of!.Name}</c>{(tangent.Of.IsWritten || tangent.Passing == Passing.Ref ? ": on entry of what it was, on exit of what it has become" : "")}.</param>"),
                .. isVoid ? Array.Empty<string>() : ["<returns>The value and its tangent.</returns>"],
            ],
            extras,
            _derivatives.Jvp!,
            results => isVoid ? "" : $"({CSharpShapes.Rebuild(_signature.Result!, results, 0, onlyActive: false)}, {CSharpShapes.Rebuild(_signature.Result!, results, tangentStart, onlyActive: true)})")
        {
            IsForward = true,
            Outputs = OutputsFrom(0),
        };
    }

    private CSharpMember Vjp()
    {
        ParameterModel[] values = _inputs.Where(parameter => !parameter.IsOutput).ToArray();
        int[] starts = Starts(_inputs, _primalResults, leaf => leaf.Type.HasDerivative, out _);
        string gradient = GradientType(values);
        var extras = new List<Extra>();
        if (_signature.Result is { } result)
        {
            extras.Add(new Extra(result.Type, "adjoint", Role.AdjointOfResult, RealPaths(result)));
        }

        foreach (ParameterModel parameter in _active)
        {
            if (parameter.Type.IsBuffer)
            {
                extras.Add(Shadow(parameter, "Adjoint"));
            }
            else if (parameter.IsOutput)
            {
                int input = Array.IndexOf(_inputs, parameter);
                extras.Add(new Extra(parameter.Type, parameter.Name + "Adjoint", Role.AdjointOfParameter, RealPaths(parameter.Shape))
                {
                    Of = parameter,
                    Passing = parameter.IsInput ? Passing.Ref : Passing.Value,
                    Final = parameter.IsInput ? results => CSharpShapes.Rebuild(parameter.Shape, results, starts[input], onlyActive: true) : null,
                });
            }
        }

        string Parts(IReadOnlyList<Code> results) =>
            Tuple(values.Select(input => CSharpShapes.Rebuild(input.Shape, results, starts[Array.IndexOf(_inputs, input)], onlyActive: true)));
        bool isVoid = _signature.Result is null;
        return new CSharpMember(
            NamingContract.Vjp(_name),
            (isVoid, values.Length) switch
            {
                (true, 0) => "void",
                (true, _) => gradient,
                (false, 0) => _value,
                _ => $"({_value} Value, {gradient} Gradient)",
            },
            [
                $"<summary>Reverse mode: the value of <c>{_name}</c> and the adjoint times its gradient (vector-Jacobian product).</summary>",
                .. _documentation,
                .. extras.Select(AdjointText),
                .. isVoid && values.Length == 0 ? Array.Empty<string>() : ["<returns>The value and the adjoints of the arguments.</returns>"],
            ],
            extras,
            _derivatives.Vjp!,
            results => (isVoid, values.Length) switch
            {
                (true, 0) => "",
                (true, _) => Parts(results),
                (false, 0) => CSharpShapes.Rebuild(_signature.Result!, results, 0, onlyActive: false),
                _ => $"({CSharpShapes.Rebuild(_signature.Result!, results, 0, onlyActive: false)}, {Parts(results)})",
            })
        {
            Outputs = OutputsFrom(0),
        };
    }

    private static string AdjointText(Extra extra) => extra switch
    {
        { Of: null } => $"<param name=\"{extra.Name}\">The adjoint of the result.</param>",
        { Of: var of, Passing: Passing.Ref } => $"<param name=\"{extra.Name}\">On entry the adjoint of what <c>{of.Name}</c> becomes, on exit that of what it was.</param>",
        { Of: { IsWritten: true } of } => $"<param name=\"{extra.Name}\">On entry the adjoint of the new elements of <c>{of.Name}</c>, on exit that of its old ones.</param>",
        { Of: { Type.IsBuffer: true } of } => $"<param name=\"{extra.Name}\">The adjoint of <c>{of.Name}</c> is added to it.</param>",
        { Of: var of } => $"<param name=\"{extra.Name}\">The adjoint of <c>{of.Name}</c>.</param>",
    };

    private Extra Tangent(ParameterModel parameter, int[] starts)
    {
        int output = Array.IndexOf(_outputs, parameter);
        IrType type = !parameter.Type.IsBuffer ? parameter.Type
            : parameter.IsWritten ? IrType.Span(parameter.Type.Element)
            : IrType.ReadOnlySpan(parameter.Type.Element);
        return new Extra(type, parameter.Name + "Tangent", Role.Tangent, parameter.IsInput ? RealPaths(parameter.Shape) : [])
        {
            Of = parameter,
            Passing = output < 0 ? Passing.Value : parameter.Passing,
            Final = output < 0 ? null : results => CSharpShapes.Rebuild(parameter.Shape, results, starts[output], onlyActive: true),
        };
    }

    private static Extra Shadow(ParameterModel buffer, string suffix) =>
        new(IrType.Span(buffer.Type.Element), buffer.Name + suffix, Role.Shadow, [""]) { Of = buffer };

    private static string[] RealPaths(ShapeModel shape) => shape.Leaves.Where(leaf => leaf.Type.HasDerivative).Select(leaf => leaf.Path).ToArray();

    private (ParameterModel Parameter, Func<IReadOnlyList<Code>, string> Final)[] OutputsFrom(int shift) =>
    [
        .. _outputs.Select((output, i) => (output, (Func<IReadOnlyList<Code>, string>)(results => CSharpShapes.Rebuild(output.Shape, results, _outputStarts[i] - shift, onlyActive: false)))),
    ];

    /// <summary>Where the parts of each parameter begin, counted from a start.</summary>
    private static int[] Starts(IReadOnlyList<ParameterModel> parameters, int start, Func<LeafModel, bool> counts, out int end)
    {
        var starts = new int[parameters.Count];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = start;
            start += parameters[i].Shape.Leaves.Count(counts);
        }

        end = start;
        return starts;
    }

    private static string GradientType(ParameterModel[] inputs) => inputs.Length == 1
        ? inputs[0].Type.Name
        : $"({string.Join(", ", inputs.Select(parameter => $"{parameter.Type.Name} {NameScope.Escape(parameter.Name)}"))})";

    /// <summary>The gradient where arrays stand in it for arrays and spans.</summary>
    private string ArraysType()
    {
        ParameterModel[] all = _active.Where(parameter => parameter.IsInput).ToArray();
        string[] types = all.Select(parameter => !parameter.Type.IsBuffer ? parameter.Type.Name
            : $"{parameter.Type.ElementName}[{new string(',', parameter.Type.Rank - 1)}]").ToArray();
        return types.Length == 1 ? types[0] : $"({string.Join(", ", types.Select((type, i) => $"{type} {NameScope.Escape(all[i].Name)}"))})";
    }

    private string Arrays(string gradient, IReadOnlyList<string> arrays)
    {
        int array = 0;
        return Tuple(_active.Where(parameter => parameter.IsInput).Select(parameter => parameter.Type.IsBuffer ? arrays[array++]
            : _inputs.Length == 1 ? gradient
            : $"{gradient}.{NameScope.Escape(parameter.Name)}"));
    }

    private static string Tuple(IEnumerable<string> parts)
    {
        string[] all = parts.ToArray();
        return all.Length == 1 ? all[0] : $"({string.Join(", ", all)})";
    }
}
