using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>What happened to orders; also told without the word, by a number that is known to be one, or of the only order that is under way.</summary>
internal sealed class ChineseOrders : IChineseRule
{
    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        var text = clause.WithTimes;
        if (!clause.IsUser || s_otherNumbers.IsMatch(text))
            yield break;
        var state = s_undone.IsMatch(text) ? null : State(text);
        var numbers = s_numbers.Matches(text).Select(match => match.Value).Where(number => number.Length >= 4 && !s_phone.IsMatch(number)).ToList();
        var isOrder = s_orderWord.IsMatch(text);
        if (numbers.Count == 0)
        {
            if (state is not null && s_numberNext.IsMatch(context.Following) || (state is "ordered" && s_thing.IsMatch(text)))
                context.OrderState = state;
            else if (state is not null and not "ordered" && IsOrderTalk(text, context))
                yield return context.Order is { } last ? Of(clause, last, state, isOpen: !context.Has(FactAttributes.Order + last)) : Of(clause, KnownThings.UnderWay, state, isOpen: true);
            yield break;
        }
        foreach (var number in numbers)
        {
            var said = state ?? (isOrder && s_undone.IsMatch(text) ? null : isOrder ? context.OrderState ?? (s_named.IsMatch(text) ? "ordered" : null) : s_bare.IsMatch(text) ? context.OrderState : null);
            context.Order = number;
            if (said is not null)
                yield return Of(clause, number, said, isOpen: !isOrder && context.OrderState is null && said != "ordered" && !s_moving.IsMatch(text));
        }
        context.OrderState = null;
    }

    private static Draft Of(Clause clause, string number, string state, bool isOpen)
    {
        var draft = Said.Begun(clause, FactAttributes.Order + number, state);
        return isOpen ? draft with { IsOfKnown = true } : draft;
    }

    /// <summary>Without a number only what arrives, is sent back or is called an order is one.</summary>
    private static bool IsOrderTalk(string text, ChineseContext context) =>
        context.Order is not null || s_orderWord.IsMatch(text) || s_parcel.IsMatch(text);

    private static string? State(string text) => text switch
    {
        _ when s_cancelled.IsMatch(text) => "cancelled",
        _ when s_returned.IsMatch(text) => "returned",
        _ when s_received.IsMatch(text) => "delivered",
        _ when s_shipped.IsMatch(text) => "shipped",
        _ when s_placed.IsMatch(text) => "ordered",
        _ => null,
    };

    private static readonly Regex s_numbers = Pattern.Of(ChineseNumbers.Code);

    private static readonly Regex s_phone = Pattern.Of("^(?:1[3-9]\\d{9}|0\\d{9,11}|(?:19|20)\\d{2})$");

    private static readonly Regex s_otherNumbers = Pattern.Of("快递单|物流单|运单|取件码|验证码|学号|工号|车牌|护照|航班|车次|银行|工单|投诉|报修|受理|案件|服务单|维修单|合同|保单|会员|客户|账号|手机|电话|@|卡号|身份证|预约号|发票");

    private static readonly Regex s_orderWord = Pattern.Of("订单|单号|这单|那单|单子|下单");

    private static readonly Regex s_numberNext = Pattern.Of("^(?:订单|单号|订单编号)[^，]{0,6}\\d{4}");

    private static readonly Regex s_parcel = Pattern.Of("快递|包裹|货(?!币)|东西|商品|收到|退款");

    /// <summary>What has such a number and is on its way can only be an order.</summary>
    private static readonly Regex s_moving = Pattern.Of("退件|退货|发货|签收|取货了|送达|送到|退掉|派送|到货|快递|包裹|下单");

    private static readonly Regex s_named = Pattern.Of("(?:订单|单号)(?:号|编号|号码)?(?:是|为|[:：]| )*[A-Za-z]{0,8}-?\\d[\\w-]*" + ChineseWords.End);

    private static readonly Regex s_bare = Pattern.Of("^(?:编号|号码|号|单号)?(?:是|为|[:：])?[ ]*[A-Za-z]{0,8}-?\\d[\\w-]*(?:号)?" + ChineseWords.End);

    private static readonly Regex s_thing = Pattern.Of("(?:买|下单|订购|订|拍)了?(?:一|两|三|个|台|本|件|箱|条|双|套|部|只|张|把|些|点)|下了?(?:一)?(?:个|张)?(?:订)?单|买了|订了|拍了|下单了");

    private static readonly Regex s_undone = Pattern.Of("想(?!到)|要(?!的|求已)(?!.*已)|请|帮我|帮忙|能不能|可以|可不可以|没(?!想到)|未|别|不要(?!了.*已)|怎么|麻烦|能|吧$|打算|准备|催|何时|什么时候|会(?!员)|等着|马上|尽快|不了|不掉");

    private static readonly Regex s_cancelled = Pattern.Of("取消(?:了|成功|掉|$)|(?:已经?|被|刚|都)取消|取消.{0,3}成功|撤单了|撤销了|退订了");

    private static readonly Regex s_returned = Pattern.Of("退了|退回(?!来的路)|退货(?:了|成功|完成)|退掉|退件.{0,4}签收|寄回(?:去)?了|退款(?:到账|成功|了)|(?:已经?)(?:退货|退款|退)|退好了");

    private static readonly Regex s_received = Pattern.Of("收到(?!.{0,6}(?:消息|通知|短信|邮件|电话|提示))|送到|到货|签收|取货了|送达|(?:货|快递|包裹|东西|订单|单子|件)[A-Za-z0-9-]*[ ]?(?:已经?|终于|都|今天|昨天)*到了|拿到了|取到了|取件了|到手了");

    private static readonly Regex s_shipped = Pattern.Of("发货|出货|寄出|发出|在路上|配送中|出库|运输中|派送中|派件中");

    private static readonly Regex s_placed = Pattern.Of("下(?:了)?(?:一|个|张|的)*(?:订)?单|下了|买了|订了|订购|拍了|付过?了?钱|付款了|照常发");
}
