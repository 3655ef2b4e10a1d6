using System.Text.RegularExpressions;
using Assistant.Perception;

namespace Assistant.Conversations;

/// <summary>
/// Documents that were sent again after they had been changed: the same name in a later message, and most of the same words. Only the newest is answered from, unless the question speaks of versions.
/// Pictures are left out: pasted ones all have the same name.
/// </summary>
internal static partial class SentAgain
{
    private const double LeastShared = 0.5;

    /// <summary>Two lines that share one are two quotes of one person, or two notes with one heading.</summary>
    private const int FewestLines = 3;

    /// <returns>By the reference of what is replaced, what replaces it.</returns>
    public static IReadOnlyDictionary<string, ReplacedBy> In(IReadOnlyList<Evidence> all, string question) =>
        OfVersions().IsMatch(question)
            ? new Dictionary<string, ReplacedBy>()
            : all.Where(IsSentFile).GroupBy(each => each.Source, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).SelectMany(Replaced).ToDictionary(pair => pair.Key, pair => pair.Value);

    private static IEnumerable<KeyValuePair<string, ReplacedBy>> Replaced(IEnumerable<Evidence> named)
    {
        var newest = named.MaxBy(each => each.Place!.SentAt)!;
        var texts = Texts(newest);
        return from older in named
               where older.Place!.SentAt < newest.Place!.SentAt
               let others = Texts(older)
               let isSame = texts.SetEquals(others)
               where isSame || Math.Min(texts.Count, others.Count) >= FewestLines && texts.Count(others.Contains) >= LeastShared * Math.Min(texts.Count, others.Count)
               select KeyValuePair.Create(older.Id, new ReplacedBy(newest, IsChanged: !isSame));
    }

    private static bool IsSentFile(Evidence evidence) => evidence is { Kind: EvidenceKind.Document, AttachmentId: not null, Place: not null, HasContent: true } && !PastedTable.IsReadIn(evidence.Id);

    private static HashSet<string> Texts(Evidence evidence) => [.. evidence.Blocks.Select(block => block.Text.Trim()).Where(text => text.Length > 0)];

    [GeneratedRegex(@"\b(?:old(?:er|est)?|previous(?:ly)?|earlier|original(?:ly)?|prior|former(?:ly)?|both|compar\w*|differ\w*|chang\w*|before|versions?)\b|旧|之前|以前|原来|原版|上一|上个|早先|最早|对比|比较|区别|不同|差异|变化|变动|改|版本|两个|两份", RegexOptions.IgnoreCase)]
    private static partial Regex OfVersions();
}

/// <param name="IsChanged">False when the same was sent twice.</param>
internal sealed record ReplacedBy(Evidence Newest, bool IsChanged);
