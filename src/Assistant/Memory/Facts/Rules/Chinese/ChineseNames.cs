using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>What looks like a person's name in Chinese: a surname with one or two characters, 小李, 阿杰, 豆豆, or a capitalised Latin word.</summary>
internal static class ChineseNames
{
    /// <summary>Surnames that hardly begin another word; the others count behind "叫" only.</summary>
    private const string Plain = "王李张刘陈杨赵黄周吴徐孙朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙段雷汤尹黎贺赖龚樊邢施陶翁庄聂岑许";
    private const string Double = "欧阳|司马|诸葛|上官|司徒|慕容|皇甫|尉迟";
    private const string AlsoWords = "高马胡任于叶余史金石万方白江常武康毛钱严牛洪安温易乔伍庞颜文章俞柯简蓝华景柳甘祝时左包车房花水连关项应单成平和向云明霍齐梅莫卓欧宁";

    private static readonly SearchValues<char> s_function = SearchValues.Create("的了是在有不很都也就要会说吗呢过和跟我你他她它您这那哪吧啊呀没把被对给让与或还又再搬换卖请叫，,。:：;；!！");

    private const string Shape = "[小阿老大][\u4e00-\u9fff]|(?<x>[\u4e00-\u9fff])\\k<x>|(?:" + Double + "|[" + Plain + "])[\u4e00-\u9fff]{1,2}?|(?-i:[A-Z][a-z]+(?: [A-Z][a-z]+)?)";

    /// <summary>The name that words begin with, where a verb, an end or a pause follows; "何静" of "何静生日".</summary>
    public static string? Leading(string words) =>
        s_lead.Match(words) is { Success: true } match && IsFree(match.Groups["n"].Value) && !s_noName.IsMatch(match.Groups["n"].Value) ? match.Groups["n"].Value : null;

    /// <summary>As <see cref="Leading"/> behind a relation, where 小王, 阿强, 豆豆 are names whatever follows.</summary>
    public static string? Beside(string words) => Leading(words) ?? (s_short.Match(words) is { Success: true } match && !s_noName.IsMatch(match.Value) && IsFree(match.Value) ? match.Value : null);

    /// <summary>A whole name with its surname: "周雨桐". Not by itself proof that somebody is called so.</summary>
    public static bool IsFull(string words) => words.Length is >= 2 and <= 4 && (words.Length == 4 || s_double.IsMatch(words) ? s_double.IsMatch(words) && words.Length > 2 : Plain.Contains(words[0], StringComparison.Ordinal) || (words.Length == 3 && AlsoWords.Contains(words[0], StringComparison.Ordinal))) && IsFree(words) && s_whole.IsMatch(words);

    /// <summary>What may stand behind "叫": up to six characters, no function words, no thing that is ordered by calling.</summary>
    public static bool IsFree(string words) => words.Length is >= 1 and <= 20 && (!words.AsSpan().ContainsAny(s_function) || IsDoubled(words)) && !s_noName.IsMatch(words);

    private static bool IsDoubled(string words) => words.Length == 2 && words[0] == words[1];

    private static readonly Regex s_lead = Pattern.Of("^(?<n>" + Shape + ")(?=$|[\\s，,在是住搬去来对有要会说也的今明昨刚已不没喜爱生很都就还从做当换离养帮跟和给嫁考读上开才到穿用叫吃得讨电手邮辞退结毕怀订走病回到被让请新最考嫁娶养学玩打做发(（）)]|过(?!敏)|现在|目前)");

    private static readonly Regex s_short = Pattern.Of("^(?:[小阿老大][\u4e00-\u9fff]|(?<x>[\u4e00-\u9fff])\\k<x>)(?![儿子们])");

    private static readonly Regex s_double = Pattern.Of("^(?:" + Double + ")");

    private static readonly Regex s_whole = Pattern.Of("^[\u4e00-\u9fff]{2,4}$");

    private static readonly Regex s_noName = Pattern.Of("^(?:小声|老婆|妈妈|爸爸|哥哥|姐姐|弟弟|妹妹|爷爷|奶奶|姥姥|宝宝|太太|天天|常常|刚刚|人人|某某|小时|小学|小区|小心|小孩|小朋|老师|老板|老家|老人|老是|老婆|老公|老规|大学|大家|大概|大约|大人|大夫|阿姨|外卖|快递|客服|车|滴滴|号|声|什么|啥|人|黄金|周末|周一|周二|周三|周四|周五|周六|周日|夏天|夏令|何时|何况|任何|唐突|程序|林业|许多|龙虾|高中|高血|牛奶|花生|救护车|警察|医生|保安|物流|服务员|师傅|曾经|曾用|何必|何苦|何止|陆续|顾不|顾虑|许久|许愿|韩国|唐朝|宋朝|程度|雷同|龙年|汤圆|钟头|钟情|范围|周围|周年|周到|白天|黄色|严重|严格|毛病|包括|万一|万分|方便|方式|高兴|时间|安全|安静|马上|马路|常年|成天|石头|江湖|管理|计划|尽快|全部|全家|全程|平安|平台|平时|于是|向来|连续|左右|文件|文字.*(?:叫|某))");
}
