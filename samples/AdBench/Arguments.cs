using System;
using System.Globalization;
using System.Linq;

namespace AutoDiff.Samples.AdBench;

/// <summary>The command line.</summary>
/// <param name="Objective">One of the names below.</param>
/// <param name="Input">The path of the input.</param>
/// <param name="ModelDirectory">Where the hand model is; null for the directory "model" beside the input.</param>
/// <param name="OutputPrefix">What the names of the files to write begin with; null to write none.</param>
/// <param name="Repeat">How many runs are measured.</param>
internal sealed record Arguments(string Objective, string Input, string? ModelDirectory, string? OutputPrefix, int Repeat)
{
    /// <summary>Gaussian mixture model.</summary>
    public const string Gmm = "gmm";

    /// <summary>Bundle adjustment.</summary>
    public const string BundleAdjustment = "ba";

    /// <summary>Hand tracking with points on vertices.</summary>
    public const string Hand = "hand";

    /// <summary>Hand tracking with points on triangles.</summary>
    public const string HandComplicated = "hand-complicated";

    /// <summary>Recurrent network.</summary>
    public const string Lstm = "lstm";

    /// <summary>How the program is called.</summary>
    public const string Usage = "Usage: AdBench gmm|ba|hand|hand-complicated|lstm INPUT [--model DIR] [--output PREFIX] [--repeat N]";

    private const int DefaultRepeat = 10;

    private static readonly string[] Objectives = [Gmm, BundleAdjustment, Hand, HandComplicated, Lstm];

    /// <summary>Reads the command line.</summary>
    /// <exception cref="InputException">It is not as <see cref="Usage"/> says.</exception>
    public static Arguments Parse(string[] args)
    {
        if (args.Length < 2)
        {
            throw new InputException($"An objective and an input are needed. {Usage}");
        }

        var arguments = new Arguments(args[0], args[1], null, null, DefaultRepeat);
        if (!Objectives.Contains(arguments.Objective))
        {
            throw new InputException($"There is no objective '{args[0]}'. {Usage}");
        }

        for (int i = 2; i < args.Length; i += 2)
        {
            string option = args[i];
            string value = i + 1 < args.Length ? args[i + 1] : throw new InputException($"A value is missing after '{option}'. {Usage}");
            arguments = option switch
            {
                "--model" when arguments.Objective is Hand or HandComplicated => arguments with { ModelDirectory = value },
                "--model" => throw new InputException($"Only a hand has a model: '--model' does not go with '{arguments.Objective}'."),
                "--output" => arguments with { OutputPrefix = value },
                "--repeat" => arguments with { Repeat = ParseRepeat(value) },
                _ => throw new InputException($"Unknown option '{option}'. {Usage}"),
            };
        }

        return arguments;
    }

    private static int ParseRepeat(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int repeat) && repeat > 0
            ? repeat
            : throw new InputException($"The number of runs must be a positive integer, but is '{text}'.");
}
