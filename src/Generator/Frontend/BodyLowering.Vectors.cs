using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>The vectors of System.Numerics.</content>
internal sealed partial class BodyLowering
{
    private Datum? LowerVectorConstant(IPropertyReferenceOperation reference) => null;

    private Datum? LowerVectorCall(IInvocationOperation call) => null;

    private Datum? LowerVectorOperator(IMethodSymbol method, Datum[] operands) => null;
}
