using System.Text.RegularExpressions;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>Tells the kinds of text apart by how they begin and are built; the name decides only where the content allows it.</summary>
internal static partial class TextKind
{
    private const int SampleBytes = 64 * 1024;

    /// <summary>Null when the bytes are no text.</summary>
    public static DocumentKind? Of(DocumentFile file)
    {
        var text = Sample(file);
        if (!IsText(text))
            return null;
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.IsEmpty)
            return DocumentKind.PlainText;
        if (MailHeader().IsMatch(text))
            return DocumentKind.Mail;
        if (start[0] == '<')
            return HtmlStart().IsMatch(start) || file.Extension is "html" or "htm" ? DocumentKind.Html : start.StartsWith("<?xml") || file.Extension == "xml" ? DocumentKind.Xml : HtmlElement().Count(text) >= 3 ? DocumentKind.Html : DocumentKind.PlainText;
        if (start[0] is '{' or '[' && (file.Extension is "json" or "jsonl" or "ndjson" || JsonStart().IsMatch(start)))
            return DocumentKind.Json;
        return file.Extension switch
        {
            "md" or "markdown" or "mdown" => DocumentKind.Markdown,
            "csv" or "tsv" or "tab" => DocumentKind.Table,
            "html" or "htm" when HtmlElement().IsMatch(text) => DocumentKind.Html,
            _ when LooksLikeMarkdown(text) => DocumentKind.Markdown,
            _ when DelimiterSniffer.Of(text, named: false) is not null => DocumentKind.Table,
            _ => DocumentKind.PlainText,
        };
    }

    private static string Sample(DocumentFile file)
    {
        using var stream = file.Open();
        var bytes = new byte[SampleBytes];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return TextDecoding.Decode(bytes.AsSpan(0, length));
    }

    /// <summary>Control characters are rare in text, and so are characters that no encoding explains; a few broken ones are forgiven.</summary>
    private static bool IsText(string text)
    {
        var (odd, broken) = (0, 0);
        foreach (var c in text)
        {
            if (c == '\uFFFD')
                broken++;
            else if ((char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\b' or '\u001A' or '\u001B' or '\u0085')) || c is '\uFFFF' or '\uFFFE' or (>= '\uE000' and <= '\uF8FF'))
                odd++;
        }
        return odd * 50 <= text.Length && broken * 10 <= text.Length;
    }

    private static bool LooksLikeMarkdown(string text) =>
        MarkdownHeading().Count(text) >= 2 || MarkdownTable().IsMatch(text) || (MarkdownHeading().IsMatch(text) && MarkdownMark().Count(text) >= 2);

    [GeneratedRegex(@"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?(?:Received|MIME-Version|Message-ID|Return-Path|Delivered-To|DKIM-Signature|From):[^\n]*\n(?:[ \t][^\n]*\n)*(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?(?:Date|Subject|To|From|Message-ID|MIME-Version|Content-Type):", RegexOptions.IgnoreCase)]
    private static partial Regex MailHeader();

    [GeneratedRegex(@"\A<(?:!doctype\s+html|html|head|body)\b|\A(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex HtmlStart();

    [GeneratedRegex(@"</?(?:p|div|table|tr|td|th|h[1-6]|ul|ol|li|br|span|body|html|section|article|main)\b[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlElement();

    [GeneratedRegex(@"\A(?:\{\s*(?:""|\})|\[\s*(?:[\{\[""\]\d-]|true|false|null))")]
    private static partial Regex JsonStart();

    [GeneratedRegex(@"^#{1,6} \S", RegexOptions.Multiline)]
    private static partial Regex MarkdownHeading();

    [GeneratedRegex(@"^\|?[^\n|]+\|[^\n]*\n\|?\s*:?-{3,}:?\s*\|", RegexOptions.Multiline)]
    private static partial Regex MarkdownTable();

    [GeneratedRegex(@"^[-*] \S|\*\*\S[^*\n]*\*\*|`[^`\n]+`|\[[^\]\n]+\]\([^)\n]+\)|^```", RegexOptions.Multiline)]
    private static partial Regex MarkdownMark();
}
