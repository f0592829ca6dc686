using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>A reason why a method is not differentiated: a diagnostic id, its place and what fills its message.</summary>
internal sealed record Problem(string Id, Location Location, params IReadOnlyList<string> Arguments);

/// <summary>What lowering a method gives: a model, or problems (one for each independent reason), or neither where the code does not compile.</summary>
/// <param name="Model">The model.</param>
/// <param name="Problems">The problems; beside a model, those that do not stand against its derivatives.</param>
/// <param name="Request">Where the method is to run on graphics processors, and has a kernel for them: who knows the places of what is in the way.</param>
internal sealed record LoweringResult(MethodModel? Model, IReadOnlyList<Problem> Problems, DeviceRequest? Request = null);
