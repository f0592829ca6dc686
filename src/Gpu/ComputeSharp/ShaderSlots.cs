using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// As many types as there are shaders. ComputeSharp keeps a pipeline for each type of shader and device, while we have a shader for each form of each kernel: so each gets
/// a type that is made when it comes, out of the binary digits of a number.
/// </summary>
/// <remarks>All are classes: the runtime compiles a generic method once for all of them.</remarks>
[SupportedOSPlatform("windows6.2")]
internal static class ShaderSlots
{
    private static int _count;

    /// <summary>A runner in a slot that no other has.</summary>
    /// <param name="program">What it runs.</param>
    [UnconditionalSuppressMessage(
        "AOT", "IL3050", Justification = "All slots are classes, so that they share the code, which the first slot and its neighbours below name ahead of time.")]
    public static ShaderRunner NewRunner(ShaderProgram program)
    {
        int number = Interlocked.Increment(ref _count);
        ShaderRunner runner = number switch
        {
            1 => new ShaderRunner<First>(),
            2 => new ShaderRunner<Zero<First>>(),
            3 => new ShaderRunner<One<First>>(),
            _ => (ShaderRunner)Activator.CreateInstance(typeof(ShaderRunner<>).MakeGenericType(Slot(number)))!,
        };
        runner.Attach(program);
        return runner;
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "See NewRunner.")]
    private static Type Slot(int number)
    {
        Type slot = typeof(First);
        for (; number > 1; number >>= 1)
        {
            slot = ((number & 1) == 0 ? typeof(Zero<>) : typeof(One<>)).MakeGenericType(slot);
        }

        return slot;
    }

    /// <summary>The slot of number 1, and the leading digit of the others.</summary>
    internal sealed class First;

    /// <summary>A digit 0.</summary>
    /// <typeparam name="THigher">The digits of higher value.</typeparam>
    internal sealed class Zero<THigher>
        where THigher : class;

    /// <summary>A digit 1.</summary>
    /// <typeparam name="THigher">The digits of higher value.</typeparam>
    internal sealed class One<THigher>
        where THigher : class;
}
