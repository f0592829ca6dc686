using System;
using System.Runtime.Versioning;
using ComputeSharp;

namespace AutoDiff;

/// <summary>What one run hands to a shader.</summary>
/// <param name="RootWords">The words in the root signature, the numbers of threads first.</param>
/// <param name="Resources">The buffers, in the order of <see cref="ShaderProgram.Ranges"/>.</param>
[SupportedOSPlatform("windows6.2")]
internal readonly record struct ShaderArguments(ReadOnlyMemory<uint> RootWords, IGraphicsResource[] Resources);
