using System.IO;

namespace AutoDiff.Samples.AdBench;

/// <summary>An objective with its input; evaluations overwrite the arrays.</summary>
internal abstract class Problem(int valueCount, int derivativeCount)
{
    /// <summary>The values of the objective.</summary>
    public double[] Values { get; } = new double[valueCount];

    /// <summary>The gradient or the entries of the Jacobian, in the order in which they are written.</summary>
    public double[] Derivatives { get; } = new double[derivativeCount];

    /// <summary>Reads the input of the objective that the arguments name.</summary>
    public static Problem Read(Arguments arguments) => arguments.Objective switch
    {
        Arguments.Gmm => new GmmProblem(GmmInput.Read(arguments.Input)),
        Arguments.BundleAdjustment => new BundleAdjustmentProblem(BundleAdjustmentInput.Read(arguments.Input)),
        Arguments.Hand => new HandSimpleProblem(ReadHand(arguments, isComplicated: false)),
        Arguments.HandComplicated => new HandComplicatedProblem(ReadHand(arguments, isComplicated: true)),
        Arguments.Lstm => new LstmProblem(LstmInput.Read(arguments.Input)),
        _ => throw new InputException($"There is no objective '{arguments.Objective}'."),
    };

    /// <summary>Computes <see cref="Values"/>.</summary>
    public abstract void EvaluateObjective();

    /// <summary>Computes <see cref="Derivatives"/>.</summary>
    public abstract void EvaluateDerivatives();

    /// <summary>Writes values and derivatives to files whose names begin with the prefix.</summary>
    public virtual void Write(string prefix)
    {
        OutputFile.Write(prefix + ".f.txt", Values);
        OutputFile.Write(prefix + ".j.txt", Derivatives);
    }

    private static HandInput ReadHand(Arguments arguments, bool isComplicated)
    {
        string directory = arguments.ModelDirectory ?? Path.Combine(Path.GetDirectoryName(arguments.Input) ?? "", "model");
        return HandInput.Read(arguments.Input, HandModel.Read(directory), isComplicated);
    }
}
