using System;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace AutoDiff;

/// <summary>Writes a tensor as PyTorch prints one with its default options.</summary>
internal static class TensorFormatter
{
    private const string Prefix = "tensor(";
    private const int LineWidth = 80;
    private const int SummaryThreshold = 1000;
    private const int EdgeItems = 3;

    /// <summary>Writes the values of a tensor and what else is worth telling about it.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="data">The elements in row-major order.</param>
    /// <param name="shape">The lengths of the dimensions; empty for a scalar.</param>
    /// <param name="suffixes">
    /// The texts to write after the values, in the order of PyTorch: <c>device='gpu:0'</c>, <c>dtype=float64</c>, and
    /// then <c>grad_fn=&lt;SinBackward0&gt;</c> or <c>requires_grad=True</c>. The size of an empty tensor is added here.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="data"/> does not have the number of elements that <paramref name="shape"/> asks for.
    /// </exception>
    internal static string Format<T>(ReadOnlySpan<T> data, ReadOnlySpan<int> shape, params ReadOnlySpan<string> suffixes)
        where T : unmanaged, IFloatingPointIeee754<T> => Format(data, shape, areTruths: false, suffixes);

    /// <summary>Writes the values of a mask.</summary>
    /// <param name="data">The elements in row-major order.</param>
    /// <param name="shape">The lengths of the dimensions; empty for a scalar.</param>
    internal static string Format(ReadOnlySpan<bool> data, ReadOnlySpan<int> shape)
    {
        var numbers = new float[data.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = data[i] ? 1 : 0;
        }

        // Only the brackets of an empty mask do not say what it holds.
        return Format<float>(numbers, shape, areTruths: true, data.IsEmpty ? ["dtype=bool"] : []);
    }

    private static string Format<T>(ReadOnlySpan<T> data, ReadOnlySpan<int> shape, bool areTruths, ReadOnlySpan<string> suffixes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength(data.Length, shape);

        var text = new StringBuilder(Prefix);
        string? size = null;
        if (data.IsEmpty)
        {
            text.Append("[]");
            size = shape.Length == 1 ? null : SizeSuffix(shape);
        }
        else
        {
            bool summarize = data.Length > SummaryThreshold;
            double[] shown = Shown(data, shape, summarize);
            var body = new Body(text, shown, areTruths ? ElementFormat.ForTruths(shown) : ElementFormat.For(shown), summarize);
            body.Append(shape, Prefix.Length);
        }

        AppendSuffixes(text, size, suffixes);
        return text.Append(')').ToString();
    }

    private static void CheckLength(int length, ReadOnlySpan<int> shape)
    {
        long expected = 1;
        foreach (int dimension in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
            expected = checked(expected * dimension);
        }

        if (length != expected)
        {
            throw new ArgumentException($"The shape asks for {expected} elements, but there are {length}.", nameof(shape));
        }
    }

    /// <summary>Copies the elements that will be printed, in the order of printing.</summary>
    private static double[] Shown<T>(ReadOnlySpan<T> data, ReadOnlySpan<int> shape, bool summarize)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = 1;
        foreach (int dimension in shape)
        {
            count *= IsShortened(dimension, summarize) ? 2 * EdgeItems : dimension;
        }

        var shown = new double[count];
        for (int i = 0; i < count; i++)
        {
            // The digits of i are the places along the dimensions.
            (int rest, int stride, int position) = (i, 1, 0);
            for (int k = shape.Length - 1; k >= 0; k--)
            {
                int places = IsShortened(shape[k], summarize) ? 2 * EdgeItems : shape[k];
                (rest, int place) = Math.DivRem(rest, places);
                position += stride * (place < EdgeItems ? place : shape[k] - places + place);
                stride *= shape[k];
            }

            // Every narrower format is contained in double, so this is exact, and all decisions are made in double.
            shown[i] = double.CreateTruncating(data[position]);
        }

