using System;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace AutoDiff.Generator.Tests.Cases;

/// <summary>Calls the compiled driver of a call. Each call makes its arguments anew, since some programs change them.</summary>
internal sealed class CaseDriver(Assembly assembly, int number)
{
    private readonly Type _type = assembly.GetType($"Point{number}")!;

    /// <summary>The value, and what arrays and counters hold afterwards.</summary>
    public (double Value, double[][] States) Plain() => ((double, double[][]))Call("Plain");

    /// <summary>The same with the gradient.</summary>
    public (double Value, double[][] States, (string Name, double[] Derivatives)[] Gradient) Vjp() =>
        ((double, double[][], (string, double[])[]))Call("Vjp");

    /// <summary>The same with the derivative in the direction of one entry.</summary>
    public (double Value, double[][] States, double Tangent) Jvp(string name, int entry) => ((double, double[][], double))Call("Jvp", name, entry);

    private object Call(string name, params object[] arguments)
    {
        try
        {
            return _type.GetMethod(name)!.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
