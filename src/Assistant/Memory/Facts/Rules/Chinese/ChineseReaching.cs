using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>How somebody is reached: telephone, e-mail, address, the channel and the language they prefer.</summary>
internal sealed class ChineseReaching : IChineseRule
{
    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        var text = clause.WithTimes;
        if (clause.IsUser && s_ended.Match(clause.Words) is { Success: true } ended)
            return [Said.Over(clause, ended.Groups["p"].Success ? FactAttributes.Phone : ended.Groups["e"].Success ? FactAttributes.Email : FactAttributes.Contact, ended.Groups["c"].Value)];
        var draft = Number(clause, text, context) ?? Email(clause, text, context) ?? Address(clause, text, context) ?? (clause.IsUser ? Language(clause) ?? Channel(clause, text, context) : null);
        if (draft is not null)
            context.Topic = draft.Attribute;
        else if (context.Topic != FactAttributes.Contact && s_topics.Match(text) is { Success: true } topic)
            (context.Topic, context.Since) = (topic.Groups["p"].Success ? FactAttributes.Phone : topic.Groups["e"].Success ? FactAttributes.Email : FactAttributes.Address, clause.When.Begin);
        return draft is null ? [] : [draft];
    }

    private static Draft? Number(Clause clause, string text, ChineseContext context)
    {
        if (s_phoneForm.Match(text, ChineseWords.Behind(text)) is not { Success: true } phone || s_gone.IsMatch(text))
            return null;
        var cue = s_phoneCue.IsMatch(clause.Words) && !s_otherNumber.IsMatch(text);
        return cue || (context.Topic == FactAttributes.Phone && s_whole.IsMatch(text)) ? Said.Begun(clause, FactAttributes.Phone, phone.Value.Trim()) : null;
    }

    private static Draft? Email(Clause clause, string text, ChineseContext context)
    {
        if (s_emailForm.Match(text, ChineseWords.Behind(text)) is not { Success: true } email || s_gone.IsMatch(text) || s_otherMail.IsMatch(text) || !(s_mailCue.IsMatch(clause.Words) || (context.Topic == FactAttributes.Email && s_whole.IsMatch(text))))
            return null;
        return Said.Begun(clause, FactAttributes.Email, email.Value);
    }

    private static Draft? Address(Clause clause, string text, ChineseContext context)
    {
        var match = s_address.Match(text);
        if (!match.Success && context.Topic == FactAttributes.Address)
            match = s_bareAddress.Match(text);
        if (!match.Success || s_otherAddress.IsMatch(text))
            return null;
        var draft = Said.Begun(clause, FactAttributes.Address, Values.Trim(s_lead.Replace(ChineseWords.WithoutEnd(match.Groups["v"].Value), "")));
        return clause.When == When.Unsaid && context.Since is { } since ? draft with { From = since } : draft;
    }

    private static Draft? Language(Clause clause) =>
        s_reply.Match(clause.Words) is { Success: true } reply && ChineseTongues.Of(reply.Groups["v"].Value) is { } tongue ? Said.Now(clause, FactAttributes.Language, tongue) : null;

    private static Draft? Channel(Clause clause, string text, ChineseContext context)
    {
        var words = s_notBy.Replace(clause.Words, "");
        if (words.Length < clause.Words.Length)
            context.Topic = FactAttributes.Contact;
        if (s_reach.Match(words) is not { Success: true } reach || (reach.Groups["w"].Success && !s_lasting.IsMatch(text) && context.Topic != FactAttributes.Contact) || s_once.IsMatch(words))
            return null;
        return Said.Now(clause, FactAttributes.Contact, reach.Groups["v"].Value);
    }

    private const string Channels = "企业微信|微信|短信|简讯|电话|手机|座机|电子邮件|邮件|邮箱|email|e-mail|QQ|钉钉|飞书|Slack|WhatsApp|Teams|Line|Telegram|Skype";

    private static readonly Regex s_phoneForm = Pattern.Of("(?<![A-Za-z0-9_@.-])(?:(?:\\+?86[ -]?)?1[3-9]\\d(?:[ -]?\\d{4}){2}|09\\d{2}[ -]?\\d{3}[ -]?\\d{3}|0\\d{2,3}-?\\d{7,8}|\\+\\d{1,3}(?:[ -]?\\d{2,4}){2,4}|\\d{7,8}(?=$|[\\s，,。]))(?![A-Za-z0-9_@-])");

    private static readonly Regex s_phoneCue = Pattern.Of("^(?:的|我的?|新|现|个人|备用|常用|收货|联系|把|有事|请|可以|就|以后|都|直接|还是|留|记|加)*(?:手机|电话|座机|固话|号码?|行动电话|微信|联系|联络|连络|找我|打我?(?!了|过|不|完)|拨(?!打了)|call|换(?:了|成|个|到)?(?:新)?(?:手机)?号|改(?:成|为)|换成)");

    private static readonly Regex s_otherNumber = Pattern.Of("订单|单号|会员|客户号|客户编号|合同|工单|账号|卡号|身份证|快递员|司机(?:的)?电话|客服|骗子|陌生");

    private static readonly Regex s_whole = Pattern.Of("^(?:新的?|现在|这个|改成|换成|改为|以后|往后|一律|统一|都|请|就|用|打|发|是|[:：])*[^\u4e00-\u9fff]+" + ChineseWords.End);

    private static readonly Regex s_gone = Pattern.Of("(?:不用|停用|停机|注销|作废|不要|失效|别打|打不通|空号|旧的|老的|不再用|弃用|不是我|被盗|没人接|不接|骗|骚扰|原来的|以前的)");

    /// <summary>"那个号码我不用了", "旧邮箱已经注销了", "微信不用了".</summary>
    private static readonly Regex s_ended = Pattern.Of("^(?:的|(?:那|这|原来|以前|原先|之前)的?个?|旧的?|老的?)?(?:(?<p>手机号码?|电话号码?|号码|手机号|号)|(?<e>邮箱|信箱|电子邮箱|邮箱地址)|(?<c>企业微信|微信|QQ|钉钉|飞书|短信|WhatsApp|Telegram|Line))(?:我|已经|早就?|都|现在|已)*(?:给)?(?:注销|停用|不用|作废|停机|不再用|弃用|销号)(?:掉)?(?:了|啦)$");

    private static readonly Regex s_emailForm = Pattern.Of("[A-Za-z0-9_.+-]+@[\\w-]+(?:\\.[A-Za-z]+)+");

    private static readonly Regex s_mailCue = Pattern.Of("^(?:的|我的?|新|现|个人|私人|工作|公司|备用|常用|联系|把|有事|请|可以|就|以后|都|直接|还是|留|记|一律|统一|发票|资料|账单|回执|往后|改)*(?:邮箱|信箱|邮件|电子(?:邮[箱件]|信箱)|电邮|email|e-mail|mail|发|寄|联系|改|换|用|走|登记|找我)");

    private static readonly Regex s_otherMail = Pattern.Of("(?:客服|你们|您们|别人|对方|收到.{0,4}来自|骗子|垃圾|抄送给|发给(?!我)|给(?!我).{1,4}发|同事|老板|领导).{0,6}$|[他她]的|来信|不是|收到|陌生|写信给(?!我)");

    private const string AddressForm = "(?<v>[\u4e00-\u9fff]{2,}[\u4e00-\u9fffA-Za-z0-9 -]{0,12}?(?:路|街|道|巷|弄|胡同|大厦|小区|花园|广场|村|镇|里|园|苑|城|中心)[\u4e00-\u9fffA-Za-z0-9 -]{0,14}?\\d+[A-Za-z]?(?:号|栋|幢|室|楼|弄|单元|层|座|之)?[\u4e00-\u9fffA-Za-z0-9 -]{0,24})";

    private static readonly Regex s_address = Pattern.Of("(?:(?:地址|住址|收货|收件|收货地)(?:现在|以后|请|都|就|帮我|一律)*(?:更新|变更|换|改|变)?(?:是|在|为|改成|换成|变成|到|了|写|填|用|[:：\\s])*|(?:寄|送|发|快递)(?:到|往|去|至|在|新家|给我)*[:：\\s]*)" + AddressForm);

    private static readonly Regex s_bareAddress = Pattern.Of("^(?:新的?|现在|改成|换成|改为|更新为|是|在|[:：])*" + AddressForm);

    private static readonly Regex s_lead = Pattern.Of("^(?:的|新|送货|寄货|货|收货|地址|住址|改成|改为|换成|变成|更新为|是|在|到|写|填|都)+");

    private static readonly Regex s_otherAddress = Pattern.Of("(?:公司|商家|店铺?|门店|他|她|你们|朋友|爸妈|父母)(?:的)?地址|退货地址|(?:这次|这单|这个包裹|临时)");

    private static readonly Regex s_topics = Pattern.Of("(?<p>换(?:了|个)?(?:手机)?号|[旧老原]号|新号码?|手机号?(?:码)?|电话(?:号码)?)|(?<e>邮箱|信箱|邮件地址)|(?<a>(?:收货|新|收件)?地址|新家|寄)");

    private static readonly Regex s_reply = Pattern.Of("(?:用|说|讲|换成?|改成?|改用|切换(?:成|到))(?<v>[\u4e00-\u9fffA-Za-z]{1,8}?)(?:来)?(?:联系|回|答|复|跟我|和我|与我|沟通|交流|聊|说|讲|服务|对话|吧|就行|就好|即可)(?!.{0,2}[封份个段篇首])|(?:跟|和|对)我(?:请)?(?:说|讲|用)(?<v>[\u4e00-\u9fffA-Za-z]{1,8}?)" + ChineseWords.End + "|(?:语言|语种)(?:偏好|选)?(?:是|请?用|[:：])(?<v>[\u4e00-\u9fffA-Za-z]{1,8}?)" + ChineseWords.End + "|^(?:请|麻烦)?(?:用|说|讲)(?<v>[\u4e00-\u9fff]{1,3}[语文]|普通话|English)" + ChineseWords.End + "|^(?:以后|今后|请|都|能|可以|麻烦)*(?<v>[\u4e00-\u9fff]{1,3}[语文])(?:沟通|交流|回复|回覆|回我|回答|对话|聊)(?:我|就好|就行|即可|吧)*$|^(?:更?喜欢|习惯|希望)(?:你们?)?(?:能)?用(?<v>[\u4e00-\u9fff]{1,3}[语文])(?:交流|沟通|聊)?");

    private static readonly Regex s_reach = Pattern.Of("^(?:的)?(?:首选|偏好的?|最佳)?联系方式(?:还是|就|请|改为|改成|换成|换为|是|用|[:：])(?<v>" + Channels + ")|^(?:(?:有事|有问题|有消息|要|想)?(?:联系|找|通知|回复|联络|沟通|交流)(?:我|本人)?(?:的话)?)(?:请|最好|就|优先|都|可以|麻烦|直接|还是)*(?:用|发|打|走|通过|加|上|在)?(?:我)?(?<v>" + Channels + ")"
        + "|^(?:有(?:什么)?事|有问题)(?:请|就|直接)*(?:用|发|打|走|上)?(?:我(?:的)?)?(?<v>" + Channels + ")|(?<w>用|发|打|走|通过|改发|改用|换成|改成)(?:我)?(?:的)?(?<v>" + Channels + ")(?:给我|跟我|和我|联系|联络|找我|通知|沟通|就好|就行|即可|告诉我|我|吧)*" + ChineseWords.End + "|^(?:更?喜欢|希望|最好|习惯|优先)(?:你们?|您|以后|都|能|可以)*(?:用|通过|走)?(?<v>" + Channels + ")(?:联系|沟通|通知)?(?:我)?" + ChineseWords.End + "|^(?:请|有事|有问题|以后|都|就|直接)*(?<v>" + Channels + ")(?:联系我?|找我|通知我?|沟通)(?:我)?(?:就好|就行|即可|吧|最好|比较|最|更|方便|快|及时)*$");

    private static readonly Regex s_notBy = Pattern.Of("(?:别|不要|不用|勿|请勿|不方便|不|没空|懒得|很少)(?:再)?(?:给我)?(?:打|发|用|接|看)?(?:" + Channels + ")(?:给我|联系|找我|了)*");

    private static readonly Regex s_lasting = Pattern.Of("以后|今后|往后|之后|从今|都|最好|优先|尽量|一律|还是|统一|联系|找我|就好|就行|即可");

    private static readonly Regex s_once = Pattern.Of("把|发票|资料|文件|刚|昨天|过来了|收到|打不通|没接|没回|账单|合同|报价|验证码");
}
