using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Emit;

/// <summary>One derivative member: its shape around the function that it computes.</summary>
/// <param name="Name">The name.</param>
/// <param name="Result">The type of the result.</param>
/// <param name="Documentation">The lines of its documentation.</param>
/// <param name="Extras">The parameters behind those of the method.</param>
/// <param name="Function">What it computes.</param>
/// <param name="Combine">The returned expression for the function's results, or nothing.</param>
internal sealed record CSharpMember(
    string Name,
    string Result,
    IReadOnlyList<string> Documentation,
    IReadOnlyList<CSharpMember.Extra> Extras,
    Function Function,
    Func<IReadOnlyList<Code>, string> Combine)
{
    /// <summary>A parameter behind those of the method.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Name">The name it would like to have.</param>
    /// <param name="Of">For the shadow of an array or a span, the parameter it belongs to.</param>
    internal sealed record Extra(IrType Type, string Name, ParameterModel? Of = null);

    /// <summary>Whether the sweep goes forward only.</summary>
    public bool IsForward { get; init; }

    /// <summary>Whether spans of adjoints are cleared first.</summary>
    public bool ClearsExtras { get; init; }

    /// <summary>The result of the overload that makes the arrays of the gradient itself, or null if there is none.</summary>
    public string? AllocatingResult { get; init; }

    /// <summary>The returned expression of that overload for the result of this member and the arrays.</summary>
    public Func<string, IReadOnlyList<string>, string> CombineArrays { get; init; } = (_, _) => "";

    /// <summary>The members of a method that are asked for, but for its graph and its overload on tensors.</summary>
    public static IEnumerable<CSharpMember> All(Derivatives derivatives)
    {
        SignatureModel signature = derivatives.Method.Signature;
        Members members = derivatives.Members;
        string name = signature.Name;
        ParameterModel[] active = signature.Parameters.Where(parameter => parameter.IsActive).ToArray();
        ParameterModel[] scalars = active.Where(parameter => !parameter.Type.IsBuffer).ToArray();
        ParameterModel[] buffers = active.Where(parameter => parameter.Type.IsBuffer).ToArray();
        string[] arguments = signature.Parameters
            .Select(parameter => $"<param name=\"{parameter.Name}\">The argument <c>{parameter.Name}</c> of <c>{name}</c>.</param>").ToArray();
        string respect = signature.Parameters.Count == 1 ? "" : " with respect to " + string.Join(", ", active.Select(parameter => $"<c>{parameter.Name}</c>"));
        string gradient = GradientType(scalars);
        string value = signature.Result?.Name ?? "void";
        Extra[] gradients = buffers.Select(buffer => new Extra(IrType.Span(buffer.Type.Element), buffer.Name + "Gradient", buffer)).ToArray();
        IEnumerable<string> gradientDocs = gradients.Select(extra => $"<param name=\"{extra.Name}\">Becomes the gradient with respect to <c>{extra.Of!.Name}</c>; as long as that.</param>");

        if ((members & Members.Gradient) != 0)
        {
            yield return new CSharpMember(
                NamingContract.Gradient(name),
                scalars.Length == 0 ? "void" : gradient,
                [
                    $"<summary>The gradient of <c>{name}</c>{respect}.</summary>", .. arguments, .. gradientDocs,
                    .. scalars.Length == 0 ? Array.Empty<string>() : ["<returns>The partial derivatives.</returns>"],
                ],
                gradients,
                derivatives.Gradient!,
                results => Tuple(results))
            {
                ClearsExtras = true,
                AllocatingResult = buffers.Length == 0 ? null : ArraysType(active),
                CombineArrays = (result, arrays) => Arrays(active, scalars, result, arrays),
            };
        }

        if ((members & Members.ValueAndGradient) != 0)
        {
            yield return new CSharpMember(
                NamingContract.ValueAndGradient(name),
                scalars.Length == 0 ? value : $"({value} Value, {gradient} Gradient)",
                [
                    $"<summary>The value of <c>{name}</c> and its gradient{respect}.</summary>", .. arguments, .. gradientDocs,
                    scalars.Length == 0
                        ? $"<returns>The value, the same bits as <c>{name}</c> returns.</returns>"
                        : $"<returns>The value, the same bits as <c>{name}</c> returns, and the partial derivatives.</returns>",
                ],
                gradients,
                derivatives.ValueAndGradient!,
                results => scalars.Length == 0 ? results[0].Text : $"({results[0].Text}, {Tuple(results.Skip(1))})")
            {
                ClearsExtras = true,
                AllocatingResult = buffers.Length == 0 ? null : $"({value} Value, {ArraysType(active)} Gradient)",
                CombineArrays = (result, arrays) => scalars.Length == 0
                    ? $"({result}, {Arrays(active, scalars, "", arrays)})"
                    : $"({result}.Value, {Arrays(active, scalars, result + ".Gradient", arrays)})",
            };
        }

        if ((members & Members.Jvp) != 0)
        {
            Extra[] tangents = active.Select(parameter => new Extra(TangentType(parameter), parameter.Name + "Tangent", parameter.Type.IsBuffer ? parameter : null)).ToArray();
            yield return new CSharpMember(
                NamingContract.Jvp(name),
                signature.Result is null ? "void" : $"({value} Value, {value} Tangent)",
                [
                    $"<summary>Forward mode: the value of <c>{name}</c> and its directional derivative (Jacobian-vector product).</summary>",
                    .. arguments,
                    .. tangents.Select((tangent, i) => active[i].IsWritten
                        ? $"<param name=\"{tangent.Name}\">The tangent of <c>{active[i].Name}</c>: on entry that of its old elements, on exit that of its new ones.</param>"
                        : $"<param name=\"{tangent.Name}\">The tangent of <c>{active[i].Name}</c>.</param>"),
                    .. signature.Result is null ? Array.Empty<string>() : ["<returns>The value and its tangent.</returns>"],
                ],
                tangents,
                derivatives.Jvp!,
                results => signature.Result is null ? "" : $"({results[0].Text}, {results[1].Text})")
            {
                IsForward = true,
            };
        }

        if ((members & Members.Vjp) != 0)
        {
            Extra[] adjoints =
            [
                .. signature.Result is { } type ? [new Extra(type, "adjoint")] : Array.Empty<Extra>(),
                .. buffers.Select(buffer => new Extra(IrType.Span(buffer.Type.Element), buffer.Name + "Adjoint", buffer)),
            ];
            yield return new CSharpMember(
                NamingContract.Vjp(name),
                (signature.Result is null, scalars.Length) switch
                {
                    (true, 0) => "void",
                    (true, _) => gradient,
                    (false, 0) => value,
                    _ => $"({value} Value, {gradient} Gradient)",
                },
                [
                    $"<summary>Reverse mode: the value of <c>{name}</c> and the adjoint times its gradient (vector-Jacobian product).</summary>",
                    .. arguments,
                    .. signature.Result is null ? Array.Empty<string>() : ["<param name=\"adjoint\">The adjoint of the result.</param>"],
                    .. adjoints.Where(extra => extra.Of is not null).Select(extra => extra.Of!.IsWritten
                        ? $"<param name=\"{extra.Name}\">On entry the adjoint of the new elements of <c>{extra.Of.Name}</c>, on exit that of its old ones.</param>"
                        : $"<param name=\"{extra.Name}\">The adjoint of <c>{extra.Of.Name}</c> is added to it.</param>"),
                    .. signature.Result is null && scalars.Length == 0 ? Array.Empty<string>() : ["<returns>The value and the adjoints of the arguments.</returns>"],
                ],
                adjoints,
                derivatives.Vjp!,
                results => (signature.Result is null, scalars.Length) switch
                {
                    (true, 0) => "",
                    (true, _) => Tuple(results),
                    (false, 0) => results[0].Text,
                    _ => $"({results[0].Text}, {Tuple(results.Skip(1))})",
                });
        }
    }

    private static IrType TangentType(ParameterModel parameter) =>
        !parameter.Type.IsBuffer ? parameter.Type
        : parameter.IsWritten ? IrType.Span(parameter.Type.Element)
        : IrType.ReadOnlySpan(parameter.Type.Element);

    private static string GradientType(ParameterModel[] scalars) => scalars.Length == 1
        ? scalars[0].Type.Name
        : $"({string.Join(", ", scalars.Select(parameter => $"{parameter.Type.Name} {NameScope.Escape(parameter.Name)}"))})";

    /// <summary>The gradient where arrays stand in it for arrays and spans.</summary>
    private static string ArraysType(ParameterModel[] active)
    {
        string[] types = active.Select(parameter => !parameter.Type.IsBuffer ? parameter.Type.Name
            : $"{parameter.Type.ElementName}[{new string(',', parameter.Type.Rank - 1)}]").ToArray();
        return types.Length == 1 ? types[0] : $"({string.Join(", ", types.Select((type, i) => $"{type} {NameScope.Escape(active[i].Name)}"))})";
    }

    private static string Arrays(ParameterModel[] active, ParameterModel[] scalars, string gradient, IReadOnlyList<string> arrays)
    {
        var parts = new List<string>();
        int array = 0;
        foreach (ParameterModel parameter in active)
        {
            parts.Add(parameter.Type.IsBuffer ? arrays[array++]
                : scalars.Length == 1 ? gradient
                : $"{gradient}.{NameScope.Escape(parameter.Name)}");
        }

        return parts.Count == 1 ? parts[0] : $"({string.Join(", ", parts)})";
    }

    private static string Tuple(IEnumerable<Code> parts)
    {
        Code[] all = parts.ToArray();
        return all.Length == 1 ? all[0].Text : all.Length == 0 ? "" : $"({string.Join(", ", all.Select(part => part.Text))})";
    }
}
