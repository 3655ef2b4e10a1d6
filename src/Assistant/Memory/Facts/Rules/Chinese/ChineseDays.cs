using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Appointments and deadlines: what is on which day, moved to which, and called off.</summary>
internal sealed class ChineseDays : IChineseRule
{
    private const string Events = "体检|面试|理发|剪头发|看牙|牙医|洗牙|拔牙|补牙|复查|复诊|产检|手术|门诊|挂号|打疫苗|接种|家访|维修|安装|保养|年检|会议|开会|周会|例会|聚餐|婚礼|考试|签约|看房|验房|搬家|美容|按摩|面签|健身|试驾|验收|答辩|演讲|家长会|汇报|面谈|培训|瑜伽课|看医生|看病|看诊|上门|拍证件照|美甲|做头发|心理咨询|出差|航班|高铁";

    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        var words = clause.Words;
        if (s_calledOff.Match(words) is { Success: true } off && Kind(off) is { } gone)
            return [Said.Over(clause with { Subject = FactAttributes.User }, FactAttributes.Appointment + gone, "")];
        if (s_off.IsMatch(words))
            return [Said.Over(clause with { Subject = FactAttributes.User }, FactAttributes.Appointment, "") with { IsOfKnown = true }];
        if (DayOf(clause) is not { } day)
            return [];
        if (s_moved.IsMatch(words))
            return [new(FactAttributes.User, FactAttributes.Appointment, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) { IsOfKnown = true }];
        foreach (var (regex, attribute) in new[] { (s_deadline, FactAttributes.Deadline), (s_booked, FactAttributes.Appointment), (s_fixed, FactAttributes.Appointment), (s_event, FactAttributes.Appointment) })
            if (regex.Match(words) is { Success: true } match && Kind(match) is { } kind && (regex != s_event || day.Date >= clause.SaidAt.Date))
            {
                context.Topic = attribute;
                return [new(FactAttributes.User, (s_work.IsMatch(kind) ? FactAttributes.Deadline : attribute) + kind, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), clause.IsCorrection ? StatementKind.Corrects : StatementKind.Holds)];
            }
        return [];
    }

    /// <summary>The day that is named last: "从5月13推到5月20" is the 20th.</summary>
    private static DateTimeOffset? DayOf(Clause clause)
    {
        var when = clause.When;
        if (when.Until is { } until)
            return clause.WithTimes.Contains('底', StringComparison.Ordinal) ? until.AddDays(-1) : until;
        return when.At is { } at ? when.AtEnd - at <= TimeSpan.FromDays(1) ? at : null : when.Since;
    }

    private static string? Kind(Match match)
    {
        var kind = s_own.Replace(match.Groups["k"].Value, "");
        return kind.Length is < 2 or > 16 || s_noKind.IsMatch(kind) ? null : kind;
    }

    private const string Hour = "(?:早上|上午|中午|下午|晚上|傍晚|[\\d一二三四五六七八九十两]+(?:点半?|[:：]\\d\\d)|[ ,，])*";

    private static readonly Regex s_deadline = Pattern.Of("^(?<k>[\u4e00-\u9fffA-Za-z ]{2,16}?)(?:的)?(?:截止(?:日期|时间|日)?|截稿(?:日期?)?|最后期限|交付(?:日期?)|交稿日期?|期限|死线|deadline|ddl)(?:现在|已经|又|被|从|日期)*(?:是|在|为|改|延期?|推迟?|延长|提前|延后|定|到|至|成|了|[:：])*" + Hour + ChineseWords.End + "|^(?<k>[\u4e00-\u9fffA-Za-z]{2,12}?)(?:必须|需要|要|得|在|最晚|最迟)*(?:之?前)?(?:截止|截稿|要?交|提交|上交|交稿)" + ChineseWords.End + "|^(?:之?前)?(?:必须|需要|要|得|最晚|最迟)+(?:之?前)?(?:提交|上交|交)(?<k>[\u4e00-\u9fffA-Za-z]{2,10}?)" + ChineseWords.End);

    private static readonly Regex s_booked = Pattern.Of("^(?:在)?" + Hour + "(?:预约|约|预定|报名|挂|排|定)(?:了|好|到|上|在)*" + Hour + "(?:的|去|做|一次|一个)*(?<k>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:的?号)?" + ChineseWords.End);

    private static readonly Regex s_fixed = Pattern.Of("^(?<k>[\u4e00-\u9fffA-Za-z]{2,10}?)(?:的)?(?:时间|日期)?(?:已经|又|还是|就|帮我|给我)?(?:预约|约|定|安排|改期|改约|改|推迟|推|延期|延|提前|挪|调整|调|排)(?:到|在|回|为|至|是|成|了|好)*" + Hour + ChineseWords.End);

    /// <summary>What is handed in has a deadline, no appointment.</summary>
    private static readonly Regex s_work = Pattern.Of("(?:论文|报告|作业|项目|方案|稿|稿子|标书|材料|申请表?|PPT|报表|报名|proposal|合同|预算|总结|设计图)$");

    private static readonly Regex s_event = Pattern.Of("^(?:还)?(?:要|得|去|有|参加|做|安排了|在)*(?:医院|诊所|牙科|公司|学校)?(?:一?[个场次])?(?<k>[\u4e00-\u9fff]{0,3}?(?:" + Events + "))(?:是|在|就在|时间是|的日子)?" + Hour + ChineseWords.End);

    /// <summary>"预约改到周五", "预约取消了": of the appointment that is known.</summary>
    private static readonly Regex s_moved = Pattern.Of("^(?:的|把|我的)*预约(?:时间)?(?:已经|又|被)?(?:改|推迟|提前|延|挪|调整|换)(?:到|至|在|成|为|了)*" + Hour + ChineseWords.End);

    private static readonly Regex s_off = Pattern.Of("^(?:的|把|我的)*预约(?:已经?|我|被)*(?:取消|退)(?:掉|了)+" + ChineseWords.End);

    private static readonly Regex s_calledOff = Pattern.Of("^(?<k>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:的)?(?:预约|的事)?(?:我|被|已经?|又|临时)*(?:取消|不去|去不了|黄(?=了)|作罢)(?:掉|了)*" + ChineseWords.End + "|^(?:把)?(?:取消了)(?<k>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:的?预约)?" + ChineseWords.End + "|^把(?<k>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:的?预约)?(?:取消|退)(?:掉|了)+" + ChineseWords.End);

    private static readonly Regex s_own = Pattern.Of("^(?:的|有一?个|有|我的|我们的|我跟|我和|我|那个|这个|一个|个|做|去|次|把)+|(?:的|预约|去)$");

    private static readonly Regex s_noKind = Pattern.Of("订单|快递|收货|截止|发货|地址|生日|单号|退货|会员|套餐|包裹|手机|号码|^(?:这|那|都|已经|时间|日期|见面|大家|我们?|公司|他|她|你)|什么|哪|了|每$");
}
