using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>"打错了，是黎明", "不是5月5号，是6月5号": that something was wrong, and the bare value that is right.</summary>
internal static class ChineseCorrections
{
    /// <summary>The words behind the marker; null when the clause marks no correction.</summary>
    public static string? Of(string clause, string following)
    {
        if (s_marker.Match(clause) is { Success: true } marker)
            return clause[marker.Length..].Trim(' ', '，', ',', '：', ':');
        return s_denied.IsMatch(clause) && s_right.IsMatch(following) ? "" : null;
    }

    /// <summary>What a number is of that was written wrong: "客户号我抄错了".</summary>
    public static string? Attribute(string clause) => s_label.Match(clause) is not { Success: true } label ? null
        : label.Groups["p"].Success ? FactAttributes.Phone : label.Groups["e"].Success ? FactAttributes.Email : label.Groups["c"].Success ? FactAttributes.CustomerNumber
        : label.Groups["k"].Success ? FactAttributes.ContractNumber : label.Groups["t"].Success ? FactAttributes.Ticket : label.Groups["n"].Success ? FactAttributes.Name
        : label.Groups["b"].Success ? FactAttributes.Birthday : FactAttributes.Address;

    /// <summary>The right value where the clause is nothing but it; a day as yyyy-MM-dd. Null for a clause that says more.</summary>
    public static string? Value(string clause, DateTimeOffset saidAt)
    {
        if (s_bare.Match(clause) is not { Success: true } bare)
            return null;
        var value = ChineseWords.WithoutEnd(bare.Groups["v"].Value);
        if (FactDays.Of(value, saidAt) is { } day)
            return day;
        return value.Length is 0 or > 40 || s_clausal.IsMatch(value) || (!bare.Groups["s"].Success && !value.Any(char.IsAsciiDigit)) ? null : value;
    }

    private static readonly Regex s_marker = Pattern.Of("^(?:哦|啊|呃|噢|哎呀?|唉)?(?:抱歉|不好意思|对不起|sorry)?[，, ]*(?:(?:我|刚才|刚刚|之前|上次|前面|昨天|那个|这个|您|你们?|把)*[^，是在叫]{0,6}?(?:说|写|打|抄|输|填|记|发|搞|弄|报|看|念)(?:错|反|漏|串)(?:一?[位个]?(?:字|数字)?)?(?:了|啦)?|不对|错了|有误|(?:更正|纠正|订正|修正)(?:一下)?|手误|手滑|笔误|口误|等等)(?:了|啊|哈|呀|吧|啦)*(?:[，, ：:]|$)");

    private static readonly Regex s_denied = Pattern.Of("^(?:(?:我)?(?:的)?(?:名字|姓名|生日|电话|手机号?|邮箱|地址|(?:客户|会员|合同|工单|订单)号?))?不是[^对在住叫是有会想]{1,16}$");

    private static readonly Regex s_right = Pattern.Of("^(?:而|应该|应当|正确的)?是");

    private static readonly Regex s_label = Pattern.Of("(?<p>手机|电话|号码)|(?<e>邮箱|邮件)|(?<c>客户号|客户编号|会员号|会员编号|账号)|(?<k>合同|保单)|(?<t>工单)|(?<n>名字|姓名)|(?<b>生日)|(?<a>地址)");

    private static readonly Regex s_bare = Pattern.Of("^(?:(?<s>(?:应该|应当|正确的|其实|我)?(?:是说|说的是|指的是|的意思是|想说的是|是|应为|改为|改成)+)[ ：:]*)?(?<v>.{1,40}?)(?:才对|才是|(?<=\\d.{0,8})对|(?:，|,)?不是.*)?(?:吧|哈|啊|了|哦)*[。！!. ]*$");

    private static readonly Regex s_clausal = Pattern.Of("我|你|您|[，,]|的话|^(?:的|在|不|很|这|那|说)|真|太|.[是叫]|住在|工作|因为|想");
}
