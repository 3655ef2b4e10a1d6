using Assistant.Perception;
using Assistant.Text;
using Assistant.Tools.Search;

namespace Assistant.Agent.Grounding;

/// <summary>Finds again, in a passage, the words that a claim of the model stands on: the block, or two or three beside each other, that share most with it.</summary>
/// <param name="elsewhere">Numbers that may come from outside the evidence: the question's own, and results of tools.</param>
internal sealed class ClaimSupport(IReadOnlySet<string> elsewhere)
{
    private const double NumberWeight = 3;
    private const double LeastShare = 0.3;
    private const double StrongShare = 0.6;
    private const double PriceOfWidth = 0.25;
    private const int LongestQuote = 300;
    private const int WidestWindow = 3;

    private readonly Dictionary<EvidenceBlock, HashSet<string>> _terms = new(ReferenceEqualityComparer.Instance);

    public Support Find(Claim claim, Passage passage)
    {
        var (best, bestScore) = (new Support(passage, [passage.Blocks[0]], 0, false), 0.0);
        for (var first = 0; first < passage.Blocks.Count; first++)
        {
            for (var width = 1; width <= WidestWindow && first + width <= passage.Blocks.Count; width++)
            {
                var blocks = passage.Blocks.Skip(first).Take(width).ToArray();
                var support = Weigh(claim, passage, blocks);
                // A wider window must find clearly more to be worth its vagueness.
                var score = support.Share - (PriceOfWidth * (width - 1));
                if ((support.Holds, score).CompareTo((best.Holds, bestScore)) > 0)
                    (best, bestScore) = (support, score);
            }
        }
        return best;
    }

    /// <summary>Enough to cite a passage that the model did not name.</summary>
    public static bool IsStrong(Claim claim, Support support) => support.Holds && support.Share >= StrongShare && (claim.Numbers.Count > 0 || claim.Words.Count >= 3);

    private Support Weigh(Claim claim, Passage passage, EvidenceBlock[] blocks)
    {
        bool Stands(string term) => Array.Exists(blocks, block => TermsOf(block).Contains(term));
        var numbers = claim.Numbers.Count(Stands);
        var words = claim.Words.Count(Stands);
        var expected = claim.Numbers.Count(number => Stands(number) || !elsewhere.Contains(number));
        var total = (expected * NumberWeight) + claim.Words.Count;
        var share = total == 0 ? 0 : ((numbers * NumberWeight) + words) / total;
        var allNumbers = claim.Numbers.All(number => Stands(number) || elsewhere.Contains(number));
        var sameScript = claim.IsHan == Claim.IsMostlyHan(string.Concat(blocks.Select(block => block.Text)));
        var wordsHold = claim.Words.Count == 0 || !sameScript || (double)words / claim.Words.Count >= LeastShare || (numbers > 0 && numbers == expected);
        return new Support(passage, blocks, share, allNumbers && wordsHold && (numbers > 0 || words > 0 || !sameScript));
    }

    private HashSet<string> TermsOf(EvidenceBlock block)
    {
        if (!_terms.TryGetValue(block, out var terms))
            _terms[block] = terms = [.. SearchTerms.Of(block.Text)];
        return terms;
    }

    /// <summary>The words to show, from a sentence of a long block.</summary>
    public static string Quote(Claim claim, Support support)
    {
        var text = string.Join(support.Blocks[0].Cell is null ? " " : " | ", support.Blocks.Select(block => block.Text)).Trim();
        if (text.Length <= LongestQuote)
            return text;
        var (best, most) = (text.Beginning(LongestQuote), -1);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length - 1 && end - at < LongestQuote - 1 && !SentenceEnds.Is(text, end))
                end++;
            var sentence = text[at..(end + 1)];
            var terms = new HashSet<string>(SearchTerms.Of(sentence));
            var shared = claim.Words.Count(terms.Contains) + (int)(NumberWeight * claim.Numbers.Count(terms.Contains));
            if (shared > most)
                (best, most) = (sentence.Trim(), shared);
            at = end + 1;
        }
        return best;
    }
}

/// <param name="Share">0 to 1: how much of the claim's words and numbers stands there.</param>
/// <param name="Holds">Its numbers are all there and enough of its words.</param>
internal sealed record Support(Passage Passage, IReadOnlyList<EvidenceBlock> Blocks, double Share, bool Holds)
{
    public SourcePosition Position
    {
        get
        {
            var first = Blocks[0].Position;
            if (Blocks.Count == 1)
                return first;
            var boxes = Blocks.Select(block => block.Position.Box).OfType<Box>().ToArray();
            return first with
            {
                Box = boxes.Length == 0 ? first.Box : boxes.Aggregate((a, b) => a.Union(b)),
                End = Blocks[^1].Position.End ?? first.End,
                Cell = first.Cell is { } cell && Blocks[^1].Position.Cell is { } last && last != cell ? $"{cell}:{last}" : first.Cell,
            };
        }
    }
}
