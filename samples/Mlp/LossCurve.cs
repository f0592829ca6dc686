using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AutoDiff.Samples.Mlp;

/// <summary>Draws the losses of a training over its epochs, as SVG. The loss is on a logarithmic axis: it falls by powers of ten.</summary>
internal static class LossCurve
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Left = 80;
    private const int Right = 20;
    private const int Top = 46;
    private const int Bottom = 58;

    // Losses of exactly 0 have no logarithm; below this nobody tells them apart.
    private const double Least = 1e-8;

    /// <summary>Draws two curves.</summary>
    /// <param name="training">The losses in training, one for each epoch.</param>
    /// <param name="test">Those in the test.</param>
    /// <returns>The text of the file.</returns>
    public static string Draw(IReadOnlyList<double> training, IReadOnlyList<double> test)
    {
        double[] drawn = [.. training.Concat(test).Where(double.IsFinite).Select(static loss => Math.Max(loss, Least)).DefaultIfEmpty(1)];
        double low = Math.Log10(drawn.Min());
        double high = Math.Max(Math.Log10(drawn.Max()), low + 0.1);
        int epochs = training.Count;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        foreach (double tick in LossTicks(low, high))
        {
            double y = Y(Math.Log10(tick));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{y:F1}\" x2=\"{Width - Right}\" y2=\"{y:F1}\" stroke=\"#ddd\"/>\n");
            Label(Left - 8, y + 4, "end", tick.ToString("0.########", CultureInfo.InvariantCulture));
        }

        foreach (int tick in EpochTicks(epochs))
        {
            double x = X(tick);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x:F1}\" y1=\"{Height - Bottom}\" x2=\"{x:F1}\" y2=\"{Height - Bottom + 5}\" stroke=\"black\"/>\n");
            Label(x, Height - Bottom + 20, "middle", tick.ToString(CultureInfo.InvariantCulture));
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"black\"/>\n");
        Label((Left + Width - Right) / 2.0, Height - 14, "middle", "epoch");
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">mean cross entropy</text>\n");
        Curve(training, "#1f77b4");
        Curve(test, "#d62728");
        Legend(Left + 10, "#1f77b4", "training");
        Legend(Left + 110, "#d62728", "test");
        return svg.Append("</svg>\n").ToString();

        double X(double epoch) => Left + ((Width - Left - Right) * (epochs > 1 ? (epoch - 1) / (epochs - 1) : 0.5));

        double Y(double logarithm) => Top + ((Height - Top - Bottom) * (high - logarithm) / (high - low));

        void Label(double x, double y, string anchor, string text) =>
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\">{text}</text>\n");

        void Legend(int x, string color, string text)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"24\" x2=\"{x + 24}\" y2=\"24\" stroke=\"{color}\" stroke-width=\"2\"/>\n");
            Label(x + 30, 28, "start", text);
        }

        void Curve(IReadOnlyList<double> losses, string color)
        {
            // A loss that is not finite leaves a gap.
            var path = new StringBuilder();
            bool isDrawn = false;
            for (int i = 0; i < losses.Count; i++)
            {
                if (double.IsFinite(losses[i]))
                {
                    path.Append(CultureInfo.InvariantCulture, $"{(isDrawn ? 'L' : 'M')}{X(i + 1):F1} {Y(Math.Log10(Math.Max(losses[i], Least))):F1}");
                }

                isDrawn = double.IsFinite(losses[i]);
            }

            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\" stroke-linejoin=\"round\"/>\n");
        }
    }

    // 1, 2 and 5 times the powers of ten in the range; only the powers where it is wide.
    private static IEnumerable<double> LossTicks(double low, double high)
    {
        double[] steps = high - low > 2.5 ? [1] : [1, 2, 5];
        return from exponent in Enumerable.Range((int)Math.Floor(low), (int)Math.Ceiling(high) - (int)Math.Floor(low) + 1)
               from step in steps
               let tick = step * Math.Pow(10, exponent)
               where Math.Log10(tick) >= low && Math.Log10(tick) <= high
               select tick;
    }

    // The first epoch, and multiples of 1, 2 or 5 times a power of ten, about eight of them.
    private static IEnumerable<int> EpochTicks(int epochs)
    {
        int power = 1;
        while (power * 80L < epochs)
        {
            power *= 10;
        }

        int step = new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(step => step * 8L >= epochs);
        return new[] { 1 }.Concat(Enumerable.Range(1, epochs / step).Select(i => i * step).Where(tick => tick > 1 + (step / 4)));
    }
}
