using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Calls. What is looked for, in this order: the rule table, a method marked [Differentiable], passive C#.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>The types whose functions are in the rule table under their own names.</summary>
    private static readonly HashSet<string> FunctionContainers =
    [
        "System.Math", "System.MathF", "double", "float", "AutoDiff.SpecialFunctions",
    ];

    private void CallStatement(IInvocationOperation call)
    {
        if (IsErased(call))
        {
            return;
        }

        if (LowerBufferCall(call) is not null)
        {
            return;
        }

        if (call.TargetMethod.ReturnsVoid)
        {
            if (LowerInlined(call, out Datum? receiver) is not null)
            {
                return;
            }

            if (LowerDifferentiable(call) is not null)
            {
                return;
            }

            LowerPassiveCall(call, isStatement: true, receiver);
        }
        else
        {
            Lower(call);
        }
    }

    /// <summary>Whether the compiler leaves out the call, arguments and all, for want of a symbol.</summary>
    internal static bool IsErased(IInvocationOperation call)
    {
        string[] conditions =
        [
            .. call.TargetMethod.GetAttributes()
                .Where(attribute => attribute.AttributeClass is { Name: "ConditionalAttribute" } type
                    && type.ContainingNamespace.ToDisplayString() == "System.Diagnostics")
                .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value as string ?? ""),
        ];
        return conditions.Length > 0 && !IsAnyDefined(call.Syntax.SyntaxTree, conditions);
    }

    /// <summary>Symbols of the project and of #define directives, which stand at the head of the file.</summary>
    private static bool IsAnyDefined(SyntaxTree tree, string[] conditions)
    {
        var defined = new HashSet<string>(tree.Options.PreprocessorSymbolNames);
        SyntaxNode root = tree.GetRoot();
        if (root.ContainsDirectives)
        {
            foreach (SyntaxTrivia trivia in root.GetLeadingTrivia().Where(trivia => trivia.IsDirective))
            {
                switch (trivia.GetStructure())
                {
                    case Microsoft.CodeAnalysis.CSharp.Syntax.DefineDirectiveTriviaSyntax { IsActive: true } define:
                        defined.Add(define.Name.ValueText);
                        break;
                    case Microsoft.CodeAnalysis.CSharp.Syntax.UndefDirectiveTriviaSyntax { IsActive: true } undefine:
                        defined.Remove(undefine.Name.ValueText);
                        break;
                }
            }
        }

        return conditions.Any(defined.Contains);
    }

    private Datum LowerCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return Refused(Reason.Delegate, call, call.Syntax.ToString());
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            return Refused(Reason.Reference, call, method.Name);
        }

        if ((LowerBufferCall(call) ?? LowerFunction(call) ?? LowerVectorCall(call)) is { } function)
        {
            return function;
        }

        return LowerInlined(call, out Datum? receiver) ?? LowerDifferentiable(call) ?? LowerPassiveCall(call, isStatement: false, receiver)!;
    }

    /// <summary>A function of the rule table, or null.</summary>
    private Datum? LowerFunction(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        string container = method.ContainingType.ToDisplayString();
        bool isStopGradient = container == "AutoDiff.Autograd" && method.Name == "StopGradient";
        if (isStopGradient && call.Arguments.Length == 1 && TypeMap.IsReal(TypeOf(call)))
        {
            return _builder.Apply("stopGradient", Ir(call.Type!), LowerScalar(call.Arguments[0].Value));
        }

        if (container == "AutoDiff.Autograd" && method.Name is "GuardedMultiply" or "GuardedDivide" && call.Arguments.Length == 2)
        {
            Value[] operands = InParameterOrder(call);
            return method.Name == "GuardedMultiply"
                ? _builder.GuardedMultiply(operands[0], operands[1])
                : _builder.GuardedDivide(operands[0], operands[1]);
        }

        bool isContainer = call.ConstrainedToType is null
            ? FunctionContainers.Contains(container)
            : TypeMap.IsReal(Closed(call.ConstrainedToType)) && IsNumericsInterface(method.ContainingType);
        if (!isContainer || !method.IsStatic)
        {
            return null;
        }

        if (method.Name.StartsWith("Create", System.StringComparison.Ordinal) && method.Parameters.Length == 1)
        {
            return LowerCreate(call);
        }

        if (method.Name == "SinCos" && call.Arguments.Length == 1)
        {
            Value angle = LowerScalar(call.Arguments[0].Value);
            return Datum.Tuple([_builder.Apply("sin", angle.Type, angle), _builder.Apply("cos", angle.Type, angle)]);
        }

        string? signature = Signature(method.Name, method.Parameters);
        return signature is not null && RuleTable.Find(signature, method.ContainingType.Name) is { } rule
            ? (Datum)_builder.Apply(rule.Key, Ir(call.Type!), InParameterOrder(call))
            : null;
    }

    private static bool IsNumericsInterface(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && type.ContainingNamespace.ToDisplayString() == "System.Numerics";

    /// <summary>The signature as rules spell it: one code for each parameter.</summary>
    private string? Signature(string name, IEnumerable<IParameterSymbol> parameters)
    {
        var text = new System.Text.StringBuilder(name).Append('(');
        foreach (IParameterSymbol parameter in parameters)
        {
            ITypeSymbol type = Closed(parameter.Type);
            char? code = parameter.RefKind != RefKind.None ? null
                : TypeMap.IsReal(type) ? 'r'
                : type.SpecialType == SpecialType.System_Int32 ? 'i'
                : type.Name == "MidpointRounding" ? 'm'
                : null;
            if (code is null)
            {
                return null;
            }

            text.Append(text[text.Length - 1] == '(' ? "" : ",").Append(code.Value);
        }

        return text.Append(')').ToString();
    }

    /// <summary><c>T.CreateChecked(x)</c> and its kin: a conversion.</summary>
    private Datum? LowerCreate(IInvocationOperation call)
    {
        ITypeSymbol target = TypeOf(call);
        ITypeSymbol? source = call.Arguments[0].Value.Type is { } type0 ? Closed(type0) : null;
        if (call.TargetMethod.Name is not ("CreateChecked" or "CreateSaturating" or "CreateTruncating")
            || !TypeMap.IsReal(target) || source is null || !(TypeMap.IsReal(source) || TypeMap.IsInteger(source)))
        {
            return null;
        }

        IrType type = TypeMap.Ir(target);
        IOperation argument = call.Arguments[0].Value;
        if (argument.ConstantValue is { HasValue: true, Value: double or float or int } constant)
        {
            return _builder.Constant(type, System.Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture));
        }

        Value value = LowerScalar(argument);
        return value.Type == type ? value : _builder.Cast(value, type, call.TargetMethod.Name == "CreateChecked");
    }

    /// <summary>The arguments, evaluated as written, in the order of the parameters.</summary>
    private Value[] InParameterOrder(IInvocationOperation call)
    {
        var values = new Value[call.TargetMethod.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            values[argument.Parameter!.Ordinal] = LowerScalar(argument.Value);
        }

        return values;
    }

    private Datum? LowerPassiveCall(IInvocationOperation call, bool isStatement, Datum? lowered)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return Refused(Reason.Delegate, call, call.Syntax.ToString());
        }

        bool isExtension = method.ContainingType.IsExtension;
        IMethodSymbol target = isExtension ? method.AssociatedExtensionImplementation ?? method : method;
        CheckNameable(target, call.Syntax);
        var code = new PassiveCode();
        if (call.Instance is { } instance && isExtension)
        {
            code.Text(MemberText(target)).Text(TypeArguments(target)).Text("(").Operand(LowerScalar(instance));
        }
        else if (call.Instance is { } receiver)
        {
            if (!IsSafeReceiver(TypeOf(receiver), method))
            {
                return Refused(Reason.Object, call, method.Name);
            }

            Value value = AsScalar(lowered ?? Lower(receiver), receiver);
            code.Operand(value, isBound: value.Id >= _parameterValues)
                .Text("." + ConstantText.Spell(method.Name)).Text(TypeArguments(method)).Text("(");
        }
        else
        {
            string container = call.ConstrainedToType is { } parameter
                ? $"{TypeMap.ContainerText(Closed(parameter))}.{ConstantText.Spell(method.Name)}"
                : MemberText(method);
            code.Text(container).Text(TypeArguments(method)).Text("(");
        }

        if (!Arguments(call.Arguments, code, code.Operands.Count > 0 && isExtension))
        {
            return Placeholder(call.Type);
        }

        code.Text(")");
        bool isGuard = isStatement && IsThrowHelper(method);
        if (!isGuard)
        {
            Barrier(Reason.NoDerivative, call.Syntax, method.Name, code.Operands);
        }

        var attribute = new VerbatimAttribute(code.Template, IsPureFunction(method));
        if (isStatement)
        {
            _builder.VerbatimStatement(attribute, [.. code.Operands]);
            return null;
        }

        return Split(_builder.Verbatim(attribute, Ir(call.Type!), [.. code.Operands]), call.Type!);
    }

    private string TypeArguments(IMethodSymbol method) =>
        method.TypeArguments.Length > 0 ? $"<{string.Join(", ", method.TypeArguments.Select(type => TypeMap.Text(Closed(type))))}>" : "";

    /// <summary>
    /// Whether a member can be used on a copy of the value: an own method of a struct that is not readonly might change it.
    /// </summary>
    private static bool IsSafeReceiver(ITypeSymbol type, IMethodSymbol? member) =>
        type.IsReferenceType || TypeMap.IsReal(type) || type.TypeKind == TypeKind.Enum || type.SpecialType != SpecialType.None
        || (type.IsValueType && type is INamedTypeSymbol && (type.IsReadOnly || member?.IsReadOnly == true));

    /// <summary>Guards like <c>ArgumentOutOfRangeException.ThrowIfNegative(x)</c>: nothing comes back, the path goes on or ends.</summary>
    private static bool IsThrowHelper(IMethodSymbol method) =>
        method.IsStatic && method.Name.StartsWith("Throw", System.StringComparison.Ordinal) && TypeMap.IsException(method.ContainingType);

    /// <summary>Functions of integers that neither throw nor look at anything else.</summary>
    private static bool IsPureFunction(IMethodSymbol method) =>
        method.Name is "Min" or "Max"
        && method.ContainingType.ToDisplayString() == "System.Math"
        && method.Parameters.All(parameter => TypeMap.IsInteger(parameter.Type));
}
