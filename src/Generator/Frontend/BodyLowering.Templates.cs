using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Passive C# as templates: argument lists, exceptions, interpolated strings. Arguments are values of their own, made in the
/// order in which they are written, so that a template never hides an evaluation.
/// </content>
internal sealed partial class BodyLowering
{
    private static readonly HashSet<string> CallerInfo =
    [
        "CallerArgumentExpressionAttribute", "CallerMemberNameAttribute", "CallerLineNumberAttribute", "CallerFilePathAttribute",
    ];

    /// <summary>Appends an argument list in written order; false if it cannot be written (a problem is recorded).</summary>
    private bool Arguments(ImmutableArray<IArgumentOperation> arguments, PassiveCode code, bool hasReceiver)
    {
        bool isFirst = !hasReceiver;
        bool isNamed = false;
        int position = 0;
        foreach (IArgumentOperation argument in arguments)
        {
            IParameterSymbol parameter = argument.Parameter!;
            if (parameter.RefKind is not (RefKind.None or RefKind.In))
            {
                Refuse(Reason.Reference, argument.Syntax, argument.Syntax.ToString());
                return false;
            }

            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
            {
                bool isCallerInfo = parameter.GetAttributes().Any(attribute => CallerInfo.Contains(attribute.AttributeClass?.Name ?? ""));
                if (!isCallerInfo)
                {
                    continue;
                }
            }

            if (argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection)
            {
                if (!Elements(argument, code, ref isFirst))
                {
                    return false;
                }

                continue;
            }

            isNamed |= parameter.Ordinal != position++;
            code.Text(isFirst ? "" : ", ").Text(isNamed ? ConstantText.Spell(parameter.Name) + ": " : "");
            code.Operand(LowerScalar(WithoutImplicitConversion(argument.Value)));
            isFirst = false;
        }

        return true;
    }

    /// <summary>The elements of an expanded <c>params</c> argument, as they were written.</summary>
    private bool Elements(IArgumentOperation argument, PassiveCode code, ref bool isFirst)
    {
        IOperation value = argument.Value is IConversionOperation conversion ? conversion.Operand : argument.Value;
        IEnumerable<IOperation>? elements = value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            IArrayCreationOperation => [],
            ICollectionExpressionOperation collection => collection.Elements,
            _ => null,
        };
        if (elements is null || code.Template.Contains(": "))
        {
            Refuse(Reason.Buffer, argument.Syntax, argument.Syntax.ToString());
            return false;
        }

        foreach (IOperation element in elements)
        {
            code.Text(isFirst ? "" : ", ").Operand(LowerScalar(WithoutImplicitConversion(element)));
            isFirst = false;
        }

        return true;
    }

    private Datum LowerInterpolation(IInterpolatedStringOperation interpolated)
    {
        PassiveCode code = new PassiveCode().Text("$\"");
        foreach (IInterpolatedStringContentOperation part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation text:
                    string quoted = SymbolDisplay.FormatLiteral(text.Text.ConstantValue.Value as string ?? "", quote: true);
                    code.Text(quoted.Substring(1, quoted.Length - 2).Replace("{", "{{").Replace("}", "}}"));
                    break;
                case IInterpolationOperation hole:
                    Value value = LowerScalar(WithoutImplicitConversion(hole.Expression));
                    code.Text("{").Operand(value, isBound: value.Id >= _parameterValues);
                    if (hole.Alignment is { } alignment)
                    {
                        code.Text("," + alignment.ConstantValue.Value);
                    }

                    if (hole.Syntax is InterpolationSyntax { FormatClause.FormatStringToken: var format } && format.ValueText.Length > 0)
                    {
                        string clause = SymbolDisplay.FormatLiteral(format.ValueText, quote: true);
                        code.Text(":" + clause.Substring(1, clause.Length - 2));
                    }

                    code.Text("}");
                    break;
                default:
                    return Refused(Reason.Construct, part, part.Syntax.ToString());
            }
        }

        Barrier(Reason.NoDerivative, interpolated.Syntax, "an interpolated string", code.Operands);
        return _builder.Verbatim(
            new VerbatimAttribute(code.Text("\"").Template, Pure: false), Ir(interpolated.Type!), [.. code.Operands]);
    }
}
