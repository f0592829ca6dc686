using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AutoDiff.Gradients.Tests;

/// <summary>A differentiable method of this assembly with its generated members, all called through reflection on doubles.</summary>
internal sealed class Program
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly MethodInfo _method;
    private readonly Type? _typeArgument;

    private Program(MethodInfo method, Type? typeArgument, object[] point)
    {
        _typeArgument = typeArgument;
        _method = Close(method);
        Name = $"{method.DeclaringType!.Name}.{method.Name}{(typeArgument is null ? "" : $"<{typeArgument.Name}>")}";
        Active = _method.GetParameters()
            .Select(parameter => (parameter.ParameterType == typeof(double) || parameter.ParameterType == typeof(float))
                && parameter.GetCustomAttribute<NoGradAttribute>() is null)
            .ToArray();
        Point = point.Select((value, i) => Convert.ChangeType(value, _method.GetParameters()[i].ParameterType, null)).ToArray();
    }

    public string Name { get; }

    public bool[] Active { get; }

    public object[] Point { get; }

    public bool IsSingle => _method.ReturnType == typeof(float) || _method.GetParameters().Any(parameter => parameter.ParameterType == typeof(float));

    /// <summary>Every program at every point; generic ones in double and in float.</summary>
    public static IEnumerable<Program> All() =>
        from type in typeof(Program).Assembly.GetTypes()
        from method in type.GetMethods(Statics)
        where method.GetCustomAttribute<DifferentiableAttribute>() is not null
        from argument in method.IsGenericMethodDefinition ? new Type?[] { typeof(double), typeof(float) } : [null]
        from at in method.GetCustomAttributes<AtAttribute>()
        select new Program(method, argument, at.Arguments);

    public object Value(IEnumerable<object> arguments) => _method.Invoke(null, arguments.ToArray())!;

    public double[] Gradient() => Flatten(Call("Gradient", Point));

    public (object Value, double[] Gradient) ValueAndGradient() => Split(Call("ValueAndGradient", Point));

    public (object Value, double[] Gradient) Vjp(double adjoint) =>
        Split(Call("Vjp", [.. Point, Convert.ChangeType(adjoint, _method.ReturnType, null)]));

    public (object Value, double Tangent) Jvp(double[] tangents)
    {
        Type[] types = _method.GetParameters().Where((_, i) => Active[i]).Select(parameter => parameter.ParameterType).ToArray();
        var result = (ITuple)Call("Jvp", [.. Point, .. tangents.Select((tangent, i) => Convert.ChangeType(tangent, types[i], null))]);
        return (result[0]!, Convert.ToDouble(result[1], null));
    }

    public override string ToString() => $"{Name}({string.Join(", ", Point)})";

    private object Call(string suffix, object[] arguments) =>
        Close(_method.DeclaringType!.GetMethods(Statics).Single(method => method.Name == _method.Name + suffix)).Invoke(null, arguments)!;

    private MethodInfo Close(MethodInfo method) =>
        method.IsGenericMethodDefinition ? method.MakeGenericMethod(_typeArgument!) : method;

    private static (object Value, double[] Gradient) Split(object result)
    {
        var tuple = (ITuple)result;
        return (tuple[0]!, Flatten(tuple[1]!));
    }

    private static double[] Flatten(object value) => value is ITuple tuple
        ? Enumerable.Range(0, tuple.Length).Select(i => Convert.ToDouble(tuple[i], null)).ToArray()
        : [Convert.ToDouble(value, null)];
}
