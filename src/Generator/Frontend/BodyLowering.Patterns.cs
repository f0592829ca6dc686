using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Patterns become bools, switch expressions chains of Ifs. Patterns have no effects, so the order in which the compiler
/// tests them cannot be seen; guards may have and run only where their pattern matches.
/// </content>
internal sealed partial class BodyLowering
{
    private Datum LowerSwitch(ISwitchExpressionOperation expression)
    {
        Datum subject = Lower(expression.Value);
        return Arms(expression, subject, 0);
    }

    private Datum Arms(ISwitchExpressionOperation expression, Datum subject, int index)
    {
        EnterNode();
        if (index == expression.Arms.Length)
        {
            return NoMatch(expression, subject);
        }

        ISwitchExpressionArmOperation arm = expression.Arms[index];
        bool isLast = expression.IsExhaustive && index == expression.Arms.Length - 1;
        bool isAlways = IsAlways(arm.Pattern, TypeOf(expression.Value));
        Value? matches = null;
        if (isAlways)
        {
            Bind((arm.Pattern as IDeclarationPatternOperation)?.DeclaredSymbol, subject);
        }
        else
        {
            matches = Match(arm.Pattern, subject, TypeOf(expression.Value));
        }

        if ((isAlways || isLast) && arm.Guard is null)
        {
            return Lower(arm.Value);
        }

        Value condition = arm.Guard is not { } guard ? matches!
            : matches is null ? LowerScalar(guard)
            : ShortCircuit(isAnd: true, matches, () => LowerScalar(guard));
        return Choose(condition, () => Lower(arm.Value), () => Arms(expression, subject, index + 1));
    }

    /// <summary>What the compiler does where no arm matches.</summary>
    private Datum NoMatch(ISwitchExpressionOperation expression, Datum subject)
    {
        const string Exception = "global::System.Runtime.CompilerServices.SwitchExpressionException";
        var type = new IrType(ScalarKind.Opaque, Exception);
        Value exception = subject.IsComposite
            ? _builder.Verbatim(new VerbatimAttribute($"new {Exception}()", Pure: false), type)
            : _builder.Verbatim(new VerbatimAttribute($"new {Exception}({{0}})", Pure: false), type, subject.Scalar);
        _builder.Throw(exception);
        _isDead = true;
        return Placeholder(expression.Type);
    }

    /// <summary>Whether the pattern matches whatever comes.</summary>
    private static bool IsAlways(IPatternOperation pattern, ITypeSymbol type) => pattern switch
    {
        IDiscardPatternOperation => true,
        IDeclarationPatternOperation { MatchesNull: true } => true,
        IDeclarationPatternOperation declaration => IsSameValueType(declaration.MatchedType, type),
        ITypePatternOperation test => IsSameValueType(test.MatchedType, type),
        _ => false,
    };

