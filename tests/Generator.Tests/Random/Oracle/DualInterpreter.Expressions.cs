using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Tests.Random.Oracle;

/// <summary>Expressions: <see cref="Dual"/>, int, bool, <see cref="Memory"/> and <see cref="Structure"/> by the types of their operands.</summary>
internal sealed partial class DualInterpreter
{
    private object Evaluate(ExpressionSyntax expression) => Execute(expression) ?? throw new NotSupportedException(expression.ToString());

    /// <summary>The value, or null for a call of a void method.</summary>
    private object? Execute(ExpressionSyntax expression)
    {
        Step();
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                return literal.Token.Value is double number ? Dual.Constant(number) : literal.Token.Value;
            case ParenthesizedExpressionSyntax inner:
                return Execute(inner.Expression);
            case IdentifierNameSyntax or ElementAccessExpressionSyntax:
                object read = PlaceOf(expression).Value;
                return read is Structure structure ? structure.Copy() : read;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } access:
                return ((Memory)Evaluate(access.Expression)).Length;
            case MemberAccessExpressionSyntax:
                return PlaceOf(expression).Value;
            case PrefixUnaryExpressionSyntax unary:
                return Unary(unary);
            case PostfixUnaryExpressionSyntax unary:
                Place counted = PlaceOf(unary.Operand);
                object before = counted.Value;
                counted.Value = Binary(unary.IsKind(SyntaxKind.PostIncrementExpression) ? "+" : "-", before, 1);
                return before;
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.LogicalAndExpression):
                return Decide(binary.Left) && Decide(binary.Right);
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.LogicalOrExpression):
                return Decide(binary.Left) || Decide(binary.Right);
            case BinaryExpressionSyntax binary:
                object left = Evaluate(binary.Left);
                return Binary(binary.OperatorToken.ValueText, left, Evaluate(binary.Right));
            case AssignmentExpressionSyntax assignment:
                return Assign(assignment);
            case ConditionalExpressionSyntax choice:
                return Evaluate(Decide(choice.Condition) ? choice.WhenTrue : choice.WhenFalse);
            case SwitchExpressionSyntax choice:
                return Switch(choice);
            case CastExpressionSyntax cast:
                return Cast(Evaluate(cast.Expression), cast.Type);
            case InvocationExpressionSyntax call:
                return Invoke(call);
            case ObjectCreationExpressionSyntax creation:
                return Create(creation);
            case ArrayCreationExpressionSyntax creation:
                return NewMemory(creation.Type.RankSpecifiers[0].Sizes[0], creation.Initializer);
            case StackAllocArrayCreationExpressionSyntax creation:
                return NewMemory(((ArrayTypeSyntax)creation.Type).RankSpecifiers[0].Sizes[0], creation.Initializer);
            case WithExpressionSyntax change:
                return With((Structure)Evaluate(change.Expression), change.Initializer);
            case DefaultExpressionSyntax value:
                return Default(value.Type);
            default:
                throw new NotSupportedException($"{expression.Kind()}: {expression}");
        }
    }

    private object Unary(PrefixUnaryExpressionSyntax unary)
    {
        if (unary.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression)
        {
            Place place = PlaceOf(unary.Operand);
            return place.Value = Binary(unary.IsKind(SyntaxKind.PreIncrementExpression) ? "+" : "-", place.Value, 1);
        }

        return Evaluate(unary.Operand) switch
        {
            bool value => !value,
            int value => unary.IsKind(SyntaxKind.UnaryMinusExpression) ? -value : value,
            Dual value => unary.IsKind(SyntaxKind.UnaryMinusExpression) ? -value : value,
            _ => throw new NotSupportedException(unary.ToString()),
        };
    }

    private object Binary(string operation, object left, object right)
    {
        if (left is int a && right is int b)
        {
            return operation switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => b == 0 ? throw new ProgramException(new DivideByZeroException().Message) : a / b,
                "%" => b == 0 ? throw new ProgramException(new DivideByZeroException().Message) : a % b,
                "&" => a & b,
                _ => Compare(operation, a, b),
            };
        }

        if (left is Structure)
        {
            OperatorDeclarationSyntax overload = _structures.Values.SelectMany(structure => structure.Members).OfType<OperatorDeclarationSyntax>()
                .Single(candidate => candidate.OperatorToken.ValueText == operation);
            return Call(new Function(overload), null, null, [new Variable(left), new Variable(right)])!;
        }

        if (left is bool p && right is bool q)
        {
            return operation switch { "==" => p == q, "!=" => p != q, "&" => p & q, "|" => p | q, _ => p ^ q };
        }

        Dual x = Real(left);
        Dual y = Real(right);
        return operation switch
        {
            "+" => Traced(x + y),
            "-" => Traced(x - y),
            "*" => Traced(x * y),
            "/" => Traced(x / y),
            "%" => Traced(x % y),
            _ => Compare(operation, x.Value, y.Value),
        };
    }

    private static bool Compare(string operation, double a, double b) => operation switch
    {
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        ">=" => a >= b,
        "==" => a == b,
        "!=" => a != b,
        _ => throw new NotSupportedException(operation),
    };

    private object Assign(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Left is TupleExpressionSyntax targets)
        {
            // All places first, then all values, then the assignments.
            Place[] places = [.. targets.Arguments.Select(target => PlaceOf(target.Expression))];
            object[] values = [.. ((TupleExpressionSyntax)assignment.Right).Arguments.Select(value => Evaluate(value.Expression))];
            foreach ((Place target, object value) in places.Zip(values))
            {
                target.Value = Like(target.Value, value);
            }

            return values[0];
        }

        Place place = PlaceOf(assignment.Left);
        if (assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
        {
            object value = Evaluate(assignment.Right);
            return place.Value = Like(place.Value, value);
        }

        // The old value is read before the right side is evaluated.
        object before = place.Value;
        object right = Evaluate(assignment.Right);
        string operation = assignment.OperatorToken.ValueText;
        return place.Value = Binary(operation[..^1], before, right);
    }

    private object Switch(SwitchExpressionSyntax choice)
    {
        object value = Evaluate(choice.GoverningExpression);
        for (int i = 0; i < choice.Arms.Count; i++)
        {
            if (IsMatch(choice.Arms[i].Pattern, value))
            {
                Note((ulong)i);
                return Evaluate(choice.Arms[i].Expression);
            }
        }

        throw new NotSupportedException(choice.ToString());
    }

    private bool IsMatch(PatternSyntax pattern, object value) => pattern switch
    {
        DiscardPatternSyntax => true,
        ConstantPatternSyntax constant => (bool)Binary("==", value, Evaluate(constant.Expression)),
        RelationalPatternSyntax relation => (bool)Binary(relation.OperatorToken.ValueText, value, Evaluate(relation.Expression)),
        BinaryPatternSyntax either when either.IsKind(SyntaxKind.OrPattern) => IsMatch(either.Left, value) || IsMatch(either.Right, value),
        _ => throw new NotSupportedException(pattern.ToString()),
    };

    private object? Invoke(InvocationExpressionSyntax call)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (call.Expression is IdentifierNameSyntax name)
        {
            // References are bound and values computed in the order of the arguments.
            Place[] places = [.. arguments.Select(Argument)];
            (Function function, Frame? around) = _frame.FunctionOf(name.Identifier.ValueText)
                ?? (_methods.TryGetValue(name.Identifier.ValueText, out MethodDeclarationSyntax? method)
                    ? (new Function(method), null)
                    : throw new NotSupportedException(call.ToString()));
            return Call(function, around, null, places);
        }

        var access = (MemberAccessExpressionSyntax)call.Expression;
        string member = access.Name.Identifier.ValueText;
        if (access.Expression is IdentifierNameSyntax { Identifier.ValueText: "Math" })
        {
            object[] values = [.. arguments.Select(argument => Evaluate(argument.Expression))];
            return values.All(value => value is int) ? Integer(member, [.. values.Cast<int>()]) : Traced(Dual.Function(member, [.. values.Select(Real)]));
        }

        object receiver = access.Expression is IdentifierNameSyntax ? PlaceOf(access.Expression).Value : Evaluate(access.Expression);
        if (receiver is Structure self)
        {
            MethodDeclarationSyntax own = _structures.Values.SelectMany(structure => structure.Members).OfType<MethodDeclarationSyntax>()
                .Single(candidate => candidate.Identifier.ValueText == member);
            return Call(new Function(own), null, self, [.. arguments.Select(Argument)]);
        }

        var memory = (Memory)receiver;
        int[] bounds = [.. arguments.Select(argument => (int)Evaluate(argument.Expression))];
        return member is not ("AsSpan" or "Slice") ? throw new NotSupportedException(call.ToString())
            : bounds.Length == 0 ? memory
            : memory.Slice(bounds[0], bounds.Length == 1 ? memory.Length - bounds[0] : bounds[1]);
    }

    private Place Argument(ArgumentSyntax argument)
    {
        if (argument.Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable })
        {
            return _frame.Declare(variable.Identifier.ValueText, new Variable(Dual.Zero));
        }

        return argument.RefKindKeyword.IsKind(SyntaxKind.None) ? new Variable(Evaluate(argument.Expression)) : PlaceOf(argument.Expression);
    }

    private static object Integer(string function, int[] values) => function switch
    {
        "Abs" => Math.Abs(values[0]),
        "Max" => Math.Max(values[0], values[1]),
        "Min" => Math.Min(values[0], values[1]),
        _ => Dual.Function(function, [.. values.Select(value => Dual.Constant(value))]),
    };

    private Structure Create(ObjectCreationExpressionSyntax creation) => With((Structure)Default(creation.Type), creation.Initializer);

    private Structure With(Structure value, InitializerExpressionSyntax? initializer)
    {
        foreach (ExpressionSyntax part in initializer?.Expressions ?? default)
        {
            var assignment = (AssignmentExpressionSyntax)part;
            value.Fields[((IdentifierNameSyntax)assignment.Left).Identifier.ValueText] = Real(Evaluate(assignment.Right));
        }

        return value;
    }

    private Memory NewMemory(ExpressionSyntax size, InitializerExpressionSyntax? initializer)
    {
        if (initializer is not null)
        {
            return new Memory([.. initializer.Expressions.Select(element => Real(Evaluate(element)))]);
        }

        int length = (int)Evaluate(size);
        return length < 0 || length > 1000 ? throw new OutOfFuelException() : new Memory([.. Enumerable.Repeat(Dual.Zero, length)]);
    }

    private Place PlaceOf(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return PlaceOf(inner.Expression);
            case IdentifierNameSyntax name:
                return _frame.PlaceOf(name.Identifier.ValueText);
            case ElementAccessExpressionSyntax access:
                var memory = (Memory)Evaluate(access.Expression);
                return new Element(memory, (int)Evaluate(access.ArgumentList.Arguments[0].Expression));
            case MemberAccessExpressionSyntax access:
                return new Field((Structure)PlaceOf(access.Expression).Value, access.Name.Identifier.ValueText);
            default:
                throw new NotSupportedException(expression.ToString());
        }
    }

    private object Default(TypeSyntax type) => type switch
    {
        IdentifierNameSyntax name => Structure.Of(_structures[name.Identifier.ValueText].Members.OfType<FieldDeclarationSyntax>()
            .SelectMany(field => field.Declaration.Variables).Select(variable => variable.Identifier.ValueText)),
        PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword } => 0,
        PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.BoolKeyword } => false,
        _ => Dual.Zero,
    };

    private object Cast(object value, TypeSyntax type)
    {
        if (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword } && value is Dual real)
        {
            int whole = (int)real.Value;
            Note((ulong)(uint)whole);
            return whole;
        }

        return Converted(value, type);
    }

    private static object Converted(object value, TypeSyntax type) =>
        value is int number && type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.DoubleKeyword } ? Dual.Constant(number) : value;

    private static object Like(object before, object value) => before is Dual ? Real(value) : value;

    private static Dual Real(object value) => value is int number ? Dual.Constant(number) : (Dual)value;

    private Dual Traced(Dual value)
    {
        // NaN stays: Math.Max gives NaN if one of its arguments is.
        _magnitude = Math.Max(_magnitude, Math.Max(Math.Abs(value.Value), value.Magnitude));
        return value;
    }
}
