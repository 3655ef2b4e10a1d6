using System.Collections.Frozen;

namespace Assistant.Memory.Facts.Rules;

/// <summary>The people of a user's life, under one word each in both languages.</summary>
internal static class Relations
{
    public const string English = "ex-wife|ex-husband|wife|husband|partner|girlfriend|boyfriend|spouse|fianc[eé]e?|mother|mom|mum|father|dad|sister|brother|son|daughter|boss|manager|supervisor|colleague|coworker|co-worker|friend|neighbou?r|aunt|uncle|cousin|grandmother|grandma|grandfather|grandpa|roommate|flatmate|mother-in-law|father-in-law";
    public const string Chinese = "妻子|老婆|太太|丈夫|老公|先生|女朋友|男朋友|妈妈|母亲|爸爸|父亲|妹妹|姐姐|弟弟|哥哥|儿子|女儿|老板|上司|领导|经理|同事|朋友|邻居|阿姨|叔叔|舅舅|奶奶|外婆|爷爷|外公|室友|表哥|表弟|表姐|表妹";

    private static readonly FrozenDictionary<string, string> s_canonical = new Dictionary<string, string>
    {
        ["mom"] = "mother", ["mum"] = "mother", ["dad"] = "father", ["spouse"] = "partner", ["fiance"] = "partner", ["fiancee"] = "partner", ["fiancé"] = "partner", ["fiancée"] = "partner",
        ["girlfriend"] = "partner", ["boyfriend"] = "partner", ["manager"] = "boss", ["supervisor"] = "boss", ["coworker"] = "colleague", ["co-worker"] = "colleague",
        ["neighbor"] = "neighbour", ["grandma"] = "grandmother", ["grandpa"] = "grandfather", ["roommate"] = "flatmate",
        ["妻子"] = "wife", ["老婆"] = "wife", ["太太"] = "wife", ["丈夫"] = "husband", ["老公"] = "husband", ["先生"] = "husband", ["女朋友"] = "partner", ["男朋友"] = "partner",
        ["妈妈"] = "mother", ["母亲"] = "mother", ["爸爸"] = "father", ["父亲"] = "father", ["妹妹"] = "sister", ["姐姐"] = "sister", ["弟弟"] = "brother", ["哥哥"] = "brother",
        ["儿子"] = "son", ["女儿"] = "daughter", ["老板"] = "boss", ["上司"] = "boss", ["领导"] = "boss", ["经理"] = "boss", ["同事"] = "colleague", ["朋友"] = "friend", ["邻居"] = "neighbour",
        ["阿姨"] = "aunt", ["叔叔"] = "uncle", ["舅舅"] = "uncle", ["奶奶"] = "grandmother", ["外婆"] = "grandmother", ["爷爷"] = "grandfather", ["外公"] = "grandfather", ["室友"] = "flatmate",
        ["表哥"] = "cousin", ["表弟"] = "cousin", ["表姐"] = "cousin", ["表妹"] = "cousin",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Canonical(string word) => s_canonical.GetValueOrDefault(word) ?? word.ToLowerInvariant();

    /// <summary>One has several sisters and one mother: where several are possible, a name tells them apart.</summary>
    public static string Subject(string relation, string? name) =>
        name is null || !FactAttributes.IsCollection(relation) ? relation : relation + " " + name;
}
