using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>A reason why a method is not differentiated: a diagnostic id, its place and what fills its message.</summary>
internal sealed record Problem(string Id, Location Location, params IReadOnlyList<string> Arguments);

/// <summary>What lowering a method gives: a model, or problems (one for each independent reason), or neither where the code does not compile.</summary>
internal sealed record LoweringResult(MethodModel? Model, IReadOnlyList<Problem> Problems);
