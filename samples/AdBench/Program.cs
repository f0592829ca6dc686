using System;
using System.IO;

namespace AutoDiff.Samples.AdBench;

/// <summary>Evaluates an objective of ADBench and its derivatives, writes them, and prints how long they take.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        try
        {
            Run(Arguments.Parse(args));
            return 0;
        }
        catch (Exception exception) when (exception is InputException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void Run(Arguments arguments)
    {
        var problem = Problem.Read(arguments);
        problem.EvaluateObjective();
        problem.EvaluateDerivatives();
        if (arguments.OutputPrefix is string prefix)
        {
            problem.Write(prefix);
        }

        double objective = Measurement.MedianMicroseconds(problem.EvaluateObjective, arguments.Repeat);
        double gradient = Measurement.MedianMicroseconds(problem.EvaluateDerivatives, arguments.Repeat);
        Console.WriteLine(FormattableString.Invariant($"objective_us={objective:F3}"));
        Console.WriteLine(FormattableString.Invariant($"gradient_us={gradient:F3}"));
    }
}
