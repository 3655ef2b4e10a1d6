using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Parts of patterns that several topics share, and what is cut off words.</summary>
internal static class ChineseWords
{
    /// <summary>Particles at the end that change nothing.</summary>
    public const string End = "(?:了|啦|呢|呀|啊|吧|哈+|哦|哟|嘛|的|咯|喔|捏|哒|滴|[~～!！.。 ]|👏|😂)*$";

    private const string Opening =
        "^(?:你好|您好|大家好|哈喽|嗨|喂|hi|hello|hey|亲|早上好|下午好|晚上好|对了|另外|顺便(?:说一?下|说一句|提一?下|告诉你|)|顺带一提|忘(?:了)?(?:跟|和|告诉)?(?:你|您)?(?:讲|说)?(?:了)?(?=，|,|$)|(?:跟|和)(?:你|您|大家)(?:说|讲)(?:一?下|一声|个事)?|告诉(?:你|您|大家)(?:一?下|一声|个事)?|" +
        "补充(?:说明)?(?:一?下|一点|一句)?|(?:更新|说|通知|备注|记录|声明|报告)(?:一?下|一声)|(?:请|麻烦)?(?:你|您|你们)?(?:帮我|帮忙|给我)?(?:记(?:一?下|住|录)|登记|备注|更新)(?:一?下)?(?=[，,：: 我])|请?记住|请记得|麻烦(?:你|您|你们)?|其实|说实话|说真的|老实说|不瞒你说|话说|是这样的?|情况是|因为|由于|所以|然后|后来|但是?|不过|可是|而且|并且|" +
        "现在|目前|眼下|如今|这会儿|已经|已|刚刚|刚才|刚(?!果|好)|才(?!能)|就(?!职|业|诊)|都(?!江|匀)|也|还是|还(?!款|钱|书|没|不)|又|一直|一向|从来|从小(?=就|到大|喜欢|爱|对|吃|在|都)(?:就|到大)?|最近|近来|终于|总算|正式|真的|确实|的确|非常|特别|很|超级|超|挺|蛮|比较|没错|每天|天天|日常|平时|平常|一般|通常|主要|基本上?|反正|好吧|好的|好(?=[，,！!~ ])|嗯+|哦|噢|啊|唉|哎呀?|嘿|呃|额|哈+|气死(?:我)?了?|本来|原来是|实际上|事实上|最后(?!一)|最终|结果|只是|那个|那(?=我|就)|正好|幸好|可惜|当然|注意|重要的是|[，,、：:！!~～ \u2002.…—-])+";

    public static string WithoutOpening(string words) => s_lead.Replace(words, "");

    public static string WithoutEnd(string words) => s_tail.Replace(Values.Trim(words), "");

    /// <summary>Spaces go where Chinese is on one side at least.</summary>
    public static string Close(string words) => s_gap.Replace(words.Trim(), "");

    /// <summary>Where the new value stands: "从 a 换成了 b" tells of b.</summary>
    public static int Behind(string text) => s_changed.Match(text) is { Success: true } changed ? changed.Index : 0;

    private static readonly Regex s_changed = Pattern.Of("(?:换|改|变|更新|变更)(?:成|为|到)");

    private static readonly Regex s_lead = Pattern.Of(Opening);

    private static readonly Regex s_tail = Pattern.Of("(?:了|啦|呢|呀|啊|吧|哈|哦|哟|嘛|的|咯|喔|捏|哒|[~～ ])+$");

    private static readonly Regex s_gap = Pattern.Of("(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])");
}