    private static bool IsSameValueType(ITypeSymbol? matched, ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(matched, type) && (type.IsValueType || TypeMap.IsRealParameter(type));

    private Value Match(IPatternOperation pattern, Datum subject, ITypeSymbol type)
    {
        EnterNode();
        switch (pattern)
        {
            case IDeclarationPatternOperation declaration when IsAlways(pattern, type):
                Bind(declaration.DeclaredSymbol, subject);
                return True();

            case IDiscardPatternOperation or ITypePatternOperation when IsAlways(pattern, type):
                return True();

            case IConstantPatternOperation { Value: var value }:
                return MatchConstant(pattern, value, subject, type);

            case IRelationalPatternOperation relational when IsComparable(relational.Value, subject, type):
                string key = Key(relational.OperatorKind)!;
                return _builder.Apply(key, IrType.Bool, subject.Scalar, Constant(relational.Value).Scalar);

            case IBinaryPatternOperation binary:
                Value left = Match(binary.LeftPattern, subject, type);
                Value right = Match(binary.RightPattern, subject, type);
                return _builder.Apply(binary.OperatorKind == BinaryOperatorKind.And ? "andAlso" : "orElse", IrType.Bool, left, right);

            case INegatedPatternOperation negated:
                return _builder.Apply("not", IrType.Bool, Match(negated.Pattern, subject, type));

            case IRecursivePatternOperation recursive
                when subject.IsComposite && (type.IsTupleType || SymbolEqualityComparer.Default.Equals(Closed(recursive.MatchedType), type)):
                return MatchParts(recursive, subject, type);

            case IRecursivePatternOperation { PropertySubpatterns: [var first, ..] }:
                Refuse(Reason.Pattern, first.Syntax, first.Syntax.ToString());
                return True();

            default:
                Refuse(Reason.Pattern, pattern.Syntax, pattern.Syntax.ToString());
                return True();
        }
    }

    /// <summary>The patterns of a struct's or tuple's parts, tested as long as they match.</summary>
    private Value MatchParts(IRecursivePatternOperation pattern, Datum subject, ITypeSymbol type)
    {
        Bind(pattern.DeclaredSymbol, subject);
        Value all = True();
        bool isFirst = true;
        if (pattern.DeconstructionSubpatterns.Length > 0)
        {
            (Datum Value, ITypeSymbol Type)[]? parts = pattern.DeconstructSymbol is IMethodSymbol method
                ? Pieces(subject, type, method, pattern.Syntax)
                : type is INamedTypeSymbol { IsTupleType: true } tuple
                    ? [.. subject.Elements.Select((element, i) => (element, Closed(tuple.TupleElements[i].Type)))]
                    : null;
            if (parts is null || parts.Length != pattern.DeconstructionSubpatterns.Length)
            {
                Refuse(Reason.Pattern, pattern.Syntax, pattern.Syntax.ToString());
                return True();
            }

            for (int i = 0; i < parts.Length; i++)
            {
                (Datum part, ITypeSymbol partType) = parts[i];
                IPatternOperation inner = pattern.DeconstructionSubpatterns[i];
                And(() => Match(inner, part, partType));
            }
        }

        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            And(() =>
            {
                Datum? member = MatchedMember(property.Member, subject, type);
                return member is null ? True() : Match(property.Pattern, member, TypeOf(property.Member));
            });
        }

        return all;

        void And(System.Func<Value> test)
        {
            all = isFirst ? test() : ShortCircuit(isAnd: true, all, test);
            isFirst = false;
        }
    }

    private Datum? MatchedMember(IOperation member, Datum subject, ITypeSymbol type)
    {
        if (MemberIndex(member, type) is >= 0 and var index)
        {
            return subject.Elements[index];
        }

        if (member is IPropertyReferenceOperation { Property: { IsIndexer: false, GetMethod: { } getter } } && Closed(getter, type) is var method
            && HasSource(method))
        {
            return Inline(method, new Binding(null, null, subject), [], member.Syntax);
        }

        Refuse(Reason.Pattern, member.Syntax, member.Syntax.ToString());
        return null;
    }

    private Value MatchConstant(IPatternOperation pattern, IOperation constant, Datum subject, ITypeSymbol type)
    {
        if (constant.ConstantValue is { HasValue: true, Value: null } && type.IsReferenceType && !subject.IsComposite)
        {
            string template = $"{Slot(subject.Scalar, 0)} is null";
            return _builder.Verbatim(new VerbatimAttribute(template, Pure: true, 10), IrType.Bool, subject.Scalar);
        }

        if (!IsComparable(constant, subject, type))
        {
            Refuse(Reason.Pattern, pattern.Syntax, pattern.Syntax.ToString());
            return True();
        }

        // Constant patterns compare with Equals: NaN matches NaN, 0.0 matches -0.0.
        bool isNaN = constant.ConstantValue.Value is double.NaN or float.NaN;
        if (isNaN)
        {
            return RuleTable.Find("IsNaN(r)") is { } rule
                ? _builder.Apply(rule.Key, IrType.Bool, subject.Scalar)
                : _builder.Apply("notEqual", IrType.Bool, subject.Scalar, subject.Scalar);
        }

        return _builder.Apply("equal", IrType.Bool, subject.Scalar, Constant(constant).Scalar);
    }

    /// <summary>Whether the constant has the subject's own type, so that an operator compares them as the pattern does.</summary>
    private static bool IsComparable(IOperation constant, Datum subject, ITypeSymbol type) =>
        !subject.IsComposite && constant.ConstantValue is { HasValue: true, Value: not null }
        && SymbolEqualityComparer.Default.Equals(constant.Type, type)
        && (TypeMap.IsReal(type) || TypeMap.IsInteger(type) || type.TypeKind == TypeKind.Enum
            || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String);

    private void Bind(ISymbol? variable, Datum subject)
    {
        if (variable is not null)
        {
            _declared.Add(variable);
            Assign(variable, subject);
        }
    }

    private Value True() => _builder.Constant(IrType.Bool, 1L);
}
