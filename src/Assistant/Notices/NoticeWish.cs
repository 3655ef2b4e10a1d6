using System.Text.RegularExpressions;
using Assistant.Conversations;

namespace Assistant.Notices;

internal enum NoticeWish
{
    Stop,
    Resume,
}

/// <summary>
/// Messages that are nothing but a wish to get no more notices, or to get them again. The whole message must be the wish: "what is the notice period?", "stop notice 14 was served" and
/// "how do I turn off notifications in Excel?" are questions and sentences like any others.
/// </summary>
internal static partial class NoticeWishes
{
    private const int Longest = 120;
    private const string Asked = "(?:(?:please|kindly|hey|hi|ok|okay|assistant|just|now|(?:can|could|would|will) you|i(?:'d| would) like (?:you )?to|i want (?:you )?to)[ ,]+)*";
    private const string Which = "(?:(?:any|all|the|these|those|this|your|my|such|further|future|more|of|other|system|proactive) )*";
    private const string Things = "(?:notices|notifications|announcements|broadcasts)";
    private const string After = "(?:[ ,]+(?:please|thanks|thank you|for now|any ?more|again|now|at all|to me|from you|here|altogether|completely))*";
    private const string ZhAsked = "(?:请|麻烦|拜托|你|您|我|以后|今后|现在|能不能|可不可以|可以|能|好的?|了|把|都)*";
    private const string ZhWhich = "(?:所有|全部|任何|一切|这些|那些|这种|这类|此类|你们?|您|我|系统|更多|什么|的)*";
    private const string ZhThings = "(?:通知消息|通知|公告|推送消息|消息推送|推送)";
    private const string ZhAfter = "(?:了|啦|吧|呢|好吗|可以吗|行吗|谢谢|多谢|一下)*";

    /// <summary>Null when the message is something else.</summary>
    public static NoticeWish? Of(InboundMessage message)
    {
        if (message.Kind != InboundKind.Message || message.Attachments.Count > 0 || message.Text.Length > Longest)
            return null;
        var text = message.Text.Trim().Replace('’', '\'').ToLowerInvariant();
        var isQuestion = text.EndsWith('?') || text.EndsWith('？');
        text = string.Join(' ', text.TrimEnd('.', '!', '?', '。', '！', '？', '~').Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        // "Could you stop ...?" asks for it; "unsubscribe?" asks what it does.
        if (isQuestion && !Polite().IsMatch(text))
            return null;
        var squeezed = text.Replace(" ", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return Stops().IsMatch(text) || ZhStops().IsMatch(squeezed) ? NoticeWish.Stop
            : Resumes().IsMatch(text) || ZhResumes().IsMatch(squeezed) ? NoticeWish.Resume
            : null;
    }

    [GeneratedRegex("^(?:please )?(?:can|could|would|will) you |能不能|可不可以|可以|好吗|行吗", RegexOptions.CultureInvariant)]
    private static partial Regex Polite();

    [GeneratedRegex("^" + Asked + "(?:"
        + "(?:stop|quit|cease)(?: (?:sending|giving|showing|pushing))?(?: me| us)? " + Which + Things
        + "|(?:don't|do not|dont|never) (?:send|give|show|push)(?: me| us)? " + Which + Things
        + "|i (?:don't|do not|dont) (?:want|need|wish)(?: to (?:get|receive|see|have))? " + Which + Things
        + "|no more " + Which + Things
        + "|(?:turn|switch) off " + Which + Things + "|(?:turn|switch) " + Which + Things + " off"
        + "|(?:mute|disable|silence) " + Which + Things
        + "|unsubscribe(?: me)?(?: from " + Which + Things + ")?"
        + "|opt(?: me)? out(?: of " + Which + Things + ")?"
        + ")" + After + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Stops();

    [GeneratedRegex("^" + Asked + "(?:"
        + "(?:start|resume|restart|continue)(?: sending)?(?: me| us)? " + Which + Things
        + "|send(?: me| us)? " + Which + Things + " again"
        + "|i want(?: to (?:get|receive|see|have))? " + Which + Things + " (?:again|back)"
        + "|(?:turn|switch) (?:back )?on " + Which + Things + "|(?:turn|switch) " + Which + Things + " (?:back )?on"
        + "|(?:unmute|enable|re-?enable) " + Which + Things
        + "|(?:re-?)?subscribe(?: me)?(?: again)? to " + Which + Things
        + "|opt(?: me)? back in(?: to " + Which + Things + ")?"
        + ")" + After + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Resumes();

    [GeneratedRegex("^" + ZhAsked + "(?:"
        + "(?:停止|停掉|别|不要|请勿|不用|不必|无需|不想|不想要|不希望|拒绝)(?:再|继续|给我们?|向我们?|要|收到|接收|接受|看到|发送|推送|发|推)*" + ZhWhich + ZhThings
        + "|(?:关闭|关掉|屏蔽|退订)" + ZhWhich + ZhThings + "|" + ZhWhich + ZhThings + "(?:都|全)?(?:关了|关掉|关闭|停了|停掉)|退订|取消订阅(?:" + ZhWhich + ZhThings + ")?"
        + ")" + ZhAfter + "$", RegexOptions.CultureInvariant)]
    private static partial Regex ZhStops();

    [GeneratedRegex("^" + ZhAsked + "(?:"
        + "(?:恢复|重新|继续|再次)(?:打开|开启|启用|给我们?|向我们?|接收|接受|收到|发送|推送|发|推|订阅)*" + ZhWhich + ZhThings
        + "|(?:打开|开启|启用)" + ZhWhich + ZhThings + "|" + ZhWhich + ZhThings + "(?:再|重新)?(?:打开|开启|恢复)"
        + ")" + ZhAfter + "$", RegexOptions.CultureInvariant)]
    private static partial Regex ZhResumes();
}
