using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Numbers, orders, dates and possessions in Chinese.</summary>
internal sealed partial class ChineseThings : IClauseRule
{
    public IEnumerable<Draft> Read(Clause clause) => [.. Numbers(clause), .. Orders(clause), .. Dates(clause), .. Things(clause)];

    private static IEnumerable<Draft> Numbers(Clause clause)
    {
        if (!clause.IsUser)
            yield break;
        foreach (var (regex, attribute) in new[] { (Phone(), FactAttributes.Phone), (Email(), FactAttributes.Email), (Customer(), FactAttributes.CustomerNumber), (Contract(), FactAttributes.ContractNumber), (Ticket(), FactAttributes.Ticket), (Shoes(), FactAttributes.ShoeSize), (Address(), FactAttributes.Address) })
            if (regex.Match(clause.WithTimes) is { Success: true } match)
                yield return Said.Begun(clause, attribute, Values.Trim(match.Groups["v"].Value));
    }

    private static IEnumerable<Draft> Orders(Clause clause)
    {
        if (!clause.IsUser || Undone().IsMatch(clause.WithTimes))
            yield break;
        var state = clause.WithTimes switch
        {
            var text when Cancelled().IsMatch(text) => "cancelled",
            var text when Returned().IsMatch(text) => "returned",
            var text when Received().IsMatch(text) => "delivered",
            var text when Shipped().IsMatch(text) => "shipped",
            var text when Placed().IsMatch(text) => "ordered",
            _ => null,
        };
        if (state is not null && Order().Match(clause.WithTimes) is { Success: true } order)
            yield return Said.Begun(clause, FactAttributes.Order + order.Groups["v"].Value, state);
    }

    private static IEnumerable<Draft> Dates(Clause clause)
    {
        if (clause.When is not { At: { } day, AtEnd: { } end } || end - day > TimeSpan.FromDays(1))
            yield break;
        var kind = clause.IsCorrection ? StatementKind.Corrects : StatementKind.Holds;
        foreach (var (regex, attribute) in new[] { (Appointment(), FactAttributes.Appointment), (Deadline(), FactAttributes.Deadline) })
            if (regex.Match(clause.WithTimes) is { Success: true } match && match.Groups["k"].Value.Length > 0)
                yield return new(FactAttributes.User, attribute + match.Groups["k"].Value, day.ToString("yyyy-MM-dd", null), kind);
    }

    private static IEnumerable<Draft> Things(Clause clause)
    {
        var words = clause.Words;
        if (Sold().Match(words) is { Success: true } sold)
            return [Said.Over(clause, FactAttributes.Device, sold.Groups["v"].Value), Said.Over(clause, FactAttributes.Vehicle, sold.Groups["v"].Value)];
        if (PetGone().Match(words) is { Success: true } gone)
            return [Said.Over(clause, FactAttributes.Pet, gone.Groups["v"].Value)];
        if (Pet().Match(clause.WithTimes) is { Success: true } pet)
            return [Said.Now(clause, FactAttributes.Pet, pet.Groups["k"].Value + (pet.Groups["n"].Success ? " " + pet.Groups["n"].Value : ""))];
        if (Vehicle().Match(words) is { Success: true } vehicle)
            return [Said.Now(clause, FactAttributes.Vehicle, vehicle.Groups["v"].Value)];
        return Device().Match(words) is { Success: true } device && Latin().IsMatch(device.Groups["v"].Value)
            ? [Said.Begun(clause, FactAttributes.Device, device.Groups["v"].Value.Trim())] : [];
    }

    [GeneratedRegex("(?:手机号?|电话|号码|手机号码|电话号码)(?:换|改)?(?:了|是|：|:|成|为|现在)*\\s*(?<v>\\+?\\d[\\d -]{6,16}\\d)|打(?<v>1\\d{10})(?:找我|联系我)")]
    private static partial Regex Phone();

    [GeneratedRegex("(?:邮箱|邮件地址|电子邮件|现在是|改成了?)(?:地址)?(?:是|：|:|换成了?|改成了?)?\\s*(?<v>[\\w.+-]+@[\\w-]+(?:\\.[A-Za-z]+)+)")]
    private static partial Regex Email();

