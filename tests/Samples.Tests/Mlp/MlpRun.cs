using System;
using System.IO;
using AutoDiff.Samples.Mlp;

namespace AutoDiff.Samples.Tests.Mlp;

/// <summary>Runs the sample as its command line does.</summary>
internal static class MlpRun
{
    /// <summary>What the program printed, with <c>\n</c> between the lines.</summary>
    public static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        TextWriter console = Console.Out;
        TextWriter consoleErrors = Console.Error;
        using var output = new StringWriter();
        using var errors = new StringWriter();
        try
        {
            Console.SetOut(output);
            Console.SetError(errors);
            int exitCode = Program.Main(arguments);
            return (exitCode, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            Console.SetOut(console);
            Console.SetError(consoleErrors);
        }
    }
}
