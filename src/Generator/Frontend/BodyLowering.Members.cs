using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>Fields and properties: of values that are split, of constants, of type parameters.</content>
internal sealed partial class BodyLowering
{
    private Datum LowerField(IFieldReferenceOperation reference)
    {
        if (reference.Instance is null)
        {
            CheckNameable(reference.Field, reference.Syntax);
            var code = new VerbatimAttribute(MemberText(reference.Field), Pure: reference.Field.IsReadOnly);
            Value value = Single(OpKind.Verbatim, Ir(reference.Type!), code);
            return value.Type.IsBuffer ? Made(value) : Split(value, reference.Type!);
        }

        Datum instance = Lower(reference.Instance);
        if (instance.IsComposite && ShapeOf(reference.Instance.Type) is { } shape && shape.IndexOf(reference.Field) is >= 0 and var index)
        {
            return instance.Elements[index];
        }

        CheckNameable(reference.Field, reference.Syntax);
        Value receiver = AsScalar(instance, reference.Instance);
        Barrier(Reason.NoDerivative, reference.Syntax, reference.Field.Name, [receiver]);
        string text = $"{Slot(receiver, 0)}.{ConstantText.Spell(reference.Field.Name)}";
        return Split(Single(OpKind.Verbatim, Ir(reference.Type!), new VerbatimAttribute(text, Pure: false), receiver), reference.Type!);
    }

    private Datum LowerProperty(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (reference.ConstrainedToType is { } constraint && Closed(constraint) is var number && (TypeMap.IsReal(number) || TypeMap.IsInteger(number)))
        {
            return NamedNumber(property.Name, Ir(reference.Type!), TypeMap.ContainerText(number));
        }

        if (LowerBufferProperty(reference) is { } own)
        {
            return own;
        }

        if (property.ReturnsByRef || property.ReturnsByRefReadonly)
        {
            return Refused(property.IsIndexer ? Reason.Buffer : Reason.Reference, reference, reference.Syntax.ToString());
        }

        if (LowerVectorConstant(reference) is { } vector)
        {
            return vector;
        }

        Datum? lowered = null;
        if (property.GetMethod is { } getter && LowerGetter(reference, getter, out lowered) is { } value)
        {
            return value;
        }

        if (property.IsIndexer)
        {
            return Refused(Reason.Buffer, reference, reference.Syntax.ToString());
        }

        if (property.ContainingType.IsExtension)
        {
            return Refused(Reason.Construct, reference, property.Name);
        }

        CheckNameable(property, reference.Syntax);
        IrType type = Ir(reference.Type!);
        if (reference.Instance is null)
        {
            string container = reference.ConstrainedToType is { } parameter
                ? $"{TypeMap.ContainerText(Closed(parameter))}.{ConstantText.Spell(property.Name)}"
                : MemberText(property);
            return Split(Single(OpKind.Verbatim, type, new VerbatimAttribute(container, Pure: false)), reference.Type!);
        }

        if (!IsSafeReceiver(TypeOf(reference.Instance), property.GetMethod))
        {
            return Refused(Reason.Object, reference, property.Name);
        }

        Value receiver = AsScalar(lowered ?? Lower(reference.Instance), reference.Instance);
        Barrier(Reason.NoDerivative, reference.Syntax, property.Name, [receiver]);
        bool isPure = property.ContainingType.SpecialType == SpecialType.System_String && property.Name == "Length";
        string text = $"{Slot(receiver, 0)}.{ConstantText.Spell(property.Name)}";
        return Split(Single(OpKind.Verbatim, type, new VerbatimAttribute(text, isPure), receiver), reference.Type!);
    }

    /// <summary>A property of a value that is split: its field, or its code inlined. Null for any other.</summary>
    private Datum? LowerGetter(IPropertyReferenceOperation reference, IMethodSymbol getter, out Datum? receiver)
    {
        receiver = null;
        if (reference.Instance is not { } instance)
        {
            IMethodSymbol target = Closed(getter, reference.ConstrainedToType);
            return !IsAutomatic(target) && IsInlinedMember(target) ? Inline(target, null, [], reference.Syntax) : null;
        }

        IMethodSymbol method = Closed(getter, instance.Type);
        if (ShapeOf(instance.Type) is not { } shape || method.AssociatedSymbol is not IPropertySymbol property)
        {
            return null;
        }

        if (IsAutomatic(method) && shape.IndexOf(property) is >= 0 and var index)
        {
            receiver = Lower(instance);
            return receiver.IsComposite ? receiver.Elements[index] : null;
        }

        return HasSource(method) ? LowerMember(instance, method, reference.Arguments, reference.Syntax, out receiver) : null;
    }

    /// <summary>A constant of a type parameter, such as <c>T.One</c> or <c>T.Pi</c>.</summary>
    private Datum NamedNumber(string name, IrType type, string parameter)
    {
        if (type.Kind == ScalarKind.Integer && name is ("Zero" or "AdditiveIdentity" or "One" or "MultiplicativeIdentity"))
        {
            return _builder.Constant(type, name is "One" or "MultiplicativeIdentity" ? 1L : 0L);
        }

        if (!type.IsReal)
        {
            return Single(OpKind.Verbatim, type, new VerbatimAttribute($"{parameter}.{name}", Pure: false));
        }

        switch (name)
        {
            case "Zero" or "AdditiveIdentity":
                return _builder.Constant(type, 0.0);
            case "One" or "MultiplicativeIdentity":
                return _builder.Constant(type, 1.0);
            case "NegativeOne":
                return _builder.Constant(type, -1.0);
        }

        // The bits only have to be no number that a simplification knows; the text is what counts.
        double? known = name switch
        {
            "Pi" => System.Math.PI,
            "E" => System.Math.E,
            "Tau" => 2 * System.Math.PI,
            "Epsilon" => double.Epsilon,
            "NegativeZero" => -0.0,
            "NaN" => double.NaN,
            "PositiveInfinity" => double.PositiveInfinity,
            "NegativeInfinity" => double.NegativeInfinity,
            _ => null,
        };
        string text = $"{parameter}.{name}";
        return known is { } number
            ? _builder.Constant(type, System.BitConverter.DoubleToInt64Bits(number), text)
            : Single(OpKind.Verbatim, type, new VerbatimAttribute(text, Pure: false));
    }

    private string MemberText(ISymbol member) =>
        $"{TypeMap.ContainerText(Closed(member.ContainingType))}.{ConstantText.Spell(member.Name)}";
}
