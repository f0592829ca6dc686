using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>The functions that the rules stand for, in double: what the spelling of a rule names, found by reflection.</summary>
internal static class RuleFunctions
{
    private static readonly Dictionary<string, Func<double[], double>> Functions =
        RuleTable.All.ToDictionary(rule => rule.Key, rule => Operator(rule.Key) ?? Ideal(rule.Key) ?? Named(rule));

    /// <summary>The value of a function; truth is 1, integers are the numbers they are.</summary>
    public static double Apply(string key, params double[] arguments) => Functions[key](arguments);

    /// <summary>The public static method with the signature of a rule, or null.</summary>
    /// <param name="container">The type that declares it.</param>
    /// <param name="signature">As in <see cref="Rule.Matches"/>; a container in it is ignored.</param>
    /// <param name="real">The type that r stands for.</param>
    public static MethodInfo? Find(Type container, string signature, Type real)
    {
        string plain = signature[(signature.IndexOf('.', StringComparison.Ordinal) + 1)..];
        string name = plain[..plain.IndexOf('(', StringComparison.Ordinal)];
        Type[] parameters = [.. Codes(signature).Select(code => code switch
        {
            'r' => real,
            'i' => typeof(int),
            _ => typeof(MidpointRounding),
        })];
        MethodInfo? found = container.GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly, parameters);

        // GetMethod also takes a method whose parameters are wider.
        return found?.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(parameters) == true ? found : null;
    }

    /// <summary>The codes of a signature's parameters.</summary>
    public static char[] Codes(string signature) =>
        [.. signature[(signature.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Where(code => code != ',')];

    /// <summary>A method with its arguments given as doubles.</summary>
    public static double Invoke(MethodInfo method, double[] arguments)
    {
        ParameterInfo[] parameters = method.GetParameters();
        object?[] boxed = [.. arguments.Select((argument, i) => Box(argument, parameters[i].ParameterType))];
        return Convert.ToDouble(method.Invoke(null, boxed), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static object Box(double argument, Type type) =>
        type == typeof(MidpointRounding) ? (MidpointRounding)(int)argument
        : Convert.ChangeType(argument, type, System.Globalization.CultureInfo.InvariantCulture);

    private static Func<double[], double> Named(Rule rule)
    {
        Type container = rule.Spelling.Home switch
        {
            Home.Math or Home.MathOverload => typeof(Math),
            Home.Number => typeof(double),
            Home.Special => typeof(SpecialFunctions),
            _ => throw new NotSupportedException(rule.Key),
        };
        MethodInfo method = Find(container, rule.Matches[0], typeof(double)) ?? Explicit(rule.Spelling.Text)
            ?? throw new MissingMethodException(container.Name, rule.Spelling.Text);
        return arguments => Invoke(method, arguments);
    }

    /// <summary>A function that double implements for type parameters only.</summary>
    private static MethodInfo? Explicit(string name)
    {
        InterfaceMapping map = typeof(double).GetInterfaceMap(typeof(INumberBase<double>));
        int index = Array.FindIndex(map.InterfaceMethods, method => method.Name == name);
        return index < 0 ? null : map.TargetMethods[index];
    }

    /// <summary>What an estimate estimates: the steps of the estimate itself have no differences to compare with.</summary>
    private static Func<double[], double>? Ideal(string key) => key switch
    {
        "reciprocalEstimate" => x => 1 / x[0],
        "reciprocalSqrtEstimate" => x => 1 / Math.Sqrt(x[0]),
        "stopGradient" => x => x[0],
        _ => null,
    };

    private static Func<double[], double>? Operator(string key) => key switch
    {
        "add" => x => x[0] + x[1],
        "subtract" => x => x[0] - x[1],
        "negate" => x => -x[0],
        "multiply" => x => x[0] * x[1],
        "divide" => x => x[0] / x[1],
        "remainder" => x => x[0] % x[1],
        "less" => x => Truth(x[0] < x[1]),
        "greater" => x => Truth(x[0] > x[1]),
        "lessOrEqual" => x => Truth(x[0] <= x[1]),
        "greaterOrEqual" => x => Truth(x[0] >= x[1]),
        "equal" => x => Truth(x[0] == x[1]),
        "notEqual" => x => Truth(x[0] != x[1]),
        "not" => x => Truth(x[0] == 0),
        "complement" => x => ~(long)x[0],
        "and" or "andAlso" => x => (long)x[0] & (long)x[1],
        "or" or "orElse" => x => (long)x[0] | (long)x[1],
        "xor" => x => (long)x[0] ^ (long)x[1],
        "shiftLeft" => x => (long)x[0] << (int)x[1],
        "shiftRight" => x => (long)x[0] >> (int)x[1],
        "shiftRightUnsigned" => x => (long)x[0] >>> (int)x[1],
        _ => null,
    };

    private static double Truth(bool value) => value ? 1 : 0;
}
