using Assistant.Text;

namespace Assistant.Memory.Facts.Dialogue.Requests;

/// <summary>
/// Which attribute a question about oneself asks for, in English: what follows "my", or the verb that goes with "I". Only questions, and only where nothing
/// follows that would make it another thing: "my order" is asked for, "my order total" is not.
/// </summary>
internal static class SelfQuestions
{
    private const int MostWords = 16;

    private static readonly string[] s_begins =
        ["what", "whats", "which", "who", "whos", "when", "whens", "where", "wheres", "how", "am i", "do i", "did i", "have i", "do you know", "do you remember", "can you remind", "remind me", "i forgot", "tell me", "is my", "are my", "i cant remember"];

    /// <summary>Words that may follow what is asked for.</summary>
    private static readonly HashSet<string> s_after = new(StringComparer.Ordinal)
        { "is", "was", "are", "were", "called", "again", "now", "then", "number", "the", "please", "do", "at", "by", "in", "for", "you", "these", "currently", "named", "and", "on", "name", "from", "out", "off", "anymore", "any", "right" };

    private static readonly (string Cue, string Attribute)[] s_verbs =
    [
        ("do i live", FactAttributes.Home), ("am i living", FactAttributes.Home), ("am i based", FactAttributes.Home), ("do i work", FactAttributes.Employer), ("am i working", FactAttributes.Employer),
        ("am i employed", FactAttributes.Employer), ("i work for", FactAttributes.Employer), ("i work at", FactAttributes.Employer), ("old am i", FactAttributes.Age), ("was i born", FactAttributes.Birthday), ("am i allergic", FactAttributes.Allergy), ("im allergic", FactAttributes.Allergy),
        ("languages do i speak", FactAttributes.Speaks), ("shoe size am i", FactAttributes.ShoeSize), ("shoe size do i", FactAttributes.ShoeSize), ("size am i", FactAttributes.Size), ("size do i", FactAttributes.Size),
        ("am i called", FactAttributes.Name), ("car do i drive", FactAttributes.Vehicle), ("do i drive", FactAttributes.Vehicle), ("pets do i have", FactAttributes.Pet), ("dont i like", FactAttributes.Dislikes), ("do i dislike", FactAttributes.Dislikes),
        ("do i like", FactAttributes.Likes), ("do i hate", FactAttributes.Dislikes), ("allergies do i have", FactAttributes.Allergy), ("dont i eat", FactAttributes.Diet), ("my birthday", FactAttributes.Birthday),
        ("devices do i have", FactAttributes.Device), ("phone do i have", FactAttributes.Device), ("do i prefer to be contacted", FactAttributes.Contact), ("do i like to be contacted", FactAttributes.Contact),
    ];

    /// <summary>An attribute, "order " for orders of any number; null where the message asks for none.</summary>
    public static string? English(string message)
    {
        var text = new MessageWords(message);
        if (text.Count is < 2 or > MostWords || !(text.Begins(s_begins) || message.AsSpan().TrimEnd().EndsWith("?")) || !text.Has("i", "my", "im"))
            return null;
        // "Like" alone is asked for, "what do I like about it" is not.
        foreach (var (cue, attribute) in s_verbs)
            if (text.Has(cue) && (attribute is not (FactAttributes.Likes or FactAttributes.Size) || text.ToString().EndsWith(cue, StringComparison.Ordinal)))
                return attribute;
        return OfMy(text.ToString().Split(' '));
    }

    /// <summary>The attribute behind "my", with whatever may follow it.</summary>
    public static string? OfMy(string[] words)
    {
        for (var at = Array.IndexOf(words, "my"); at >= 0; at = Array.IndexOf(words, "my", at + 1))
        {
            var from = at + 1;
            while (from < words.Length && words[from] is "current" or "old" or "former" or "new" or "latest" or "last" or "own")
                from++;
            for (var length = Math.Min(3, words.Length - from); length > 0; length--)
            {
                if (from + length < words.Length && !s_after.Contains(words[from + length]))
                    continue;
                var named = string.Join(' ', words, from, length);
                if (named is "order" or "orders" or "order number")
                    return FactAttributes.Order;
                if (AttributeWords.Attribute(named) is { } attribute)
                    return attribute;
            }
        }
        return null;
    }

    private static readonly (string Cue, string Attribute)[] s_chinese =
    [
        ("住哪", FactAttributes.Home), ("住在哪", FactAttributes.Home), ("住什么地方", FactAttributes.Home), ("哪个公司", FactAttributes.Employer), ("哪家公司", FactAttributes.Employer), ("在哪上班", FactAttributes.Employer), ("在哪儿上班", FactAttributes.Employer),
        ("在哪工作", FactAttributes.Employer), ("几岁", FactAttributes.Age), ("多大", FactAttributes.Age), ("生日", FactAttributes.Birthday), ("订单号", FactAttributes.Order), ("电话", FactAttributes.Phone), ("手机号", FactAttributes.Phone), ("邮箱", FactAttributes.Email),
        ("地址", FactAttributes.Address), ("鞋码", FactAttributes.ShoeSize), ("多大码的鞋", FactAttributes.ShoeSize), ("什么职位", FactAttributes.Role), ("什么工作", FactAttributes.Role), ("对什么过敏", FactAttributes.Allergy), ("过敏源", FactAttributes.Allergy),
        ("忌口", FactAttributes.Diet), ("什么宠物", FactAttributes.Pet), ("什么车", FactAttributes.Vehicle), ("会员号", FactAttributes.CustomerNumber), ("客户号", FactAttributes.CustomerNumber), ("合同号", FactAttributes.ContractNumber), ("工单号", FactAttributes.Ticket),
        ("会说什么语言", FactAttributes.Speaks), ("会说哪些语言", FactAttributes.Speaks), ("叫什么名字", FactAttributes.Name),
    ];

    /// <summary>The same in Chinese; only questions that begin with oneself.</summary>
    public static string? Chinese(string message)
    {
        const int Longest = 22;
        var text = message.AsSpan().Trim([' ', '。', '！', '？', '?', '!']);
        if (text.Length > Longest || !(text.StartsWith("我") || text.Contains("我的", StringComparison.Ordinal) || text.Contains("我在", StringComparison.Ordinal) || text.Contains("我家", StringComparison.Ordinal)))
            return null;
        if (!(message.Contains('？', StringComparison.Ordinal) || message.Contains('?', StringComparison.Ordinal) || text.EndsWith("吗") || text.EndsWith("来着") || text.EndsWith("多少") || text.EndsWith("什么") || text.EndsWith("哪里") || text.EndsWith("哪儿") || text.EndsWith("几号")))
            return null;
        foreach (var (cue, attribute) in s_chinese)
            if (text.Contains(cue, StringComparison.Ordinal))
                return attribute;
        return null;
    }
}
