using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace AutoDiff.Samples.GpuImage;

/// <summary>Matches a picture with coloured bells on a graphics processor, and shows target, start and result side by side in a PNG file.</summary>
internal static class Program
{
    private const string Help = """
        Matches a picture with coloured bells, by gradients that are computed on a graphics processor.

        Usage: GpuImage [FILE] [OPTIONS]

          FILE             the PNG file with target, start and result side by side (splats.png)
          --device NAME    where to compute: gpu, or cpu; without it gpu if there is one of hardware
          --size N         the pixels of the picture from left to right, and from top to bottom (128)
          --splats N       how many bells (64)
          --steps N        how often they are changed (300)
          --seed N         what all random numbers come from (1)
          --help           shows this

        """;

    // White pixels between the pictures.
    private const int Gap = 4;

    public static int Main(string[] args)
    {
        (string file, string? place, int size, int count, int steps, int seed) = ("splats.png", null, 128, 64, 300, 1);
        for (int i = 0; i < args.Length; i++)
        {
            string option = args[i];
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            int number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : 0;
            switch (option)
            {
                case "--help" or "-h":
                    Console.Write(Help);
                    return 0;
                case "--device" when value is "cpu" or "gpu":
                    place = value;
                    break;
                case "--size" when number is > 0 and <= 4096:
                    size = number;
                    break;
                case "--splats" when number > 0:
                    count = number;
                    break;
                case "--steps" when number > 0:
                    steps = number;
                    break;
                case "--seed" when number > 0:
                    seed = number;
                    break;
                case not ['-', ..]:
                    file = option;
                    i--;
                    break;
                default:
                    Console.Error.WriteLine($"'{option}{(value is null ? "" : " " + value)}' is no option, or has a wrong value. --help shows all.");
                    return 1;
            }

            i++;
        }

        if (place == "gpu" && !Gpu.IsAvailable)
        {
            Console.Error.WriteLine($"There is no graphics processor to use. {Gpu.UnavailableReason}");
            return 1;
        }

        try
        {
            Device device = place switch
            {
                "gpu" => Gpu.Default,
                "cpu" => Device.Cpu,
                _ => Gpu.Devices.FirstOrDefault(static gpu => !gpu.IsSoftware) ?? Device.Cpu,
            };
            Run(file, device, size, count, steps, seed);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void Run(string file, Device device, int size, int count, int steps, int seed)
    {
        Console.WriteLine($"Computing on {device} ({device.Name}).");
        float[] scene = Scene.Draw(size);
        Tensor<float> target = Tensor.Create<float>(scene, [3, size * size], device: device);
        var splats = new Splats(size, count, steps, new Random(seed), device);
        float[] start = Painted(splats);
        var time = Stopwatch.StartNew();
        for (int step = 1; step <= steps; step++)
        {
            Tensor<float> loss = splats.Step(target);
            if (step == 1 || step % 100 == 0 || step == steps)
            {
                // The only number that comes back before the end.
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step,4}  mean square {loss.Item():0.00000}"));
            }
        }

        float[] result = Painted(splats);
        double error = Tensor.MseLoss(Tensor.Create<float>(result, target.Shape), Tensor.Create<float>(scene, target.Shape)).Item();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{-10 * Math.Log10(error):0.0} dB from the target after {steps} steps, {time.Elapsed.TotalMilliseconds / steps:0.0} ms each."));
        WriteBeside(file, size, scene, start, result);
        Console.WriteLine($"Target, start and result drawn in {file}.");
    }

    private static float[] Painted(Splats splats)
    {
        using (Autograd.NoGrad())
        {
            return splats.Paint().ToArray();
        }
    }

    private static void WriteBeside(string file, int size, params float[][] pictures)
    {
        int width = (pictures.Length * (size + Gap)) - Gap;
        var pixels = new byte[3 * width * size];
        Array.Fill(pixels, byte.MaxValue);
        for (int p = 0; p < pictures.Length; p++)
        {
            for (int i = 0; i < size * size; i++)
            {
                int pixel = 3 * ((i / size * width) + (p * (size + Gap)) + (i % size));
                for (int color = 0; color < 3; color++)
                {
                    pixels[pixel + color] = (byte)MathF.Round(255 * Math.Clamp(pictures[p][(color * size * size) + i], 0, 1));
                }
            }
        }

        PngFile.Write(file, width, pixels);
    }
}
