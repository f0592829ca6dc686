using System;
using System.Linq;

namespace AutoDiff.Samples.Mlp;

/// <summary>Images and their classes, from files in the format of MNIST.</summary>
internal static class ImageFiles
{
    /// <summary>Reads what the command line names.</summary>
    /// <exception cref="InputException">A file is damaged, or the files do not belong together.</exception>
    public static (DataSet Training, DataSet Test) Read(Arguments arguments)
    {
        DataSet training = Read(arguments.Images!, arguments.Labels!);
        if (arguments.TestImages is null)
        {
            if (training.Count < 2)
            {
                throw new InputException($"'{arguments.Images}' has one image, but at least one more is needed to test with.");
            }

            return training.Split(Math.Max(training.Count / 10, 1), new Random(arguments.Seed));
        }

        DataSet test = Read(arguments.TestImages, arguments.TestLabels!);
        if (test.Features != training.Features)
        {
            throw new InputException(
                $"The images in '{arguments.TestImages}' have {test.Features} pixels, but those in '{arguments.Images}' have {training.Features}.");
        }

        int classes = Math.Max(training.Classes, test.Classes);
        return (training with { Classes = classes }, test with { Classes = classes });
    }

    private static DataSet Read(string imagePath, string labelPath)
    {
        (int[] shape, byte[] pixels) = IdxFile.Read(imagePath, 3);
        (int[] labelShape, byte[] labels) = IdxFile.Read(labelPath, 1);
        if (labelShape[0] != shape[0])
        {
            throw new InputException($"'{imagePath}' has {shape[0]} images, but '{labelPath}' has {labelShape[0]} classes.");
        }

        return new DataSet(
            shape[1] * shape[2], Array.ConvertAll(pixels, static pixel => pixel / 255f), Array.ConvertAll(labels, static label => (int)label), labels.Max() + 1);
    }
}