    [GeneratedRegex("(?:客户号|客户编号|会员号|账号|会员编号)(?:是|为|：|:)\\s*(?<v>[A-Za-z]{0,4}-?\\d[A-Za-z0-9-]{2,20})")]
    private static partial Regex Customer();

    [GeneratedRegex("(?:合同号|合同编号|保单号)(?:码)?(?:是|为|：|:)\\s*(?<v>[A-Za-z]{0,4}-?\\d[A-Za-z0-9-]{2,20})")]
    private static partial Regex Contract();

    [GeneratedRegex("(?:工单号?|投诉单号|案件编号|工单编号)(?:是|为|：|:)\\s*(?<v>[A-Za-z]{0,4}-?\\d[A-Za-z0-9-]{2,20})")]
    private static partial Regex Ticket();

    [GeneratedRegex("穿(?<v>\\d{2})码的?鞋|鞋码是(?<v>\\d{2})")]
    private static partial Regex Shoes();

    [GeneratedRegex("(?:收货)?地址(?:是|为|：|:|改成了?|换成了?)\\s*(?<v>.{4,40})$")]
    private static partial Regex Address();

    [GeneratedRegex("订单(?:号|编号)?(?:是|为|：|:)?\\s*(?<v>[A-Za-z]{0,4}-?\\d[A-Za-z0-9-]{2,15})")]
    private static partial Regex Order();

    [GeneratedRegex("想|要(?!的)|请|帮我|能不能|可以|没有?|别|还没|不要|怎么|麻烦")]
    private static partial Regex Undone();

    [GeneratedRegex("取消")]
    private static partial Regex Cancelled();

    [GeneratedRegex("退了|退回|退货|退掉")]
    private static partial Regex Returned();

    [GeneratedRegex("收到|送到|到货|签收|送达")]
    private static partial Regex Received();

    [GeneratedRegex("发货|寄出|发出")]
    private static partial Regex Shipped();

    [GeneratedRegex("下单|下了|订单号是|订单号为|订单编号是|买了|订了")]
    private static partial Regex Placed();

    [GeneratedRegex("^(?:我的|我跟|我和|我)?(?<k>[\\p{IsCJKUnifiedIdeographs}]{2,6}?)(?:的)?预约(?:在|是|改到了?|改在|定在|推迟到了?)")]
    private static partial Regex Appointment();

    [GeneratedRegex("^(?:我的|我们的|我)?(?<k>(?!我)[\\p{IsCJKUnifiedIdeographs}]{2,10}?)的?截止(?:日期|时间)?(?:是|在|为|改到了?|延到了?)")]
    private static partial Regex Deadline();

    [GeneratedRegex("^把(?:我的|那台|那辆)?(?<v>.{1,20}?)(?:卖|扔|送人|弄丢|丢)了?$|^卖掉?了(?:我的|那台|那辆)?(?<v>.{1,20})$")]
    private static partial Regex Sold();

    [GeneratedRegex("^(?:的)?(?:狗|猫|狗狗|猫咪)?(?<v>.{1,4}?)(?:去世|死|走丢|过世)了$")]
    private static partial Regex PetGone();

    [GeneratedRegex("(?:养了?|有)(?:一|两|三|二)?(?:只|条|匹|个)(?<k>猫|狗|兔子|仓鼠|鹦鹉|乌龟|马|金鱼)(?:叫(?<n>.{1,4}))?$")]
    private static partial Regex Pet();

    [GeneratedRegex("^(?:开|的车是|买了)(?:的是)?(?:一)?(?:辆|台)(?:的)?(?<v>.{2,12})$|^开的是(?<v>.{2,12})$|^的车是(?<v>.{2,12})$")]
    private static partial Regex Vehicle();

    [GeneratedRegex("^(?:有|买了|用的是|新买了|换了|用)(?:一)?(?:台|部|个|款|只)?(?<v>[\\w .+-]{3,24})$|^的(?:手机|电脑|笔记本|平板|相机)是(?<v>.{2,20})$")]
    private static partial Regex Device();

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Latin();
}
