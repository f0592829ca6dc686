using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Tests.Random.Oracle;

/// <summary>What a run of a program comes to.</summary>
/// <param name="Value">The result; null if it throws.</param>
/// <param name="Error">The message of what it throws.</param>
/// <param name="Magnitude">The largest derivative on the way: what rounding errors are relative to.</param>
/// <param name="Path">A hash of all decisions: equal for runs that take the same path.</param>
internal sealed record Outcome(Dual? Value, string? Error, double Magnitude, ulong Path);

/// <summary>
/// Runs methods in the subset of C# that random programs are written in, statement by statement, on dual numbers. It knows nothing of the
/// generator: it reads the text as C# defines it, in its order of evaluation.
/// </summary>
internal sealed partial class DualInterpreter
{
    private const int Steps = 100_000;
    private const int Depth = 40;

    private readonly Dictionary<string, MethodDeclarationSyntax> _methods;
    private readonly Dictionary<string, StructDeclarationSyntax> _structures;
    private Frame _frame = new(null, null);
    private object? _result;
    private double _magnitude;
    private ulong _path = 14695981039346656037;
    private int _steps;
    private int _depth;

    private DualInterpreter(IReadOnlyList<MemberDeclarationSyntax> members)
    {
        _methods = members.OfType<MethodDeclarationSyntax>().ToDictionary(method => method.Identifier.ValueText);
        _structures = members.OfType<StructDeclarationSyntax>().ToDictionary(structure => structure.Identifier.ValueText);
    }

    private enum Signal
    {
        Next,
        Break,
        Continue,
        Return,
    }

    /// <summary>Calls a method; null if that takes too long.</summary>
    public static Outcome? Run(IReadOnlyList<MemberDeclarationSyntax> members, string method, IReadOnlyList<object> arguments)
    {
        var interpreter = new DualInterpreter(members);
        try
        {
            object? result = interpreter.Call(new Function(interpreter._methods[method]), null, null, [.. arguments.Select(argument => new Variable(argument))]);
            return new Outcome((Dual)result!, null, interpreter._magnitude, interpreter._path);
        }
        catch (ProgramException exception)
        {
            return new Outcome(null, exception.Message, interpreter._magnitude, interpreter._path);
        }
        catch (OutOfFuelException)
        {
            return null;
        }
    }

    /// <summary>Calls a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="outer">The variables around it, if it is a local one.</param>
    /// <param name="self">The struct whose method it is.</param>
    /// <param name="arguments">The arguments, by reference.</param>
    private object? Call(Function function, Frame? outer, Structure? self, IReadOnlyList<Place> arguments)
    {
        if (++_depth > Depth)
        {
            throw new OutOfFuelException();
        }

        Frame caller = _frame;
        _frame = new Frame(outer, self);
        foreach ((ParameterSyntax parameter, Place argument) in function.Parameters.Zip(arguments))
        {
            _frame.Declare(
                parameter.Identifier.ValueText,
                parameter.Modifiers.Count > 0 ? argument : new Variable(Converted(argument.Value, parameter.Type!)));
        }

        _result = null;
        if (function.Expression is { } expression)
        {
            _result = Execute(expression);
        }
        else
        {
            Run(function.Body!);
        }

        // A struct is copied out, before the callee's variable is forgotten.
        object? result = _result is null ? null : new Variable(Converted(_result, function.Type)).Value;
        _frame = caller;
        _depth--;
        return result;
    }

