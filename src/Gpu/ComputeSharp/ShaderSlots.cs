using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// As many types as there are shaders. ComputeSharp keeps a pipeline for each type of shader and device, while we have a shader for each form of each kernel: so each gets
/// a type that is made when it comes, out of the binary digits of a number.
/// </summary>
/// <remarks>All are classes, so that one compiled form of each generic method serves them all.</remarks>
[SupportedOSPlatform("windows6.2")]
internal static class ShaderSlots
{
    private static int _count;

    /// <summary>A runner in a slot that no other has.</summary>
    /// <param name="program">What it runs.</param>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Slots are classes, whose code is shared; Factory names it ahead of time.")]
    public static ShaderRunner NewRunner(ShaderProgram program)
    {
        int digits = Interlocked.Increment(ref _count);
        Factory factory = new Factory<Leading>();
        if (digits > 1)
        {
            Type slot = (digits & 1) == 0 ? factory.Zero : factory.One;
            for (digits >>= 1; digits > 1; digits >>= 1)
            {
                slot = ((digits & 1) == 0 ? typeof(Zero<>) : typeof(One<>)).MakeGenericType(slot);
            }

            factory = (Factory)Activator.CreateInstance(typeof(Factory<>).MakeGenericType(slot))!;
        }

        ShaderRunner runner = factory.NewRunner();
        runner.Attach(program);
        return runner;
    }

    /// <summary>Makes what depends on a slot.</summary>
    private abstract class Factory
    {
        public abstract Type Zero { get; }

        public abstract Type One { get; }

        public abstract ShaderRunner NewRunner();
    }

    // A compiler ahead of time keeps the means to make these types for any slot since code that all slots share names them.
    private sealed class Factory<TSlot> : Factory
        where TSlot : class
    {
        public override Type Zero => typeof(Zero<TSlot>);

        public override Type One => typeof(One<TSlot>);

        public override ShaderRunner NewRunner() => new ShaderRunner<TSlot>();
    }

    private sealed class Leading;

    private sealed class Zero<THigher>
        where THigher : class;

    private sealed class One<THigher>
        where THigher : class;
}
