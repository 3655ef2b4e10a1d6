using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>A Chinese sentence in clauses: at commas, at spaces between them, and behind words that only introduce.</summary>
internal static class ChineseClauses
{
    public static IEnumerable<string> Of(string sentence) =>
        s_joint.Split(s_official.Replace(s_request.Replace(sentence, "把"), "")).Select(part => part.Trim(' ', '。', '！', '!', '.', '（', '）', '(', ')')).Where(part => part.Length > 0);

    /// <summary>"住了三年" since three years ago: the words without it, and since when.</summary>
    public static (string Words, DateTimeOffset? Since) WithoutLasting(string words, DateTimeOffset saidAt)
    {
        if (s_lasting.Match(words) is not { Success: true } match)
            return (words, null);
        var count = match.Groups["n"].Value == "半" ? 6 : ChineseDates.Number(match.Groups["n"].Value);
        var unit = match.Groups["n"].Value == "半" ? 'm' : match.Groups["u"].Value[^1] switch { '年' => 'y', '月' => 'm', '天' => 'd', _ => 'w' };
        if (count is < 1 or > 90)
            return (words, null);
        var first = Calendar.Days(DateOnly.FromDateTime(saidAt.Date), -count, unit).First;
        return (words.Remove(match.Index, match.Length), new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), saidAt.Offset));
    }

    // A colon divides unless a label stands before it; a space unless it belongs to a value.
    private static readonly Regex s_joint = Pattern.Of("[，,；;。！!～~…]+(?!\\d{3}\\b)|——|(?<=[\u4e00-\u9fff])[ 　]+(?=[\u4e00-\u9fff])(?<![是叫为在] +)|(?<=[\\w]) +(?=(?:我|电话|手机|邮箱|地址|姓名|订单|生日))|(?<!(?:姓名|名字|名|称呼|电话|手机|号码?|邮箱|邮件|mail|地址|住址|编号|单号|生日|年龄|职业|岗位|职位|职务|公司|单位|城市|所在地|坐标|住|家|码|语言|联系方式|过敏[原源史物]?|爱好|兴趣|母语|截止日期|时间|日期|deadline|ddl|(?<![俩两辆的])车|手机型号|电脑|合同|工单|订单|寄|送)) *[:：](?!\\d)|(?=但是?[我他她]|不过[我他她]|而且|并且)|(?<=[\u4e00-\u9fff])(?=然后|后来)|[（(](?=[我他她现原已住在])");

    /// <summary>"我想把邮箱改成 x" states x as "我把邮箱改成了 x" does.</summary>
    private static readonly Regex s_request = Pattern.Of("(?:(?:我|请|你们?|您)?(?:想|要|需要|请|麻烦|帮我|帮忙|能不能|给我)+)把(?=[^，。]{0,8}(?:电话|手机|号码|邮箱|地址|名字|姓名)[^，。]{0,4}(?:改|换|更新)(?:成|为|到))");

    /// <summary>What those who carry an order say of it is no hearsay: "快递说订单 5 已经发货".</summary>
    private static readonly Regex s_official = Pattern.Of("(?:快递|仓库|物流|卖家|商家|店家|客服|平台)(?:员|小哥|那边|那里)?(?:刚才?|刚刚|今天|昨天)?(?:说|通知|告知|显示|回复|提示)(?:我)?(?=[^，。]{0,16}(?:\\d{4}|订单|包裹|退件|退货))");

    private static readonly Regex s_lasting = Pattern.Of("了?(?:已经|快|有|差不多)?(?<n>\\d{1,2}|[一二两三四五六七八九十半]{1,3})(?<u>个多?月|年多?|周|个?星期|天)(?:多|半)?了");
}
