using System.Text;
using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;
using Assistant.Text;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>
/// Reads the Chinese sentences of one message, in order. Traditional characters are read as simplified ones; values keep the script they were
/// written in. Each sentence is cut into clauses, doubtful ones are passed over, and of each it is found out of whom it speaks and when.
/// </summary>
internal sealed class ChineseMessage(DateTimeOffset saidAt)
{
    private static readonly IChineseRule[] s_rules = [new ChineseBelongings(), new ChineseHome(), new ChineseWork(), new ChineseIdentity(), new ChineseTaste(), new ChineseReaching(), new ChineseNumbers(), new ChineseOrders(), new ChineseDays(), new ChineseParting()];

    /// <summary>Stands for a space of the message while times are replaced by spaces.</summary>
    private const char Kept = '\u2002';

    private const int Soon = 60;

    private readonly ChineseContext _context = new();
    private readonly ChinesePeople _people = new();
    private bool _corrects;

    /// <summary>A value is written as the sentence has it.</summary>
    public IReadOnlyList<Draft> Read(string sentence)
    {
        var before = _context.Drafts.Count;
        var text = Plain(sentence);
        var clauses = ChineseClauses.Of(text).ToList();
        var doubtful = ChineseDoubt.Of(clauses, text.TrimEnd().EndsWith('？') || text.TrimEnd().EndsWith('?'));
        _people.NewSentence();
        for (var i = 0; i < clauses.Count; i++)
        {
            _context.Following = i + 1 < clauses.Count ? clauses[i + 1] : "";
            if (!doubtful[i])
                Clause(ChineseWords.WithoutOpening(clauses[i]));
        }
        return [.. _context.Drafts.Skip(before).Where(draft => draft.Value.Length > 0 || draft.Kind == StatementKind.Ends).Select(draft => draft with { Value = AsWritten(draft.Value, text, sentence) })];
    }

    private void Clause(string words)
    {
        if (words.Length == 0)
            return;
        if (ChineseCorrections.Of(words, _context.Following) is { } right)
        {
            _corrects = true;
            _context.Topic = ChineseCorrections.Attribute(words) ?? _context.Topic;
            if (right.Length == 0)
                return;
            words = ChineseWords.WithoutOpening(right);
        }
        if ((_corrects || s_insists.IsMatch(words)) && ChineseCorrections.Value(words, saidAt) is { } value && (_corrects || _context.Drafts.Count == 0))
        {
            Correct(value);
            return;
        }
        var count = _context.Drafts.Count;
        Rules(words);
        _context.IsFirst = false;
        _corrects &= _context.Drafts.Count == count;
    }

    /// <summary>Of what the message said last, else of what the ledger knows last.</summary>
    private void Correct(string value)
    {
        _corrects = false;
        var last = _context.Drafts.LastOrDefault(draft => draft.Kind != StatementKind.Ends);
        var attribute = last?.Attribute ?? _context.Topic;
        if (attribute is FactAttributes.Birthday && value is [_, _, _, _, '-', ..])
            value = value[5..];
        var known = attribute is FactAttributes.Phone or FactAttributes.Email or FactAttributes.CustomerNumber or FactAttributes.ContractNumber or FactAttributes.Ticket or FactAttributes.Name or FactAttributes.Birthday;
        _context.Drafts.Add(last is not null ? new(last.Subject, last.Attribute, value, StatementKind.Corrects) : known ? new(FactAttributes.User, attribute, value, StatementKind.Corrects) : new("", "", value, StatementKind.Corrects));
    }

    private void Rules(string words)
    {
        var (rest, since) = ChineseClauses.WithoutLasting(words, saidAt);
        var (when, text) = TimeWords.Find(rest.Replace(' ', Kept), saidAt, s_ahead.IsMatch(words) || BeginsSoon(words));
        if (since is not null)
            when = when with { Since = since };
        text = ChineseWords.WithoutOpening(text.Trim());
        var count = _context.Drafts.Count;
        var (said, carried) = _people.Read(text, _corrects, _context);
        if (_people.Subject is not { } subject)
            return;
        said = Joined(said);
        if (said.Length == 0)
            return;
        Apply(new(subject, said, words, when, saidAt, _corrects, carried));
        if (carried && _context.Drafts.Count == count && ChinesePeople.Named(text) is { } name)
            Apply(new(name, Joined(text[name.Length..]), words, when, saidAt, _corrects), isOfKnown: true);
    }

    /// <summary>Without the gaps that times left.</summary>
    private static string Joined(string words) => ChineseWords.Close(ChineseWords.WithoutOpening(words).Replace(" ", "", StringComparison.Ordinal).Replace(Kept, ' '));

    /// <summary>"7月1日开始在阿里上班", said in June.</summary>
    private bool BeginsSoon(string words) =>
        s_begins.Match(words) is { Success: true } day && DaySpan.Date(saidAt.Year, ChineseDates.Number(day.Groups["m"].Value), ChineseDates.Number(day.Groups["d"].Value)) is { } span
        && span.First.DayNumber - DateOnly.FromDateTime(saidAt.Date).DayNumber is > 0 and <= Soon;

    private void Apply(Clause clause, bool isOfKnown = false)
    {
        foreach (var rule in s_rules)
            _context.Drafts.AddRange([.. rule.Read(clause, _context).Where(draft => !isOfKnown || draft.Subject == clause.Subject).Select(draft => isOfKnown ? draft with { IsOfKnown = true } : draft)]);
    }

    /// <summary>Simplified, with plain digits, Latin letters and "@" for the wide ones; as long as before.</summary>
    private static string Plain(string sentence) => string.Create(sentence.Length, ChineseScript.SimplifiedInPlace(sentence), static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = source[i] is >= '０' and <= '９' or >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' or '＠' or '．' or '－' ? (char)(source[i] - 0xFEE0) : source[i];
    });

    /// <summary>"护士" of "護士" is kept as "護士"; parts that are put together ("狗 旺财") one by one.</summary>
    private static string AsWritten(string value, string text, string sentence)
    {
        if (ReferenceEquals(text, sentence) || value.Length == 0)
            return value;
        if (text.IndexOf(value, StringComparison.Ordinal) is >= 0 and var at)
            return sentence.Substring(at, value.Length);
        var written = new StringBuilder();
        foreach (var part in value.Split(' '))
            written.Append(written.Length > 0 ? " " : "").Append(text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var place ? sentence.Substring(place, part.Length) : part);
        return written.ToString();
    }

    private static readonly Regex s_insists = Pattern.Of("(?:才对|才是)[。！!]*$|^(?:应该|应当|正确的)是");

    private static readonly Regex s_begins = Pattern.Of("(?<m>\\d{1,2}|[一二三四五六七八九十]{1,2})月(?<d>\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?(?=.*(?:起|开始|入职|生效))");

    private static readonly Regex s_ahead = Pattern.Of("之后|以后|住到|租到|明天|后天|下个?[月周星礼]|明年|将|要|会(?!员)|约|截止|截稿|交|改|延|推|到期|定|deadline|ddl|期限|最晚|正式|体检|面试|考试|取消|才对");
}
