using System.Collections.Frozen;

namespace Assistant.Memory.Facts.Rules;

/// <summary>The people of a user's life, under one word each in both languages.</summary>
internal static class Relations
{
    public const string English = "ex-wife|ex-husband|wife|husband|partner|girlfriend|boyfriend|spouse|fianc[eé]e?|mother|mom|mum|father|dad|sister|brother|son|daughter|boss|manager|supervisor|colleague|coworker|co-worker|friend|neighbou?r|aunt|uncle|cousin|grandmother|grandma|grandfather|grandpa|roommate|flatmate|mother-in-law|father-in-law|brother-in-law|sister-in-law|nephew|niece|grandson|granddaughter|stepson|stepdaughter|mommy|daddy|bf|gf|team lead";
    /// <summary>Said of one's own without "我" as well: "老公叫陈浩".</summary>
    public const string ChineseKin = "老婆|妻子|媳妇儿|媳妇|爱人|太太|老公|丈夫|先生|未婚妻|未婚夫|女朋友|男朋友|女友|男友|对象|妈妈|母亲|老妈|妈|爸爸|父亲|老爸|老爷子|爸|妹妹|妹|姐姐|姐|弟弟|弟|哥哥|哥|儿子|女儿|闺女|表哥|表弟|表姐|表妹|堂哥|堂弟|堂姐|堂妹|岳父|岳母|公公|婆婆|丈母娘|老丈人|阿姨|叔叔|舅舅|姑姑|姨妈|奶奶|外婆|姥姥|爷爷|外公|姥爷|孙子|孙女|外孙女|外孙|侄子|侄女|外甥女|外甥|姐夫|妹夫|大舅子|小舅子|嫂子|弟媳";
    public const string ChineseOther = "直属老板|直属领导|直属上司|老板|上司|领导|经理|主管|同事|好朋友|好友|朋友|闺蜜|死党|同学|邻居|室友|舍友";
    public const string Chinese = ChineseKin + "|" + ChineseOther;

    private static readonly FrozenDictionary<string, string> s_canonical = new Dictionary<string, string>
    {
        ["mom"] = "mother", ["mum"] = "mother", ["dad"] = "father", ["spouse"] = "partner", ["fiance"] = "partner", ["fiancee"] = "partner", ["fiancé"] = "partner", ["fiancée"] = "partner",
        ["girlfriend"] = "partner", ["boyfriend"] = "partner", ["manager"] = "boss", ["supervisor"] = "boss", ["coworker"] = "colleague", ["co-worker"] = "colleague",
        ["mommy"] = "mother", ["daddy"] = "father", ["bf"] = "partner", ["gf"] = "partner", ["team lead"] = "boss",
        ["neighbor"] = "neighbour", ["grandma"] = "grandmother", ["grandpa"] = "grandfather", ["roommate"] = "flatmate",
        ["妻子"] = "wife", ["老婆"] = "wife", ["太太"] = "wife", ["丈夫"] = "husband", ["老公"] = "husband", ["先生"] = "husband", ["女朋友"] = "partner", ["男朋友"] = "partner",
        ["妈妈"] = "mother", ["母亲"] = "mother", ["爸爸"] = "father", ["父亲"] = "father", ["妹妹"] = "sister", ["姐姐"] = "sister", ["弟弟"] = "brother", ["哥哥"] = "brother",
        ["儿子"] = "son", ["女儿"] = "daughter", ["老板"] = "boss", ["上司"] = "boss", ["领导"] = "boss", ["经理"] = "boss", ["同事"] = "colleague", ["朋友"] = "friend", ["邻居"] = "neighbour",
        ["阿姨"] = "aunt", ["叔叔"] = "uncle", ["舅舅"] = "uncle", ["奶奶"] = "grandmother", ["外婆"] = "grandmother", ["爷爷"] = "grandfather", ["外公"] = "grandfather", ["室友"] = "flatmate",
        ["媳妇儿"] = "wife", ["媳妇"] = "wife", ["爱人"] = "partner", ["女友"] = "partner", ["男友"] = "partner", ["对象"] = "partner", ["未婚妻"] = "partner", ["未婚夫"] = "partner",
        ["老妈"] = "mother", ["妈"] = "mother", ["老爸"] = "father", ["老爷子"] = "father", ["爸"] = "father", ["妹"] = "sister", ["姐"] = "sister", ["弟"] = "brother", ["哥"] = "brother", ["闺女"] = "daughter",
        ["堂哥"] = "cousin", ["堂弟"] = "cousin", ["堂姐"] = "cousin", ["堂妹"] = "cousin", ["岳父"] = "father-in-law", ["老丈人"] = "father-in-law", ["公公"] = "father-in-law", ["岳母"] = "mother-in-law", ["丈母娘"] = "mother-in-law", ["婆婆"] = "mother-in-law",
        ["孙子"] = "grandson", ["外孙"] = "grandson", ["孙女"] = "granddaughter", ["外孙女"] = "granddaughter", ["侄子"] = "nephew", ["外甥"] = "nephew", ["侄女"] = "niece", ["外甥女"] = "niece",
        ["姐夫"] = "brother-in-law", ["妹夫"] = "brother-in-law", ["大舅子"] = "brother-in-law", ["小舅子"] = "brother-in-law", ["嫂子"] = "sister-in-law", ["弟媳"] = "sister-in-law",
        ["姑姑"] = "aunt", ["姨妈"] = "aunt", ["姥姥"] = "grandmother", ["姥爷"] = "grandfather", ["直属老板"] = "boss", ["直属领导"] = "boss", ["直属上司"] = "boss", ["主管"] = "boss",
        ["好朋友"] = "friend", ["好友"] = "friend", ["闺蜜"] = "friend", ["死党"] = "friend", ["同学"] = "friend", ["舍友"] = "flatmate",
        ["表哥"] = "cousin", ["表弟"] = "cousin", ["表姐"] = "cousin", ["表妹"] = "cousin",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_all = English.Replace("[eé]e?", "e", StringComparison.Ordinal).Replace("u?", "u", StringComparison.Ordinal).Split('|').Select(Canonical).ToFrozenSet();

    public static string Canonical(string word) => s_canonical.GetValueOrDefault(word) ?? word.ToLowerInvariant();

    public static bool IsRelation(string attribute) => s_all.Contains(attribute);

    /// <summary>One has several sisters and one mother: where several are possible, a name tells them apart.</summary>
    public static string Subject(string relation, string? name) =>
        name is null || !FactAttributes.IsCollection(relation) ? relation : relation + " " + name;
}
