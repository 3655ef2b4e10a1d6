using System.Globalization;
using System.Text;
using Assistant.Tools.Search;

namespace Assistant.Agent.Grounding;

/// <summary>
/// Checks a model's answer against the evidence it was given: unknown numbers are removed, what each number stands on is found again with its place,
/// a number that points at the wrong piece is set right when another piece clearly holds the claim, and a claim that nothing supports is marked.
/// An answer that cites nothing gets the citations that its sentences clearly stand on. Numbers then run from 1 in the order of the text.
/// </summary>
internal sealed class CitationCheck(IReadOnlyList<Passage> passages, IReadOnlySet<string> numbersFromElsewhere)
{
    private const int MostCitations = 20;
    private const int MostSupplied = 8;
    private readonly ClaimSupport _support = new(numbersFromElsewhere);
    private readonly Dictionary<int, Passage> _byNumber = passages.ToDictionary(passage => passage.N);
    private readonly List<Citation> _citations = [];

    public (string Text, IReadOnlyList<Citation> Citations) Apply(string text)
    {
        var marks = CitationMarks.Find(text);
        var result = new StringBuilder(text.Length);
        var at = 0;
        foreach (var mark in marks)
        {
            result.Append(text, at, mark.At - at);
            var claim = Claim.Of(ClaimBefore(text, mark, marks));
            foreach (var n in mark.Numbers.Distinct().Select(number => Cite(claim, number)).Where(n => n > 0).Distinct())
                AppendMark(result, n);
            at = mark.End;
        }
        result.Append(text, at, text.Length - at);
        var known = _citations.Count > 0 || passages.Count == 0;
        return (known ? result.ToString() : Supply(result.ToString()), _citations);
    }

    /// <summary>0 for a number that is not there.</summary>
    private int Cite(Claim claim, int number)
    {
        if (!_byNumber.TryGetValue(number, out var passage))
            return 0;
        var support = _support.Find(claim, passage);
        if (!support.Holds && Elsewhere(claim) is { } better)
            support = better;
        return Add(claim, support);
    }

    private Support? Elsewhere(Claim claim)
    {
        Support? best = null;
        foreach (var passage in passages)
        {
            var support = _support.Find(claim, passage);
            if (ClaimSupport.IsStrong(claim, support) && support.Share > (best?.Share ?? 0))
                best = support;
        }
        return best;
    }

    private int Add(Claim claim, Support support)
    {
        var (source, quote, position) = (support.Passage.Source, ClaimSupport.Quote(claim, support), support.Position);
        var known = _citations.FindIndex(citation => citation.EvidenceId == source.Id && citation.Quote == quote && citation.Position == position);
        if (known >= 0)
        {
            if (!support.Holds)
                _citations[known] = _citations[known] with { Supported = false };
            return known + 1;
        }
        if (_citations.Count == MostCitations)
            return 0;
        _citations.Add(new(_citations.Count + 1, source.Kind, source.Id, source.Source, quote, position) { AttachmentId = source.AttachmentId, Supported = support.Holds });
        return _citations.Count;
    }

    /// <summary>The sentence that the mark closes, from the mark before it in the same sentence.</summary>
    private static string ClaimBefore(string text, CitationMark mark, IReadOnlyList<CitationMark> marks)
    {
        var end = mark.At;
        while (end > 0 && (char.IsWhiteSpace(text[end - 1]) || marks.Any(other => other.End == end && other.At < end)))
            end = marks.FirstOrDefault(other => other.End == end) is { } previous ? previous.At : end - 1;
        var start = end;
        while (start > 0 && !(start < end && SentenceEnds.Is(text, start - 1)) && !marks.Any(other => other.End == start && other != mark))
            start--;
        return text[start..end];
    }

    private string Supply(string text)
    {
        var result = new StringBuilder(text.Length + 32);
        var code = CodeSpans.Find(text);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && !SentenceEnds.Is(text, end))
                end++;
            var sentence = text[at..end];
            result.Append(sentence);
            if (_citations.Count < MostSupplied && !CodeSpans.Covers(code, at) && Claim.Of(sentence) is var claim && Elsewhere(claim) is { } support)
                AppendMark(result, Add(claim, support));
            if (end < text.Length)
                result.Append(text[end++]);
            at = end;
        }
        return result.ToString();
    }

    private static void AppendMark(StringBuilder text, int n)
    {
        if (n == 0)
            return;
        if (text.Length > 0 && !char.IsWhiteSpace(text[^1]) && text[^1] is < '\u3000' and not ']')
            text.Append(' ');
        text.Append(CultureInfo.InvariantCulture, $"[{n}]");
    }
}
