using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Inference.Tokenizers;

/// <param name="Normalized">Looked for in the normalised text instead of the text as given.</param>
/// <param name="Special">No text: left out when decoding.</param>
internal sealed record AddedToken(int Id, string Content, bool SingleWord, bool LeftStrip, bool RightStrip, bool Normalized, bool Special);

/// <summary>Tokens that are found in a text as they stand, whatever surrounds them. Immutable.</summary>
internal sealed partial class AddedTokens
{
    private readonly Lazy<AddedTokens?> _ofText;
    private readonly Search _raw;
    private readonly Search _normalized;
    private readonly HashSet<int> _special;
    private readonly HashSet<int> _all;
    private readonly Dictionary<string, AddedToken> _byContent;

    /// <param name="normalize">Normalises the tokens that are looked for in normalised text.</param>
    public AddedTokens(IReadOnlyList<AddedToken> tokens, Func<string, string> normalize)
    {
        _raw = new([.. tokens.Where(t => !t.Normalized)]);
        _normalized = new([.. tokens.Where(t => t.Normalized).Select(t => t with { Content = normalize(t.Content) })]);
        _special = [.. tokens.Where(t => t.Special).Select(t => t.Id)];
        _all = [.. tokens.Select(t => t.Id)];
        _ofText = new(() => tokens.Where(IsText).ToArray() is { Length: > 0 } texts ? new(texts, normalize) : null);
        _byContent = tokens.DistinctBy(t => t.Content).ToDictionary(t => t.Content, StringComparer.Ordinal);
    }

    /// <summary>Those that may stand in what anybody writes, as they mark nothing (runs of line ends and spaces, HTML's tags; Gemma and others have such); null where there are none.</summary>
    public AddedTokens? OfText => _ofText.Value;

    public bool IsSpecial(int id) => _special.Contains(id);

    public AddedToken? Of(string content) => _byContent.GetValueOrDefault(content);

    public bool Contains(int id) => _all.Contains(id);

    /// <summary>The text cut into added tokens (with an id) and what lies between them (without; possibly empty).</summary>
    public IEnumerable<TextPart> Split(string text, bool normalized) => (normalized ? _normalized : _raw).Split(text);

    /// <summary>Others that are not special may be marks all the same: of thoughts, of calls of tools, of turns.</summary>
    private static bool IsText(AddedToken token) => !token.Special && token.Content.Length > 0 && (token.Content.All(char.IsWhiteSpace) || Tag().IsMatch(token.Content));

    // Without <s>, which begins a text elsewhere.
    [GeneratedRegex("^</?(?:table|caption|thead|tbody|tfoot|tr|th|td|h[1-6]|blockquote|strong|em|b|i|u|sub|sup|code|pre|p|br|hr|ul|ol|li|a|img|div|span)>$")]
    private static partial Regex Tag();

    private sealed class Search
    {
        // The longest first, so that the first one that fits is the one meant.
        private readonly AddedToken[] _tokens;
        private readonly SearchValues<string> _contents;

        public Search(AddedToken[] tokens)
        {
            _tokens = [.. tokens.Where(t => t.Content.Length > 0).OrderByDescending(t => t.Content.Length)];
            _contents = SearchValues.Create([.. _tokens.Select(t => t.Content)], StringComparison.Ordinal);
        }

        public IEnumerable<TextPart> Split(string text)
        {
            var (done, from) = (0, 0);
            while (_tokens.Length > 0 && from < text.Length && text.AsSpan(from).IndexOfAny(_contents) is >= 0 and var found)
            {
                var at = from + found;
                var token = _tokens.First(t => string.CompareOrdinal(text, at, t.Content, 0, t.Content.Length) == 0);
                var (start, end) = (at, at + token.Content.Length);
                from = end;
                if (token.SingleWord && !StandsAlone(text, start, end))
                    continue;
                while (token.LeftStrip && start > done && char.IsWhiteSpace(text[start - 1]))
                    start--;
                while (token.RightStrip && end < text.Length && char.IsWhiteSpace(text[end]))
                    end++;
                if (start > done)
                    yield return new(done, start - done, null);
                yield return new(start, end - start, token.Id);
                (done, from) = (end, end);
            }
            if (done < text.Length)
                yield return new(done, text.Length - done, null);
        }

        private static bool StandsAlone(string text, int start, int end) =>
            (start == 0 || !IsWord(LastRune(text.AsSpan(0, start)))) && (end == text.Length || !IsWord(FirstRune(text.AsSpan(end))));

        private static Rune FirstRune(ReadOnlySpan<char> text) => Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done ? rune : Rune.ReplacementChar;

        private static Rune LastRune(ReadOnlySpan<char> text) => Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done ? rune : Rune.ReplacementChar;

        private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
    }
}

/// <param name="Id">The added token's; null for text.</param>
internal readonly record struct TextPart(int Start, int Length, int? Id);
