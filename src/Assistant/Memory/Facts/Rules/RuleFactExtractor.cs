using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Rules.Chinese;
using Assistant.Memory.Facts.Rules.English;

namespace Assistant.Memory.Facts.Rules;

/// <summary>
/// Facts by rules, English and Chinese, without a language model: own words only, sentence by sentence, doubtful ones left out,
/// then clause by clause through the rules of each topic. Rather misses a fact than remembers a false one.
/// </summary>
internal sealed partial class RuleFactExtractor : IFactExtractor
{
    private const int MostSentences = 40;
    private const int ShortestUnread = 6;
    private const int LongestUnread = 300;

    /// <summary>A correction of fewer signs says only that something was wrong.</summary>
    private const int ShortestStatement = 12;

    public IReadOnlyList<Statement> Read(Utterance utterance) => ReadAll(utterance, null);

    public IReadOnlyList<Statement> Read(Utterance utterance, ICollection<string> unread) => ReadAll(utterance, unread);

    private static List<Statement> ReadAll(Utterance utterance, ICollection<string>? unread)
    {
        if (utterance.Source != UtteranceSource.User)
            return [];
        var own = OwnWords.Of(utterance.Text);
        var statements = new List<Statement>();
        var (antecedent, corrects) = (new Antecedent(), false);
        var (chinese, hasHan) = (new ChineseMessage(utterance.SaidAt), Han().IsMatch(own));
        foreach (var (start, length) in Sentences.Of(own).Take(MostSentences))
        {
            var quote = utterance.Text.Substring(start, length);
            var before = statements.Count;
            // A number or an address between Chinese sentences is no English.
            if (Han().IsMatch(own.AsSpan(start, length)) || (hasHan && !own.AsSpan(start, length).Contains(' ')))
                statements.AddRange(chinese.Read(own.Substring(start, length)).Select(draft => draft.Quoted(quote)));
            else
                corrects = Read(own.Substring(start, length), quote, corrects, utterance.SaidAt, antecedent, statements) && statements.Count == before;
            if (unread is not null && statements.Count == before && !corrects && SpeaksOfOneself(own.Substring(start, length), quote))
                unread.Add(quote);
        }
        return statements;
    }

    private static bool SpeaksOfOneself(string own, string quote) =>
        own == quote && quote.Length is >= ShortestUnread and <= LongestUnread && Oneself().IsMatch(own) && !Negation().IsMatch(own) && !Doubt.IsQuestion(own) && !Doubt.IsIn(own) && !Doubt.IsIn(EnglishSentence.Plain(own));

    /// <summary>True when the sentence said only that something was wrong: the next one says what is right.</summary>
    private static bool Read(string sentence, string quote, bool corrects, DateTimeOffset saidAt, Antecedent antecedent, List<Statement> statements)
    {
        var (isCorrection, rest, bare) = Corrections.Of(sentence);
        if (corrects && !isCorrection)
            (_, rest, bare) = Corrections.Of("wrong, " + sentence);
        isCorrection |= corrects;
        if (bare is not null)
        {
            statements.Add(new("", "", bare, StatementKind.Corrects, null, null, quote));
            return false;
        }
        if (rest.Length == 0)
            return isCorrection;
        statements.AddRange(Contrast().Split(rest).SelectMany(part => EnglishReader.Read(part, isCorrection, saidAt, antecedent))
            .Where(draft => draft.Value.Length > 0 || draft.Kind == StatementKind.Ends).Select(draft => draft.Quoted(quote)));
        return isCorrection && rest.Length < ShortestStatement;
    }

    [GeneratedRegex(@",? (?:but|although|though|while) (?=(?:i|my|we)\b)|; ", RegexOptions.IgnoreCase)]
    private static partial Regex Contrast();

    /// <summary>At the beginning: "Forget that I like jazz" says nothing of oneself.</summary>
    [GeneratedRegex(@"^\W*(?:(?:and|but|so|also|well|oh|hi|hello|hey|by the way|btw|fyi),? )*(?:i|my|mine)\b|^\W*(?:我|俺|本人)", RegexOptions.IgnoreCase)]
    private static partial Regex Oneself();

    [GeneratedRegex(@"\b(?:not|no|never|none|nobody|nothing|without|hardly|forget|ignore|delete|pretend)\b|n['’]t\b|[不没别未无勿忘]|假如", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Han();
}
