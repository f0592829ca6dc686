using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>The names that the generated members take, against those that the type and its other methods have.</summary>
internal sealed class MemberNames(IMethodSymbol method)
{
    private readonly record struct Member(int Bit, string Name, IReadOnlyList<string> Parameters);

    /// <summary>Records conflicts; returns the members that remain.</summary>
    public int Check(int members, SyntaxNode declaration, List<Problem> problems)
    {
        Location place = MethodContract.NameOf(declaration);
        IMethodSymbol[] overloads =
        [
            .. method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
                .Where(other => !SymbolEqualityComparer.Default.Equals(other, method) && MethodContract.DifferentiableAttribute(other) is not null
                    && other.PartialImplementationPart is null),
        ];
        if ((members & MethodContract.Graph) != 0 && overloads.Length > 0)
        {
            members &= ~MethodContract.Graph;
            problems.Add(new Problem(Reason.GraphLeftOut, place, method.Name, method.Name + "Graph"));
        }

        if (!IsElementwise(method))
        {
            members &= ~MethodContract.Tensor;
        }

        foreach (Member member in Generated(method, members))
        {
            if (IsTaken(member))
            {
                problems.Add(new Problem(Reason.MemberTaken, place, method.Name, member.Name));
            }
            else if (overloads.FirstOrDefault(other => Collides(member, other)) is not null)
            {
                problems.Add(new Problem(Reason.OverloadsCollide, place, method.Name, member.Name));
            }
        }

        return members;
    }

    private static bool Collides(Member member, IMethodSymbol other)
    {
        int members = MethodContract.Members(MethodContract.DifferentiableAttribute(other)!) & ~MethodContract.Graph;
        return MethodContract.IsCallable(other)
            && Generated(other, members).Any(theirs => theirs.Name == member.Name && theirs.Parameters.SequenceEqual(member.Parameters));
    }

    private static IEnumerable<Member> Generated(IMethodSymbol method, int members)
    {
        string[] own = [.. method.Parameters.Select(parameter => Key(parameter.Type, method))];
        string[] active = [.. method.Parameters.Where(MethodContract.IsActive).Select(parameter => Key(parameter.Type, method))];
        Member[] all =
        [
            new(MethodContract.Gradient, method.Name + "Gradient", own),
            new(MethodContract.ValueAndGradient, method.Name + "ValueAndGradient", own),
            new(MethodContract.Jvp, method.Name + "Jvp", [.. own, .. active]),
            new(MethodContract.Vjp, method.Name + "Vjp", [.. own, Key(method.ReturnType, method)]),
            new(MethodContract.Graph, method.Name + "Graph", []),
            new(MethodContract.Tensor, method.Name, [.. method.Parameters.Select(parameter => TensorKey(parameter, method))]),
        ];
        return all.Where(member => (members & member.Bit) != 0 && (member.Bit != MethodContract.Tensor || IsElementwise(method)));
    }

    /// <summary>Whether the method maps numbers of one type to a number of that type: then it has an overload on tensors.</summary>
    private static bool IsElementwise(IMethodSymbol method) =>
        method.ReturnType.SpecialType is SpecialType.System_Double or SpecialType.System_Single
        && method.Parameters.Where(MethodContract.IsActive).All(parameter => parameter.Type.SpecialType == method.ReturnType.SpecialType);

    private static string TensorKey(IParameterSymbol parameter, IMethodSymbol owner) => MethodContract.IsActive(parameter)
        ? $"global::AutoDiff.Tensor<{TypeMap.ContainerText(parameter.Type)}>"
        : Key(parameter.Type, owner);

    /// <summary>Whether the user has such a member, here or inherited: it would be hidden, or not compile.</summary>
    private bool IsTaken(Member member)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (ISymbol other in type.GetMembers(member.Name))
            {
                bool isSame = other is not IMethodSymbol function || member.Bit == MethodContract.Graph
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

    /// <summary>A parameter's type as overloads tell it: a method's type parameters by position.</summary>
    private static string Key(ITypeSymbol type, IMethodSymbol owner) =>
        type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter
            ? "!!" + parameter.Ordinal
            : TypeMap.ContainerText(type) + (owner.IsGenericMethod ? "`" : "");
}