    private Signal Run(StatementSyntax statement)
    {
        Step();
        switch (statement)
        {
            case BlockSyntax block:
                // Local functions can be called in front of their declarations.
                foreach (LocalFunctionStatementSyntax function in block.Statements.OfType<LocalFunctionStatementSyntax>())
                {
                    _frame.Declare(function.Identifier.ValueText, new Function(function));
                }

                return Run(block.Statements);
            case LocalFunctionStatementSyntax:
                return Signal.Next;
            case LocalDeclarationStatementSyntax declaration:
                Declare(declaration.Declaration);
                return Signal.Next;
            case ExpressionStatementSyntax expression:
                Execute(expression.Expression);
                return Signal.Next;
            case IfStatementSyntax branch:
                return Decide(branch.Condition) ? Run(branch.Statement) : branch.Else is { } other ? Run(other.Statement) : Signal.Next;
            case ForStatementSyntax loop:
                return RunFor(loop);
            case ForEachStatementSyntax loop:
                return RunForEach(loop);
            case WhileStatementSyntax loop:
                return RunWhile(loop.Condition, loop.Statement, isTestedFirst: true);
            case DoStatementSyntax loop:
                return RunWhile(loop.Condition, loop.Statement, isTestedFirst: false);
            case SwitchStatementSyntax choice:
                return RunSwitch(choice);
            case BreakStatementSyntax:
                return Signal.Break;
            case ContinueStatementSyntax:
                return Signal.Continue;
            case ReturnStatementSyntax result:
                _result = result.Expression is null ? null : Evaluate(result.Expression);
                return Signal.Return;
            case ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax creation }:
                throw new ProgramException((string)((LiteralExpressionSyntax)creation.ArgumentList!.Arguments[0].Expression).Token.Value!);
            default:
                throw new NotSupportedException(statement.ToString());
        }
    }

    private Signal Run(IEnumerable<StatementSyntax> statements)
    {
        foreach (StatementSyntax statement in statements)
        {
            if (Run(statement) is var signal and not Signal.Next)
            {
                return signal;
            }
        }

        return Signal.Next;
    }

    private void Declare(VariableDeclarationSyntax declaration)
    {
        foreach (VariableDeclaratorSyntax variable in declaration.Variables)
        {
            // The new variable is not one with the same name of the iteration before.
            _frame.Declare(
                variable.Identifier.ValueText,
                variable.Initializer is { } initializer ? Declared(initializer.Value, declaration.Type) : new Variable(Dual.Zero));
        }
    }

    private Place Declared(ExpressionSyntax value, TypeSyntax type) => value is RefExpressionSyntax reference
        ? PlaceOf(reference.Expression)
        : new Variable(value.IsKind(SyntaxKind.DefaultLiteralExpression) ? Default(type) : Converted(Evaluate(value), type));

    private Signal RunFor(ForStatementSyntax loop)
    {
        if (loop.Declaration is { } declaration)
        {
            Declare(declaration);
        }

        while (loop.Condition is null || Decide(loop.Condition))
        {
            if (Run(loop.Statement) is var signal and (Signal.Break or Signal.Return))
            {
                return signal == Signal.Break ? Signal.Next : signal;
            }

            foreach (ExpressionSyntax incrementor in loop.Incrementors)
            {
                Execute(incrementor);
            }

            Step();
        }

        return Signal.Next;
    }

    private Signal RunForEach(ForEachStatementSyntax loop)
    {
        var memory = (Memory)Evaluate(loop.Expression);
        for (int i = 0; i < memory.Length; i++)
        {
            _frame.Declare(loop.Identifier.ValueText, new Variable(memory[i]));
            if (Run(loop.Statement) is var signal and (Signal.Break or Signal.Return))
            {
                return signal == Signal.Break ? Signal.Next : signal;
            }
        }

        return Signal.Next;
    }

    private Signal RunWhile(ExpressionSyntax condition, StatementSyntax body, bool isTestedFirst)
    {
        for (bool isFirst = true; (isFirst && !isTestedFirst) || Decide(condition); isFirst = false)
        {
            if (Run(body) is var signal and (Signal.Break or Signal.Return))
            {
                return signal == Signal.Break ? Signal.Next : signal;
            }
        }

        return Signal.Next;
    }

    private Signal RunSwitch(SwitchStatementSyntax choice)
    {
        object value = Evaluate(choice.Expression);
        SwitchSectionSyntax? section = choice.Sections.FirstOrDefault(section => section.Labels.OfType<CaseSwitchLabelSyntax>().Any(IsMatch))
            ?? choice.Sections.FirstOrDefault(section => section.Labels.OfType<DefaultSwitchLabelSyntax>().Any());
        if (section is null)
        {
            return Signal.Next;
        }

        Note((ulong)choice.Sections.IndexOf(section));
        Signal signal = Run(section.Statements);
        return signal == Signal.Break ? Signal.Next : signal;

        bool IsMatch(CaseSwitchLabelSyntax label) => Equals(Evaluate(label.Value), value);
    }

    private bool Decide(ExpressionSyntax condition)
    {
        bool decision = (bool)Evaluate(condition);
        Note(decision ? 1u : 0u);
        return decision;
    }

    /// <summary>Mixes a decision into the hash of the path (FNV-1a).</summary>
    private void Note(ulong decision) => _path = (_path ^ decision) * 1099511628211;

    private void Step()
    {
        if (++_steps > Steps)
        {
            throw new OutOfFuelException();
        }
    }
}