        return shown;
    }

    private static bool IsShortened(int length, bool summarize) => summarize && length > 2 * EdgeItems;

    private static string SizeSuffix(ReadOnlySpan<int> shape)
    {
        var text = new StringBuilder("size=(");
        for (int i = 0; i < shape.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(shape[i].ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(')').ToString();
    }

    private static void AppendSuffixes(StringBuilder text, string? size, ReadOnlySpan<string> suffixes)
    {
        // The size stands between the device, where one is named, and everything else.
        int beforeSize = !suffixes.IsEmpty && suffixes[0].StartsWith("device=", StringComparison.Ordinal) ? 1 : 0;
        int lineLength = LastLineLength(text);
        for (int i = 0; i <= suffixes.Length; i++)
        {
            if (i == beforeSize && size is not null)
            {
                AppendSuffix(text, size, ref lineLength);
            }

            if (i < suffixes.Length)
            {
                AppendSuffix(text, suffixes[i], ref lineLength);
            }
        }
    }

    private static int LastLineLength(StringBuilder text)
    {
        int length = 0;
        while (length < text.Length && text[text.Length - 1 - length] != '\n')
        {
            length++;
        }

        // PyTorch counts two characters more than the line of values has, but only for that line. A suffix
        // therefore moves to a new line two characters earlier than the width alone would have it.
        return length + 2;
    }

    private static void AppendSuffix(StringBuilder text, string suffix, ref int lineLength)
    {
        const string Separator = ", ";
        if (lineLength + suffix.Length + Separator.Length > LineWidth)
        {
            text.Append(",\n").Append(' ', Prefix.Length).Append(suffix);
            lineLength = Prefix.Length + suffix.Length;
        }
        else
        {
            text.Append(Separator).Append(suffix);
            lineLength += Separator.Length + suffix.Length;
        }
    }

    /// <summary>Writes the nested brackets, taking the elements one after another.</summary>
    private sealed class Body(StringBuilder text, double[] shown, ElementFormat format, bool summarize)
    {
        private int _next;

        // Without recursion: there may be more dimensions than a stack has room for.
        internal void Append(ReadOnlySpan<int> shape, int indent)
        {
            if (shape.IsEmpty)
            {
                AppendElement();
                return;
            }

            int last = shape.Length - 1;
            var places = new int[last];
            text.Append('[', last);
            AppendVector(shape[last], indent + last);
            for (int dim = last - 1; dim >= 0;)
            {
                bool shortened = IsShortened(shape[dim], summarize);
                if (++places[dim] == (shortened ? (2 * EdgeItems) + 1 : shape[dim]))
                {
                    places[dim--] = 0;
                    text.Append(']');
                    continue;
                }

                // One line break between rows, and one more for every further dimension.
                text.Append(',').Append('\n', last - dim).Append(' ', indent + dim + 1);
                if (shortened && places[dim] == EdgeItems)
                {
                    text.Append("...");
                    continue;
                }

                text.Append('[', last - 1 - dim);
                AppendVector(shape[last], indent + last);
                dim = last - 1;
            }
        }

        private void AppendElement() => text.Append(format.Apply(shown[_next++]));

        private void AppendVector(int length, int indent)
        {
            int perLine = Math.Max(1, (LineWidth - indent) / (format.Width + 2));
            bool shortened = IsShortened(length, summarize);

            // The ellipsis takes a place of its own when elements are counted into lines.
            int places = shortened ? (2 * EdgeItems) + 1 : length;
            text.Append('[');
            for (int i = 0; i < places; i++)
            {
                if (i > 0)
                {
                    if (i % perLine == 0)
                    {
                        text.Append(",\n").Append(' ', indent + 1);
                    }
                    else
                    {
                        text.Append(", ");
                    }
                }

                if (shortened && i == EdgeItems)
                {
                    text.Append(" ...");
                }
                else
                {
                    AppendElement();
                }
            }

            text.Append(']');
        }
    }
}
