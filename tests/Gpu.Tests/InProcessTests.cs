using System;
using System.Collections.Generic;
using System.Xml.Linq;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace AutoDiff.GpuTests;

/// <summary>Runs the tests inside of this program: for systems that have no SDK to start them, such as Wine. After a failure the rest may hang there.</summary>
internal sealed class InProcessTests : ITestListener
{
    private int _passed;
    private int _failed;
    private int _skipped;

    /// <summary>Runs tests, and prints how each ends.</summary>
    /// <param name="pattern">A regular expression for the full names of those that are wanted.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string pattern)
    {
        var listener = new InProcessTests();
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        runner.Load(typeof(InProcessTests).Assembly, new Dictionary<string, object>());
        var filter = new XElement("filter", new XElement("test", new XAttribute("re", 1), pattern));

        // What would skip itself is left out: on Wine, .NET hangs some time after an exception has left a test.
        if (TestDevice.RunsElsewhere)
        {
            filter.Add(Without(TestDevice.VulkanCategory));
            filter.Add(Without(TestDevice.NotOnWineCategory));
        }

        if (Environment.GetEnvironmentVariable("AUTODIFF_FXC") is null)
        {
            filter.Add(Without("Fxc"));
        }

        ITestResult result = runner.Run(listener, TestFilter.FromXml(filter.ToString()));
        Console.WriteLine($"{listener._passed} passed, {listener._failed} failed, {listener._skipped} skipped");

        // What fails outside of a test fails the whole.
        return listener._passed > 0 && result.ResultState.Status != TestStatus.Failed ? 0 : 1;
    }

    private static XElement Without(string category) => new("not", new XElement("cat", category));

    /// <inheritdoc/>
    public void TestFinished(ITestResult result)
    {
        if (result.Test.IsSuite)
        {
            return;
        }

        switch (result.ResultState.Status)
        {
            case TestStatus.Passed or TestStatus.Warning:
                _passed++;
                Console.WriteLine($"passed {result.FullName}");
                break;
            case TestStatus.Failed:
                _failed++;
                Console.WriteLine($"FAILED {result.FullName}\n{result.Message}\n{result.StackTrace}");
                break;
            default:
                _skipped++;
                Console.WriteLine($"skipped {result.FullName}: {result.Message}");
                break;
        }
    }

    /// <inheritdoc/>
    public void TestStarted(ITest test)
    {
    }

    /// <inheritdoc/>
    public void TestOutput(TestOutput output)
    {
    }

    /// <inheritdoc/>
    public void SendMessage(TestMessage message)
    {
    }
}
