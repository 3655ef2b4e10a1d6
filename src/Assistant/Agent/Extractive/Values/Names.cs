using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Values;

/// <summary>Whether a text holds the name of a person, place or organisation, by how such names are written. 0 (no) to 1 (surely).</summary>
internal static partial class Names
{
    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤舒温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符阮纪梅童凌毕单季裴霍舒欧上官司马诸葛";

    /// <param name="known">Names that the question already holds: they are no answer to it.</param>
    public static double Person(string text, Func<string, bool> known)
    {
        if (Titled().Match(text) is { Success: true } titled && !known(titled.Value))
            return 1;
        if (ChinesePerson(text, known))
            return 0.9;
        if (HanActor().Matches(text).Any(m => Surnames.Contains(m.Groups["name"].Value[0], StringComparison.Ordinal) && !known(m.Groups["name"].Value)))
            return 0.8;
        var best = 0.0;
        foreach (Match match in Capitalised().Matches(text))
        {
            if (known(match.Value) || match.Value.Length < 6 && match.Value.All(char.IsUpper))
                continue;
            var words = match.Value.Count(c => c == ' ') + 1;
            var startsSentence = StartsSentence(text, match.Index);
            if (words is 2 or 3 && !IsOrganisation(match.Value))
                best = Math.Max(best, startsSentence ? 0.8 : 1);
            else if (!startsSentence || words > 3)
                best = Math.Max(best, 0.6);
            else if (!WordLists.IsStopWord(match.Value.ToLowerInvariant()))
                best = Math.Max(best, 0.4);
        }
        return best;
    }

    /// <summary>Somebody by what they do ("the driver", "the Lease desk").</summary>
    public static bool HasRole(string text) => Role().IsMatch(text);

    public static double Organisation(string text, Func<string, bool> known) => IsOrganisation(text) ? 1 : Capitalised().Matches(text).Any(m => !known(m.Value) && (m.Value.Contains(' ', StringComparison.Ordinal) || !StartsSentence(text, m.Index))) ? 0.7 : Capitalised().IsMatch(text) ? 0.4 : 0.1;

    public static double Place(string text, Func<string, bool> known)
    {
        if (PlaceWord().IsMatch(text))
            return 1;
        if (PlacePhrase().IsMatch(text))
            return 0.9;
        return Capitalised().Matches(text).Any(m => !known(m.Value) && !StartsSentence(text, m.Index)) ? 0.7 : 0.35;
    }

    private static bool IsOrganisation(string text) => OrganisationWord().IsMatch(text);

    private static bool StartsSentence(string text, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (text[i] is '.' or '!' or '?' or ':' or '"')
                return true;
            if (char.IsLetterOrDigit(text[i]) || text[i] == ',')
                return false;
        }
        return true;
    }

    private static bool ChinesePerson(string text, Func<string, bool> known)
    {
        if (text.Contains('·', StringComparison.Ordinal) && HanDot().Matches(text).Any(m => !known(m.Value)))
            return true;
        if (HanTitle().Match(text) is { Success: true } titled && !known(titled.Value))
            return true;
        var name = text.Trim(' ', '：', ':', '您', '好', ',', '，');
        return name.Length is 2 or 3 or 4 && name.All(Normal.IsHan) && Surnames.Contains(name[0], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|King|Queen|President|Captain|Father|Saint)\b\.?\s[A-Z]")]
    private static partial Regex Titled();

    [GeneratedRegex(@"(?<![\w])[\p{Lu}][\p{L}'’.-]*(?:\s(?:(?:of|de|van|von|der|the|al|bin|la|le|du)\s)?[\p{Lu}][\p{L}'’.-]*){0,4}")]
    private static partial Regex Capitalised();

    [GeneratedRegex(@"\b(?:Ltd|Limited|Inc|LLC|GmbH|AG|Corp|Corporation|Co|Company|Group|University|College|School|Institute|Bank|Works|Association|Agency|Ministry|Department|Committee|Council|Church|Club|Union|Foundation|Studios?|Network|Press|Services?|Partners|Labs?|Freight|Traders?|Supplies|Foods|Systems|Solutions|Holdings|Industries)\b|公司|集团|大学|学院|银行|协会|委员会|部门|医院|工厂|基金会|事务所|工作室|商行|厂$|店$")]
    private static partial Regex OrganisationWord();

    [GeneratedRegex(@"\b(?:street|road|avenue|lane|square|building|hall|room|office|floor|yard|gate|station|airport|warehouse|depot|shop|store|shelf|park|city|town|village|river|valley|mountains?|island|country|county|region|area|coast|bridge|hospital|school|university|kitchen|canteen|lobby|desk|online|platform|shelter|harbour|port|centre|center|court|garden|stadium|museum|hotel)\b|房间|仓库|号门|[室楼厅路街市省区县镇村门店馆院站场园港湾山河湖海岛桥国州城操]", RegexOptions.IgnoreCase)]
    private static partial Regex PlaceWord();

    [GeneratedRegex(@"\b(?:in|at|on|under|behind|near|inside|outside|beside|between|above|below|next to|from|into|within|across|along|around|north|south|east|west)\b|[在于位]|[里内旁边侧下上]$", RegexOptions.IgnoreCase)]
    private static partial Regex PlacePhrase();

    [GeneratedRegex(@"\b(?:manager|director|owner|teacher|doctor|driver|engineer|president|king|queen|desk|team|department|office|company|staff|customer|landlord|tenant|scientists?|researchers?|workers?|students?|players?|members?|emperor|governor|bishop|pope|author)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Role();

    [GeneratedRegex(@"[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6}")]
    private static partial Regex HanDot();

    /// <summary>A name within a sentence, by the words before it or after it: "由何苗联系客户", "交到行政部孟晓东处".</summary>
    [GeneratedRegex(@"(?:[由找给向]|联系|部|主持|记录|审批|制单|[：:])\s*(?<name>[\u4e00-\u9fff]{2,3})(?=负责|联系|处|那里|审批|主持|承担|[\s，。；、,]|$)|(?:^|[，。；\s])(?<name>[\u4e00-\u9fff]{2,3})(?=负责|联系|承担|主持|审批)")]
    private static partial Regex HanActor();

    [GeneratedRegex(@"[\u4e00-\u9fff]{1,3}(?:先生|女士|小姐|老师|经理|主任|医生|师傅|教授|总统|国王|皇帝|博士)")]
    private static partial Regex HanTitle();
}
