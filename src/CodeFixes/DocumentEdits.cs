using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.CodeFixes;

/// <summary>
/// Edits of the text. A fix inserts a word at a place that it knows; the text around it, the user's layout and comments, stays as it is.
/// </summary>
internal static class DocumentEdits
{
    public static TextChange Insert(int position, string text) => new(new TextSpan(position, 0), text);

    public static async Task<Document> ApplyAsync(Document document, IReadOnlyList<TextChange> changes, CancellationToken token)
    {
        SourceText text = await document.GetTextAsync(token).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes));
    }
}
