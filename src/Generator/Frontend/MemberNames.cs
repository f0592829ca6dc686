using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>The names that the generated members take, against those that the type and its other methods have.</summary>
internal sealed class MemberNames(IMethodSymbol method)
{
    /// <summary>The active parameters up to which there is room for the spans of a map: two for each, and one.</summary>
    private const int MostMapped = 31;

    private readonly record struct Member(Members Bit, string Name, IReadOnlyList<string> Parameters);

    /// <summary>Records conflicts; returns the members that remain.</summary>
    public Members Check(Members members, SyntaxNode declaration, List<Problem> problems)
    {
        Location place = MethodContract.NameOf(declaration);
        IMethodSymbol[] overloads = Overloads(method);
        if ((members & Members.Graph) != 0 && overloads.Length > 0)
        {
            members &= ~Members.Graph;
            problems.Add(new Problem(Reason.GraphLeftOut, place, method.Name, NamingContract.Graph(method.Name)));
        }

        members &= Applicable(method);

        var colliding = new List<string>();
        foreach (Member member in Generated(method, members))
        {
            if (IsTaken(member))
            {
                problems.Add(new Problem(Reason.MemberTaken, place, method.Name, member.Name));
            }
            else if (overloads.FirstOrDefault(other => Collides(member, other)) is not null)
            {
                colliding.Add(member.Name);
            }
        }

        if (colliding.Count > 0)
        {
            problems.Add(new Problem(Reason.OverloadsCollide, place, method.Name, string.Join("', '", colliding.Distinct())));
        }

        return members;
    }

