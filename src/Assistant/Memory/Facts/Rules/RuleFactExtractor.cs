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

    private static readonly IClauseRule[] s_english = [new EnglishHome(), new EnglishWork(), new EnglishIdentity(), new EnglishTaste(), new EnglishThings(), new EnglishNumbers()];

    public IReadOnlyList<Statement> Read(Utterance utterance) => ReadAll(utterance, null);

    public IReadOnlyList<Statement> Read(Utterance utterance, ICollection<string> unread) => ReadAll(utterance, unread);

    private static List<Statement> ReadAll(Utterance utterance, ICollection<string>? unread)
    {
        if (utterance.Source != UtteranceSource.User || !(MaySayOfOneself().IsMatch(utterance.Text) || Han().IsMatch(utterance.Text)))
            return [];
        var own = OwnWords.Of(utterance.Text);
        var statements = new List<Statement>();
        var (antecedent, corrects) = (new Antecedent(), false);
        var chinese = new ChineseMessage(utterance.SaidAt);
        foreach (var (start, length) in Sentences.Of(own).Take(MostSentences))
        {
            var quote = utterance.Text.Substring(start, length);
            var before = statements.Count;
            if (Han().IsMatch(own.AsSpan(start, length)))
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
        rest = WithoutRequest(rest);
        foreach (var part in Contrast().Split(rest))
        {
            if (Doubt.IsQuestion(part))
                continue;
            var plain = EnglishSentence.Plain(part);
            if (!Doubt.IsIn(plain) && !Doubt.IsIn(part))
                Clauses(plain, quote, isCorrection, saidAt, antecedent, statements);
        }
        return isCorrection && rest.Length < 12;
    }

    private static void Clauses(string plain, string quote, bool correction, DateTimeOffset saidAt, Antecedent antecedent, List<Statement> statements)
    {
        var drafts = new List<Draft>();
        foreach (var text in EnglishSentence.Clauses(plain))
        {
            var person = antecedent.Subject;
            var clause = EnglishClauses.Of(text, ref person, saidAt, correction, drafts);
            antecedent.Subject = person;
            if (clause is not null)
                foreach (var rule in s_english)
                    drafts.AddRange(rule.Read(clause));
        }
        foreach (var draft in drafts)
            if (!(draft.Value.Length == 0 && draft.Kind != StatementKind.Ends))
                statements.Add(draft.Quoted(quote));
    }

    /// <summary>"My number is 5, could you note that?" states something before it asks.</summary>
    private static string WithoutRequest(string sentence) =>
        Request().Match(sentence) is { Success: true } match && !Doubt.IsQuestion(match.Groups["s"].Value) ? match.Groups["s"].Value : sentence;

    [GeneratedRegex(@"^(?<s>[^,?]{8,}(?:,[^,?]{8,})?)(?:,| [-–—]) (?:and |so )?(?:(?:could|can|would|will) you|what|how|which|where|when|who|is there|are there|do you|does|please)\b[^?]*\?\s*$|^(?<s>.{4,}?)，(?:请问|你?能|可以|怎么|帮我).*[？?]\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Request();

    [GeneratedRegex(@",? (?:but|although|though|while) (?=(?:i|my|we)\b)|; ", RegexOptions.IgnoreCase)]
    private static partial Regex Contrast();

    /// <summary>Most messages are settled by that: no word for oneself, nothing of an order or a date.</summary>
    [GeneratedRegex(@"\b(?:i|my|we|our|me|us|order|parcel|deadline|moved|turned|joined|bought|sold|started|correction|sorry|wrong|oops|mistake|typo|wait|actually|prefer|contact|this is)\b|[我咱俺]|本人|订单|截止|预约|请用|请叫|不对|更正|错了|应该是|是说|不好意思|抱歉|联系", RegexOptions.IgnoreCase)]
    private static partial Regex MaySayOfOneself();

    /// <summary>At the beginning: "Forget that I like jazz" says nothing of oneself.</summary>
    [GeneratedRegex(@"^\W*(?:(?:and|but|so|also|well|oh|hi|hello|hey|by the way|btw|fyi),? )*(?:i|my|mine)\b|^\W*(?:我|俺|本人)", RegexOptions.IgnoreCase)]
    private static partial Regex Oneself();

    [GeneratedRegex(@"\b(?:not|no|never|none|nobody|nothing|without|hardly|forget|ignore|delete|pretend)\b|n['’]t\b|[不没别未无勿忘]|假如", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Han();
}
