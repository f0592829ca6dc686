using System;
using System.IO;
using System.Runtime.CompilerServices;
using ApprovalTests;
using ApprovalTests.Core;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Snapshots;

/// <summary>
/// Compares a generated file with the approved text beside the test, under the file names that Verify uses:
/// <c>Class.Method#HintName.g.verified.cs</c>, and <c>.received.cs</c> for what came out instead.
/// </summary>
internal static class Snapshot
{
    private const string Update = "AUTODIFF_UPDATE_SNAPSHOTS";

    /// <summary>Whether what comes out is to be approved.</summary>
    public static bool IsUpdate => Environment.GetEnvironmentVariable(Update) == "1";

    public static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    public static void Verify(string test, string hintName, string text)
    {
        var file = new VerifyFile(Path.Combine(Folder(), $"{test}#{hintName}"), text);
        if (IsUpdate)
        {
            File.WriteAllText(file.Approved, text);
            return;
        }

        Approvals.Verify(file, file, new Difference());
    }

    private sealed class VerifyFile(string path, string text) : IApprovalWriter, IApprovalNamer
    {
        public string Approved => path + ".verified.cs";

        public string SourcePath => Path.GetDirectoryName(path)!;

        public string Name => Path.GetFileName(path);

        public string GetApprovalFilename(string basename) => Approved;

        public string GetReceivedFilename(string basename) => path + ".received.cs";

        public string WriteReceivedFile(string received)
        {
            File.WriteAllText(received, text);
            return received;
        }
    }

    private sealed class Difference : IApprovalFailureReporter
    {
        public void Report(string approved, string received) => Assert.Fail(
            $"{Path.GetFileName(received)} differs from {Path.GetFileName(approved)}. If it is right, run the tests with {Update}=1.\n"
            + File.ReadAllText(received));
    }
}
