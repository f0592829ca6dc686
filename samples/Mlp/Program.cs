using System;
using System.IO;

namespace AutoDiff.Samples.Mlp;

/// <summary>Trains a network of two layers on two spirals, or on images in the format of MNIST.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        try
        {
            var arguments = Arguments.Parse(args);
            if (arguments.ShowsHelp)
            {
                Console.Write(Arguments.Help);
                return 0;
            }

            Run(arguments);
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
        (DataSet training, DataSet test) = arguments.Images is null ? Spirals.Make(arguments.Seed) : ImageFiles.Read(arguments);
        Console.WriteLine(FormattableString.Invariant(
            $"{training.Count} examples to train with, {test.Count} to test with; {training.Features} numbers each, {training.Classes} classes."));
        var progress = new Progress(Console.Out, arguments.Epochs, isTerminal: !Console.IsOutputRedirected && !arguments.IsPlain);
        var trainer = new Trainer(training, test, arguments);
        trainer.Run(progress);

        Console.WriteLine(FormattableString.Invariant(
            $"Accuracy {trainer.TrainingAccuracy:P2} in training, {trainer.TestAccuracy:P2} in the test, after {trainer.Steps} steps."));
        if (arguments.Curve is string curve)
        {
            File.WriteAllText(curve, LossCurve.Draw(trainer.TrainingLosses, trainer.TestLosses));
            Console.WriteLine($"Losses drawn in {curve}.");
        }

        if (arguments.Model is string model)
        {
            SafeTensors.Save(model, trainer.Model.State());
            Console.WriteLine($"Parameters saved in {model}.");
        }
    }
}
