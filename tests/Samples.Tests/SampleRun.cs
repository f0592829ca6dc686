using System;
using System.IO;

namespace AutoDiff.Samples.Tests;

/// <summary>Runs a sample as its command line does.</summary>
internal static class SampleRun
{
    /// <summary>Runs a program in this process.</summary>
    /// <param name="main">Its entry.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The exit code and what was printed, with <c>\n</c> between the lines.</returns>
    public static (int ExitCode, string Output, string Errors) Of(Func<string[], int> main, params string[] arguments)
    {
        TextWriter console = Console.Out;
        TextWriter consoleErrors = Console.Error;
        using var output = new StringWriter();
        using var errors = new StringWriter();
        try
        {
            Console.SetOut(output);
            Console.SetError(errors);
            int exitCode = main(arguments);
            return (exitCode, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            Console.SetOut(console);
            Console.SetError(consoleErrors);
        }
    }
}
