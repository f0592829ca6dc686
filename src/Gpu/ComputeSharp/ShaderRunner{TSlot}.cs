using System;
using System.Runtime.Versioning;
using ComputeSharp;

namespace AutoDiff;

/// <summary>Runs the shader of a slot.</summary>
/// <typeparam name="TSlot">The slot; <see cref="ShaderSlots"/>.</typeparam>
[SupportedOSPlatform("windows6.2")]
internal sealed class ShaderRunner<TSlot> : ShaderRunner
    where TSlot : class
{
    private static ShaderProgram? _program;

    /// <summary>The shader of the slot.</summary>
    public static ShaderProgram SlotProgram => _program ?? throw new InvalidOperationException("The slot has no shader yet.");

    /// <inheritdoc/>
    public override ShaderProgram Program => SlotProgram;

    /// <inheritdoc/>
    public override void Attach(ShaderProgram program) => _program = program;

    /// <inheritdoc/>
    public override void Run(GraphicsDevice device, int threads, ShaderArguments arguments) => device.For(threads, new SlotShader<TSlot>(arguments));
}
