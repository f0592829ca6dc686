using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Where operations come from. They carry ordinals, so that a model holds no piece of a tree; who reports something about an operation later finds
/// the place here.
/// </content>
internal sealed partial class BodyLowering
{
    private readonly List<SyntaxNode?> _origins = [null];

    /// <summary>The statement or expression for each ordinal, for code of another file the call that leads there; null where there is none.</summary>
    public IReadOnlyList<SyntaxNode?> Origins => _origins;

    private int OriginOf(SyntaxNode syntax)
    {
        _origins.Add(syntax.SyntaxTree == _model.SyntaxTree ? syntax : CallSite());
        return _origins.Count - 1;
    }
}
