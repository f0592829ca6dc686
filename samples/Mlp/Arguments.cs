using System;
using System.Globalization;

namespace AutoDiff.Samples.Mlp;

/// <summary>The command line.</summary>
/// <param name="Images">A file of images in the format of MNIST; null to train on spirals.</param>
/// <param name="Labels">The classes of the images.</param>
/// <param name="TestImages">Images to test with; null to keep a tenth of the others for it.</param>
/// <param name="TestLabels">Their classes.</param>
/// <param name="Epochs">How often each example is used.</param>
/// <param name="Batch">How many examples make a step.</param>
/// <param name="Hidden">The length of the hidden layer.</param>
/// <param name="LearningRate">The greatest factor of a step.</param>
/// <param name="Seed">What all random numbers come from.</param>
/// <param name="Curve">Where the losses are drawn, or null.</param>
/// <param name="Model">Where the parameters are saved, or null.</param>
/// <param name="UsesGpu">Whether the network is trained on a graphics processor.</param>
/// <param name="IsPlain">Whether lines are written also to a terminal, rather than a bar.</param>
/// <param name="ShowsHelp">Whether only <see cref="Help"/> is wanted.</param>
internal sealed record Arguments(
    string? Images,
    string? Labels,
    string? TestImages,
    string? TestLabels,
    int Epochs,
    int Batch,
    int Hidden,
    double LearningRate,
    int Seed,
    string? Curve,
    string? Model,
    bool UsesGpu,
    bool IsPlain,
    bool ShowsHelp)
{
    /// <summary>How the program is called.</summary>
    public const string Help = """
        Trains a network of two layers: on two spirals that it makes, or on images.

        Usage: Mlp [--images FILE --labels FILE [--test-images FILE --test-labels FILE]] [OPTIONS]

          --images FILE         images in the IDX format of MNIST, compressed by gzip or not
          --labels FILE         their classes
          --test-images FILE    images to test with; without them a tenth of the others is kept for it
          --test-labels FILE    their classes
          --epochs N            how often each example is used (spirals: 150, images: 5)
          --batch N             how many examples make a step (64)
          --hidden N            the length of the hidden layer (spirals: 64, images: 128)
          --learning-rate R     the greatest factor of a step (spirals: 0.1, images: 0.002)
          --seed N              what all random numbers come from (1)
          --curve FILE          draws the losses as SVG
          --model FILE          saves the parameters as safetensors
          --device NAME         where to train: cpu (the default) or gpu
          --plain               writes lines also to a terminal, rather than a progress bar
          --help                shows this

        """;

    private static readonly Arguments ForSpirals = new(null, null, null, null, 150, 64, 64, 0.1, 1, null, null, false, false, false);

    /// <summary>Reads the command line.</summary>
    /// <exception cref="InputException">It is not as <see cref="Help"/> says.</exception>
    public static Arguments Parse(string[] args)
    {
        Arguments arguments = Array.IndexOf(args, "--images") < 0
            ? ForSpirals
            : ForSpirals with { Epochs = 5, Hidden = 128, LearningRate = 0.002 };
        for (int i = 0; i < args.Length; i++)
        {
            string option = args[i];
            arguments = option switch
            {
                "--help" or "-h" => arguments with { ShowsHelp = true },
                "--plain" => arguments with { IsPlain = true },
                "--images" => arguments with { Images = Value() },
                "--labels" => arguments with { Labels = Value() },
                "--test-images" => arguments with { TestImages = Value() },
                "--test-labels" => arguments with { TestLabels = Value() },
                "--epochs" => arguments with { Epochs = Count() },
                "--batch" => arguments with { Batch = Count() },
                "--hidden" => arguments with { Hidden = Count() },
                "--learning-rate" => arguments with { LearningRate = Rate() },
                "--seed" => arguments with { Seed = Number() },
                "--curve" => arguments with { Curve = Value() },
                "--model" => arguments with { Model = Value() },
                "--device" => arguments with { UsesGpu = IsGpu() },
                _ => throw new InputException($"Unknown option '{option}'. --help shows all."),
            };

            string Value() => ++i < args.Length ? args[i] : throw new InputException($"A value is missing after '{option}'. --help shows all options.");

            bool IsGpu() => Value() switch
            {
                "cpu" => false,
                "gpu" when Gpu.IsAvailable => true,
                "gpu" => throw new InputException($"There is no graphics processor to use. {Gpu.UnavailableReason}"),
                string other => throw new InputException($"The value of '{option}' must be 'cpu' or 'gpu', but is '{other}'."),
            };

            int Number() => int.TryParse(Value(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new InputException($"The value of '{option}' must be an integer, but is '{args[i]}'.");

            int Count() => Number() is > 0 and int count
                ? count
                : throw new InputException($"The value of '{option}' must be a positive integer, but is '{args[i]}'.");

            double Rate() => double.TryParse(Value(), NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate > 0 && double.IsFinite(rate)
                ? rate
                : throw new InputException($"The value of '{option}' must be a positive number, but is '{args[i]}'.");
        }

        return arguments.ShowsHelp ? arguments : arguments.Checked();
    }

    private Arguments Checked()
    {
        RequireBoth(Images, Labels, "--images", "--labels");
        RequireBoth(TestImages, TestLabels, "--test-images", "--test-labels");
        return TestImages is null || Images is not null
            ? this
            : throw new InputException("'--test-images' needs '--images' to train with.");

        static void RequireBoth(string? first, string? second, string firstOption, string secondOption)
        {
            if (first is null != second is null)
            {
                (string given, string missing) = second is null ? (firstOption, secondOption) : (secondOption, firstOption);
                throw new InputException($"'{given}' needs '{missing}' beside it.");
            }
        }
    }
}
