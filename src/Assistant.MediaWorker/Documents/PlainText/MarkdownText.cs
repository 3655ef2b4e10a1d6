using System.Text;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>The words of a Markdown paragraph as they are shown.</summary>
internal static class MarkdownText
{
    public static string Of(LeafBlock block)
    {
        var text = new StringBuilder();
        if (block.Inline is { } inlines)
            Append(inlines, text);
        return CleanText.Of(text.ToString(), keepLines: true);
    }

    private static void Append(ContainerInline inlines, StringBuilder text)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline line:
                    text.Append(line.IsHard ? '\n' : ' ');
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case TaskList task:
                    text.Append(task.Checked ? "[x]" : "[ ]");
                    break;
                case FootnoteLink { IsBackLink: false } note:
                    text.Append('[').Append(note.Footnote.Order).Append(']');
                    break;
                case ContainerInline container:
                    Append(container, text);
                    break;
            }
        }
    }
}