    /// <summary>The members that a method of this shape can have: a gradient needs one number as a result, a Jacobian several.</summary>
    private static Members Applicable(IMethodSymbol method)
    {
        bool isScalar = TypeMap.IsReal(method.ReturnType);
        bool hasOutputs = !isScalar || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out);
        return Members.All
            & (Elementwise.Is(method) ? Members.All : ~Members.Elementwise)
            & (method.Parameters.Count(MethodContract.IsActive) <= MostMapped ? Members.All : ~Members.Map)
            & (isScalar ? Members.All : ~(Members.Gradient | Members.ValueAndGradient | Members.Graph))
            & (hasOutputs && Jacobians.ElementOf(method) is not null ? Members.All : ~Members.Jacobian);
    }

    private static bool Collides(Member member, IMethodSymbol other)
    {
        Members members = MethodContract.Asked(MethodContract.DifferentiableAttribute(other)!) & Applicable(other) & ~Members.Graph;
        return MethodContract.IsCallable(other)
            && Generated(other, members).Any(theirs => theirs.Name == member.Name && theirs.Parameters.SequenceEqual(member.Parameters));
    }

    private static IEnumerable<Member> Generated(IMethodSymbol method, Members members)
    {
        string[] own = [.. method.Parameters.Select(parameter => Key(parameter.Type, method))];
        IParameterSymbol[] active = [.. method.Parameters.Where(MethodContract.IsActive)];
        string[] spans = [.. active.Where(IsBuffer).Select(parameter => SpanKey(parameter, "Span"))];
        string[] tangents = [.. active.Select(parameter => IsBuffer(parameter) ? SpanKey(parameter, "ReadOnlySpan") : Key(parameter.Type, method))];
        string[] adjoints = method.ReturnsVoid ? spans : [Key(method.ReturnType, method), .. spans];
        string[] jacobian = Jacobians.ElementOf(method) is { } entry ? [$"global::System.Span<{entry}>"] : [];
        string element = Key(method.ReturnType, method);
        string span = $"global::System.Span<{element}>";
        string[] mapped = [.. method.Parameters.Select(parameter => MethodContract.IsActive(parameter) ? $"global::System.ReadOnlySpan<{element}>" : Key(parameter.Type, method))];
        Member[] all =
        [
            new(Members.Gradient, NamingContract.Gradient(method.Name), own),
            .. spans.Length == 0 ? Array.Empty<Member>() :
            [
                new(Members.Gradient, NamingContract.Gradient(method.Name), [.. own, .. spans]),
                new(Members.ValueAndGradient, NamingContract.ValueAndGradient(method.Name), [.. own, .. spans]),
            ],
            new(Members.ValueAndGradient, NamingContract.ValueAndGradient(method.Name), own),
            new(Members.Jvp, NamingContract.Jvp(method.Name), [.. own, .. tangents]),
            new(Members.Vjp, NamingContract.Vjp(method.Name), [.. own, .. adjoints]),
            new(Members.Jacobian, NamingContract.Jacobian(method.Name), [.. own, .. jacobian]),
            new(Members.Graph, NamingContract.Graph(method.Name), []),
            new(Members.Elementwise, KernelName(method), []),
            new(Members.Map, NamingContract.Map(method.Name), [.. mapped, span]),
            new(Members.Map, NamingContract.MapValueAndGradient(method.Name), [.. mapped, span, .. active.Select(_ => span)]),
            new(Members.Tensor, method.Name, [.. method.Parameters.Select(parameter => TensorKey(parameter, method))]),
        ];
        return all.Where(member => (members & member.Bit) != 0 && ((member.Bit & Members.Elementwise) == 0 || Elementwise.Is(method)));
    }

    private static bool IsBuffer(IParameterSymbol parameter) => TypeMap.Ir(parameter.Type).IsBuffer;

    private static string SpanKey(IParameterSymbol parameter, string span) => $"global::System.{span}<{TypeMap.Ir(parameter.Type).ElementName}>";

    /// <summary>The kernel's name: that of the method and "Kernel", with a hash of the signature behind it where there are overloads.</summary>
    public static string KernelName(IMethodSymbol method)
    {
        string name = NamingContract.Kernel(method.Name);
        string hint = SignatureText.HintName(method);
        return Overloads(method).Length == 0 ? name : name + "_" + hint.Substring(hint.LastIndexOf('-') + 1);
    }

    private static IMethodSymbol[] Overloads(IMethodSymbol method) =>
    [
        .. method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .Where(other => !SymbolEqualityComparer.Default.Equals(other, method) && MethodContract.DifferentiableAttribute(other) is not null
                && other.PartialImplementationPart is null),
    ];

    private static string TensorKey(IParameterSymbol parameter, IMethodSymbol owner) => MethodContract.IsActive(parameter)
        ? $"global::AutoDiff.Tensor<{Key(parameter.Type, owner)}>"
        : Key(parameter.Type, owner);

    /// <summary>Whether the user has such a member, here or inherited: it would be hidden, or not compile.</summary>
    private bool IsTaken(Member member)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (ISymbol other in type.GetMembers(member.Name).Where(other => !IsOurs(other)))
            {
                bool isSame = other is not IMethodSymbol function || member.Bit == Members.Graph
                    || (function.Arity == method.Arity
                        && function.Parameters.Select(parameter => Key(parameter.Type, function)).SequenceEqual(member.Parameters));
                bool isVisible = SymbolEqualityComparer.Default.Equals(type, method.ContainingType)
                    || other.DeclaredAccessibility != Accessibility.Private;
                if (isSame && isVisible)
                {
                    return true;
                }
            }
        }

        return method.ContainingType.TypeParameters.Any(parameter => parameter.Name == member.Name);
    }

    /// <summary>Whether the generator has written the member: the analyzer sees the program with the generated files.</summary>
    private static bool IsOurs(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "GeneratedCodeAttribute"
        && attribute.ConstructorArguments.Length > 0
        && attribute.ConstructorArguments[0].Value is NamingContract.Tool);

    /// <summary>A parameter's type as overloads tell it: a method's type parameters by position.</summary>
    private static string Key(ITypeSymbol type, IMethodSymbol owner) =>
        type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter
            ? "!!" + parameter.Ordinal
            : TypeMap.ContainerText(type) + (owner.IsGenericMethod ? "`" : "");
}
