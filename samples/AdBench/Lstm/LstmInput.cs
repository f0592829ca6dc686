namespace AutoDiff.Samples.AdBench;

/// <summary>An instance of the recurrent network; the members are the parameters of <see cref="Lstm.Objective"/>.</summary>
internal sealed record LstmInput(
    int LayerCount,
    int CharacterCount,
    int BitCount,
    double[] Main,
    double[] Extra,
    double[] State,
    double[] Sequence)
{
    /// <summary>Reads <c>l c b</c>, the main and extra parameters, the initial state and the sequence.</summary>
    public static LstmInput Read(string path)
    {
        InputValues values = InputValues.OfFile(path);
        int l = values.ReadSize("the number l of layers");
        int c = values.ReadSize("the number c of characters");
        int b = values.ReadSize("the number b of bits");
        if (c < 2)
        {
            throw values.Error($"a sequence of one character predicts nothing: c must be at least 2");
        }

        double[] main = values.ReadDoubles("main parameters", 8L * l * b);
        double[] extra = values.ReadDoubles("extra parameters", 3L * b);
        double[] state = values.ReadDoubles("initial states", 2L * l * b);
        double[] sequence = values.ReadDoubles("bits of the sequence", (long)c * b);
        values.End();
        return new LstmInput(l, c, b, main, extra, state, sequence);
    }
}
