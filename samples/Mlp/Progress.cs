using System;
using System.IO;

namespace AutoDiff.Samples.Mlp;

/// <summary>Tells how far a training is: by a bar that is drawn over itself in a terminal, by about ten lines elsewhere.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="epochs">How many epochs there will be.</param>
/// <param name="isTerminal">Whether the output is a terminal.</param>
internal sealed class Progress(TextWriter output, int epochs, bool isTerminal)
{
    private const int BarLength = 30;

    /// <summary>Tells of an epoch that has ended.</summary>
    /// <param name="epoch">Which one, from 1 on.</param>
    /// <param name="loss">Its mean loss.</param>
    /// <param name="accuracy">The accuracy in the test after it.</param>
    public void Report(int epoch, double loss, double accuracy)
    {
        string text = FormattableString.Invariant(
            $"epoch {epoch.ToString().PadLeft(epochs.ToString().Length)}/{epochs}  loss {loss:F4}  accuracy {100 * accuracy,6:F2} %");
        if (isTerminal)
        {
            int done = (int)((long)epoch * BarLength / epochs);
            output.Write($"\r[{new string('#', done)}{new string('.', BarLength - done)}] {text}");
            if (epoch == epochs)
            {
                output.WriteLine();
            }

            output.Flush();
        }
        else if (epoch == 1 || epoch == epochs || epoch % Math.Max(epochs / 10, 1) == 0)
        {
            output.WriteLine(text);
        }
    }
}
