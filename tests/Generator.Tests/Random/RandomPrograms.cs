using System;
using System.Linq;
using CsCheck;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>Programs as text. Each has a part of the features, chosen by chance: what has everything shows less of each.</summary>
internal sealed class RandomPrograms(Features features) : Gen<string>
{
    /// <summary>The program with this number: always the same one.</summary>
    public string this[int number] => Generate(new PCG(0, (ulong)number), null, out _);

    public override string Generate(PCG pcg, Size? min, out Size size)
    {
        Features chosen = Enum.GetValues<Features>()
            .Where(feature => features.HasFlag(feature) && pcg.Next(3) > 0)
            .Aggregate(Features.None, (some, feature) => feature == Features.All ? some : some | feature);
        string program = ProgramWriter.Write(pcg, chosen);
        size = new Size((ulong)program.Length);
        return program;
    }
}
