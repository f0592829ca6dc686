using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// Which parameters a method may write elements of, by the places where they are named: what is not seen to be a read counts as a write. A method
/// of another assembly tells by the type of the tangent of its <c>FJvp</c>.
/// </summary>
internal sealed class WrittenParameters(Func<IMethodSymbol, IOperation?> bodyOf, Compilation compilation)
{
    /// <summary>
    /// The parameters that the one in question may be handed to, as far as they have been found. Of no use for the next question: where methods
    /// call each other in a circle, what lies on it has been left before all was known that it leads to.
    /// </summary>
    private readonly HashSet<IParameterSymbol> _seen = new(SymbolEqualityComparer.Default);

    public bool MayWrite(IParameterSymbol parameter)
    {
        _seen.Clear();
        return Reaches(parameter);
    }

    private bool Reaches(IParameterSymbol parameter)
    {
        if (TypeMap.Ir(parameter.Type).IsReadOnly || !_seen.Add(parameter))
        {
            return false;
        }

        var method = (IMethodSymbol)parameter.ContainingSymbol;
        return !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly) ? TangentIsWritten(method, parameter)
            : bodyOf(method) is not { } body || body.Descendants().OfType<IParameterReferenceOperation>()
                .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter)).Any(IsWrite);
    }

    private static bool TangentIsWritten(IMethodSymbol method, IParameterSymbol parameter) =>
        !method.ContainingType.GetMembers(NamingContract.Jvp(method.Name)).OfType<IMethodSymbol>().Any(member => member.Parameters.Any(tangent =>
            tangent.Name == parameter.Name + "Tangent" && TypeMap.Ir(tangent.Type).IsReadOnly));

    /// <summary>Whether an expression that stands for the memory may be used to write to it.</summary>
    private bool IsWrite(IOperation memory) => memory.Parent switch
    {
        IArrayElementReferenceOperation element when element.ArrayReference == memory =>
            TypeMap.Ir(element.Type!).IsBuffer ? IsWrite(element) : IsChanged(element),
        IPropertyReferenceOperation { Property.IsIndexer: true } element when element.Instance == memory => IsChanged(element),
        IImplicitIndexerReferenceOperation element when element.Instance == memory =>
            TypeMap.Ir(element.Type!).IsBuffer ? IsWrite(element) : IsChanged(element),
        IPropertyReferenceOperation => false,
        IConversionOperation conversion => !TypeMap.Ir(conversion.Type!).IsReadOnly && IsWrite(conversion),
        IForEachLoopOperation loop => loop.Collection != memory || loop.Locals.Any(local => local.RefKind == RefKind.Ref),
        IInvocationOperation call when call.Instance == memory => call.TargetMethod.Name != "Slice" || IsWrite(call),
        IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } parameter } => IsWritePassed(call, parameter),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.Type: var type } } => !TypeMap.Ir(type).IsReadOnly,
        _ => true,
    };

    private bool IsWritePassed(IInvocationOperation call, IParameterSymbol parameter)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.ContainingType.ToDisplayString() == "System.MemoryExtensions" && method.Name == "AsSpan")
        {
            return IsWrite(call);
        }

        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        return TypeMap.Ir(parameter.Type) is { IsReadOnly: false }
            && (!SymbolEqualityComparer.Default.Equals(definition.ContainingAssembly, compilation.Assembly)
                    && MethodContract.DifferentiableAttribute(definition) is null
                || Reaches(definition.Parameters[Math.Min(parameter.Ordinal, definition.Parameters.Length - 1)]));
    }

    /// <summary>Whether an element is assigned to, or handed to somebody who may do so.</summary>
    private static bool IsChanged(IOperation element)
    {
        IOperation current = element;
        while (current.Parent is ITupleOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IAssignmentOperation assignment => assignment.Target == current,
            IIncrementOrDecrementOperation or IAddressOfOperation => true,
            IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In) } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
            IReturnOperation => element.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.RefExpressionSyntax,
            IConditionalOperation { IsRef: true } => true,
            IFieldReferenceOperation or IInvocationOperation or IPropertyReferenceOperation => current.Type is { IsValueType: true, SpecialType: SpecialType.None },
            _ => false,
        };
    }
}
