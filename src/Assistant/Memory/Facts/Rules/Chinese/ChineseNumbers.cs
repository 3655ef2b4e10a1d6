using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Numbers of customers, contracts and tickets, and sizes.</summary>
internal sealed class ChineseNumbers : IChineseRule
{
    /// <summary>How numbers that are given out look: a digit at least, four characters or more.</summary>
    public const string Code = "(?<![A-Za-z0-9_@.-])(?=[A-Za-z-]{0,8}\\d)[A-Za-z]{0,8}-?\\d[A-Za-z0-9]{1,16}(?:-[A-Za-z0-9]{1,12}){0,3}(?![A-Za-z0-9_@-])";

    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        var text = clause.WithTimes;
        if (s_closed.IsMatch(text) && !s_request.IsMatch(text))
            return s_codes.Matches(text).Select(code => Said.Over(clause, FactAttributes.Ticket, code.Value));
        if (!clause.IsUser)
            return SizeOf(clause, text) is { } theirs ? [theirs] : [];
        var label = s_label.Match(text);
        if (label.Success)
            context.Topic = label.Groups["c"].Success ? FactAttributes.CustomerNumber : label.Groups["k"].Success ? FactAttributes.ContractNumber : FactAttributes.Ticket;
        if (context.Topic is FactAttributes.CustomerNumber or FactAttributes.ContractNumber or FactAttributes.Ticket && !s_wrong.IsMatch(text) && (label.Success || s_bare.IsMatch(text)))
            return s_codes.Matches(text, ChineseWords.Behind(text)).Take(context.Topic == FactAttributes.Ticket ? 5 : 1).Select(code => Said.Begun(clause, context.Topic, code.Value));
        return SizeOf(clause, text) is { } size ? [size] : [];
    }

    private static Draft? SizeOf(Clause clause, string text)
    {
        if (s_others.IsMatch(text))
            return null;
        if (s_shoes.Match(text) is { Success: true } shoes)
            return Said.Begun(clause, FactAttributes.ShoeSize, shoes.Groups["v"].Value);
        return s_size.Match(text) is { Success: true } size ? Said.Begun(clause, FactAttributes.Size, size.Groups["v"].Value) : null;
    }

    private static readonly Regex s_codes = Pattern.Of(Code);

    private static readonly Regex s_label = Pattern.Of("(?<c>(?:客户|会员|用户|顾客)(?:编号|号码|卡号|代码|号|ID|id)|(?<!银行|支付宝|微信|收款|对公|QQ)(?:账号|帐号))|(?<k>(?:合同|保单|协议)(?:编号|编码|号码|号)?)|(?<t>(?:工单|投诉单?|报修单?|案件|受理|服务单)(?:编号|单号|号码|号)?)");

    private static readonly Regex s_bare = Pattern.Of("^(?:现在|新的?|改成了?|换成了?|编号|号码|号|更新为)?(?:编号|号码|号)?(?:是|为|[:：])?[ ]*[A-Za-z]{0,8}-?\\d[\\w-]*" + ChineseWords.End);

    private static readonly Regex s_wrong = Pattern.Of("错|不是|到期|作废|失效|取消|注销|旧|老合同|怎么|没有");

    private static readonly Regex s_closed = Pattern.Of("(?:已经?|总算|终于|可以|都|算是|被|现在)?(?:解决|关闭|关单|结案|处理完|处理好|完结|办结|搞定|关)(?:了|啦|$|，)|(?:可以)关闭");

    private static readonly Regex s_request = Pattern.Of("没|未|不|别|请|帮我|麻烦(?!.*已)|何时|尽快");

    private static readonly Regex s_shoes = Pattern.Of("鞋(?:子)?(?:的)?尺?码.{0,8}?(?:换|改|变)(?:成|到|为)(?<v>[34]\\d(?:\\.5)?)(?!\\d)|鞋(?:子)?(?:的)?尺码(?:是|[:：]| )*(?<v>[34]\\d)(?!\\d)|鞋(?:子)?穿(?<v>[34]\\d)(?!\\d)|鞋码(?:是|[:：]|为| )*(?<v>[34]\\d(?:\\.5)?)(?!\\d)|(?:鞋|脚)[^，]{0,8}?(?<v>[34]\\d(?:\\.5)?)(?:码|号)|穿(?<v>[1-4]\\d(?:\\.5)?)(?:码|号)?的?(?:童|运动|凉|皮|球)?鞋|(?<![裤衣裙子服])穿(?<v>[34]\\d(?:\\.5)?)(?:码|号)的?(?!.{0,3}(?:衣|裤|裙))");

    private static readonly Regex s_others = Pattern.Of("给|帮|送|这[双件款]|那[双件款]|有货|买了?[一双件]|拍|订了|块|元|斤");

    private static readonly Regex s_size = Pattern.Of("尺码.{0,8}?(?:换|改|变)成(?<v>[2-6]?X{0,4}[SL]|M)(?![A-Za-z0-9])|裤(?:子)?(?:的?尺码)?(?:穿|是)*(?<v>2[5-9]|3\\d)码|(?:一般|平时|都|一直)(?:买|拿|选)(?<v>[2-6]?X{0,4}[SL]|M)码|(?:穿|尺码|码数|尺寸|衣服|上衣|衣|裤子)(?:现在|一般|都|得|要|是|的|为|换|了|成|改|大|码|数|穿|[:：\\s])*(?<v>(?:[2-6]?X{0,4}[SL]|M|均码|1[5-9]\\d(?=码|/|的)))(?:码|号)?(?![A-Za-z0-9])");
}
