using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Which calls are inlined: local functions, members and operators of types that are split, extension methods on these, and
/// differentiable methods that have no members of their own because of their signature. A method of passive values only is
/// passive code as ever.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>The call inlined, or null if it is none of those; then the receiver, if it has been lowered already.</summary>
    private Datum? LowerInlined(IInvocationOperation call, out Datum? receiver)
    {
        receiver = null;
        IMethodSymbol method = Closed(call.TargetMethod, call.ConstrainedToType ?? call.Instance?.Type);
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return Bind(call.Arguments, method) is { } arguments
                ? Inline(method, null, arguments, call.Syntax) ?? Refused(Reason.Construct, call, call.Syntax.ToString())
                : Placeholder(call.Type);
        }

        if (call.Instance is { } instance)
        {
            return ShapeOf(instance.Type) is not null && HasSource(method)
                ? LowerMember(instance, method, call.Arguments, call.Syntax, out receiver)
                : null;
        }

        if (!IsInlinedMember(method) && !IsInlinedExtension(method) && !IsInlinedDifferentiable(method))
        {
            return null;
        }

        return Bind(call.Arguments, method) is { } bound ? Inline(method, null, bound, call.Syntax) : Placeholder(call.Type);
    }

    /// <summary>A call of a member on a value that is split, or null with the receiver if that is not split.</summary>
    private Datum? LowerMember(
        IOperation instance, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, SyntaxNode callSite, out Datum? value)
    {
        value = null;
        Place? place = TypeOf(instance).IsValueType ? PlaceOf(instance) : null;
        if (place is not null && Read(place).Whole is not null && method.IsReadOnly
            && !method.Parameters.Any(parameter => TypeMap.CarriesReals(Closed(parameter.Type))))
        {
            // Passive in, passive out: it may be any C#.
            return null;
        }

        Binding receiver;
        if (place is not null && (method.IsReadOnly || !IsReadOnly(instance)))
        {
            receiver = new Binding(null, place, null);
        }
        else
        {
            value = Lower(instance);
            if (!value.IsComposite)
            {
                return null;
            }

            receiver = new Binding(null, null, value);
        }

        return Bind(arguments, method) is { } bound ? Inline(method, receiver, bound, callSite) : Placeholder(method.ReturnType);
    }

    /// <summary>An operator or conversion of a type that is split, or null for any other.</summary>
    private Datum? LowerUserOperator(IMethodSymbol? method, ITypeSymbol? constrainedTo, IOperation place, params Datum[] operands)
    {
        if (method is null)
        {
            return null;
        }

        IMethodSymbol closed = Closed(method, constrainedTo);
        if (LowerVectorOperator(closed, operands) is { } vector)
        {
            return vector;
        }

        if (closed is { IsImplicitlyDeclared: true, ContainingType.IsRecord: true, Name: "op_Equality" or "op_Inequality" })
        {
            Value? equal = RecordEquals(operands[0], operands[1], closed.ContainingType);
            return equal is null ? Refused(Reason.Object, place, place.Syntax.ToString())
                : closed.Name == "op_Equality" ? equal
                : _builder.Apply("not", IrType.Bool, equal);
        }

        if (!IsInlinedMember(closed))
        {
            return null;
        }

        IMethodSymbol definition = Definition(closed);
        return Inline(closed, null, [.. operands.Select((operand, i) => new Binding(definition.Parameters[i], null, operand))], place.Syntax);
    }

    /// <summary>Whether the method is a static member of a type that is split, and real numbers may pass through it.</summary>
    private bool IsInlinedMember(IMethodSymbol method) =>
        method.IsStatic && !IsCallable(method) && ShapeOf(method.ContainingType) is not null && CarriesReals(method) && HasSource(method);

    private bool IsInlinedExtension(IMethodSymbol method) =>
        method.IsExtensionMethod && !IsCallable(method) && ShapeOf(method.Parameters[0].Type) is not null
        && TypeMap.CarriesReals(Closed(method.Parameters[0].Type)) && HasSource(method);

    /// <summary>Whether the method is marked as differentiable and written into its caller: one with arrays, structs or references that can be.</summary>
    private bool IsInlinedDifferentiable(IMethodSymbol method) =>
        MethodContract.DifferentiableAttribute(Definition(method)) is not null && method.IsStatic && (_inlinesCallees || !IsCallable(method))
        && HasSource(method) && !IsRecursive(method);

    private static bool IsCallable(IMethodSymbol method) =>
        MethodContract.DifferentiableAttribute(Definition(method)) is not null && MethodContract.IsCallable(method.OriginalDefinition);

    private bool CarriesReals(IMethodSymbol method) =>
        TypeMap.CarriesReals(Closed(method.ReturnType)) || method.Parameters.Any(parameter => TypeMap.CarriesReals(Closed(parameter.Type)));
}
