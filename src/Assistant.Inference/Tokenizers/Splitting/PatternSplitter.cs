using System.Text.RegularExpressions;

namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>Cuts at what a pattern finds. Characters beyond 16 bits count as one, as in the patterns' home.</summary>
internal sealed class PatternSplitter(Regex pattern, string behavior, bool invert) : ISplitter
{
    // A pattern comes from a model's file: one that never ends must not hold the program.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public PatternSplitter((string Pattern, bool IsRegex) what, string behavior, bool invert)
        : this(new Regex(what.IsRegex ? what.Pattern : Regex.Escape(what.Pattern), RegexOptions.CultureInvariant, s_limit), behavior, invert)
    {
        if (behavior is not ("Removed" or "Isolated" or "MergedWithPrevious" or "MergedWithNext" or "Contiguous"))
            throw TokenizerJson.Unsupported("A split", behavior);
    }

    public void Split(string text, Piece part, List<Piece> pieces)
    {
        var narrow = new NarrowText(text, part);
        var (done, first, previousFound) = (0, pieces.Count, false);
        foreach (var match in pattern.EnumerateMatches(narrow.Span))
        {
            if (match.Length == 0)
                continue;
            Add(done, match.Index, found: invert);
            Add(match.Index, match.Index + match.Length, found: !invert);
            done = match.Index + match.Length;
        }
        Add(done, narrow.Span.Length, found: invert);

        void Add(int from, int to, bool found)
        {
            if (from == to || (found && behavior == "Removed"))
                return;
            var piece = narrow.Original(from, to);
            var joins = pieces.Count > first && behavior switch
            {
                "MergedWithPrevious" => found && !previousFound,
                "MergedWithNext" => previousFound && !found,
                "Contiguous" => found == previousFound,
                _ => false,
            };
            if (joins)
                pieces[^1] = new(pieces[^1].Start, piece.End - pieces[^1].Start);
            else
                pieces.Add(piece);
            previousFound = found;
        }
    }
}
