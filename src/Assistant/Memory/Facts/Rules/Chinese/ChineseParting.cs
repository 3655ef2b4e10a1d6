using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Marriages and friendships that end.</summary>
internal sealed class ChineseParting : IChineseRule
{
    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        if (!clause.IsUser || s_parted.Match(clause.Words) is not { Success: true } parted)
            yield break;
        var name = parted.Groups["n"].Value;
        foreach (var relation in new[] { "wife", "husband", "partner" })
            if (!s_relation.IsMatch(name) || Relations.Canonical(name) == relation)
                yield return Said.Over(clause, relation, s_relation.IsMatch(name) ? "" : name);
    }

    private static readonly Regex s_parted = Pattern.Of("^(?:(?:跟|和|与|同)(?<n>.{1,5}?))?(?:已经|刚|正式|办了|办完)*(?:离婚|离|分手|分|掰|分开)(?:了|手续)+" + ChineseWords.End);

    private static readonly Regex s_relation = Pattern.Of("^(?:" + Relations.Chinese + ")$");
}
