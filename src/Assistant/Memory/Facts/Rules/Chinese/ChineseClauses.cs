using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Clauses of a Chinese sentence, each with the one it speaks of: the user, a relation, or the one named before.</summary>
internal static partial class ChineseClauses
{
    public static IEnumerable<Clause> Of(string sentence, DateTimeOffset saidAt, bool correction, Antecedent antecedent, List<Draft> named)
    {
        var subject = antecedent.Subject;
        sentence = PetName().Replace(sentence, "$1叫");
        foreach (var part in Joint().Split(sentence))
        {
            var carried = false;
            var (text, when) = (Filler().Replace(part.Trim(), ""), When.Unsaid);
            (when, text) = Dated(text, saidAt);
            text = Filler().Replace(text.Replace(" ", "", StringComparison.Ordinal), "");
            if (Relation().Match(text) is { Success: true } relation)
            {
                var canonical = Relations.Canonical(relation.Groups["r"].Value);
                var name = relation.Groups["n"].Success ? relation.Groups["n"].Value : null;
                if (name is not null)
                    named.Add(new(FactAttributes.User, canonical, name, correction ? StatementKind.Corrects : StatementKind.Holds));
                (subject, text) = (Relations.Subject(canonical, name), relation.Groups["p"].Value);
            }
            else if (First().Match(text) is { Success: true } first)
                (subject, text) = (FactAttributes.User, first.Groups["p"].Value);
            else if (Pronoun().Match(text) is { Success: true } pronoun)
            {
                if (subject is null or FactAttributes.User)
                    subject = null;
                text = pronoun.Groups["p"].Value;
            }
            else
                carried = !Imperative().IsMatch(text);
            if (subject is null && !Imperative().IsMatch(text))
                continue;
            antecedent.Subject = subject;
            yield return new(subject ?? FactAttributes.User, Filler().Replace(text, ""), Raw(part), when, saidAt, correction, carried);
        }
    }

    private static (When When, string Text) Dated(string text, DateTimeOffset saidAt)
    {
        var (when, rest) = TimeWords.Find(text, saidAt, Ahead().IsMatch(text));
        return (when, rest);
    }

    private static string Raw(string part) => part.Trim();

    [GeneratedRegex("[，,；;]|(?<=。)|但是?(?=我)|而且|并且|(?<!不)可是")]
    private static partial Regex Joint();

    [GeneratedRegex("^(?:我|我们|咱们|咱)(?:的)?(?:小|大|二|亲)?(?<r>" + Relations.Chinese + ")(?:叫|名叫|的名字叫|的名字是)(?<n>[\\p{IsCJKUnifiedIdeographs}A-Za-z]{1,4}?)(?<p>)$|^(?:我|我们|咱们|咱)(?:的)?(?:小|大|亲)?(?<r>" + Relations.Chinese + ")(?<p>(?!的)(?!卡|号|证).*)$")]
    private static partial Regex Relation();

    [GeneratedRegex("((?:只|条|匹|个)[^，,。]{1,4})[，,](?:它)?(?:的)?(?:名字)?(?:叫|名叫|是)")]
    private static partial Regex PetName();

    [GeneratedRegex("^(?:我们|我|咱们|咱|本人|俺)(?<p>.*)$")]
    private static partial Regex First();

    [GeneratedRegex("^(?:他|她|它|他们|她们|你|您|大家|别人|人家|小王|老张|这|那|有个)(?<p>.*)$")]
    private static partial Regex Pronoun();

    [GeneratedRegex("^(?:请|以后|今后|叫我|用.{1,4}[语文](?:回复|回答|跟我)|订单|把|.{0,10}截止日期|.{0,8}预约|给我|发短信|打电话|可以叫我|联系我)")]
    private static partial Regex Imperative();

    [GeneratedRegex("明天|后天|下个?[月周星礼]|明年|将|要|会|预约|截止|改到|到期")]
    private static partial Regex Ahead();

    [GeneratedRegex("(?:其实|后来|然后|现在|目前|已经|刚刚|刚才|刚(?!果)|一直|最近|顺便说一下|对了|另外|麻烦|记住|请记住|记一下|也(?=喜欢|住|是|在)|真的|确实|就|非常|特别|很(?=喜欢|讨厌|爱)|最(?=讨厌)|正式|终于|嗯|哦|你好|您好|补充一下|还(?=喜欢|有|养))")]
    private static partial Regex Filler();
}
