using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Home, work and role in Chinese.</summary>
internal sealed partial class ChineseLife : IClauseRule
{
    public IEnumerable<Draft> Read(Clause clause) => [.. Home(clause), .. Work(clause)];

    private static IEnumerable<Draft> Home(Clause clause)
    {
        var words = clause.Words;
        if (NoHome().Match(words) is { Success: true } ended)
            return Place(ended) is { } old ? [Said.Over(clause, FactAttributes.Home, old)] : [];
        if (WasHome().Match(words) is { Success: true } was)
            return Place(was) is { } former && Said.Was(clause, FactAttributes.Home, former) is { } past ? [past] : [];
        if (Moved().Match(words) is { Success: true } moved)
            return Place(moved) is { } target && (!moved.Groups["f"].Success || clause.When.Begin > clause.SaidAt) ? [Said.Begun(clause, FactAttributes.Home, target)] : [];
        if (Lives().Match(words) is not { Success: true } lives || Place(lives) is not { } place)
            return [];
        if (clause.When is { Since: null, AtEnd: { } end } && end <= clause.SaidAt)
            return Said.Was(clause, FactAttributes.Home, place) is { } then ? [then] : [];
        return clause.When is { Until: not null } ? [Said.Now(clause, FactAttributes.Home, place)] : [Said.Now(clause, FactAttributes.Home, place) with { From = clause.When.Since ?? clause.When.At }];
    }

    private static List<Draft> Work(Clause clause)
    {
        var words = clause.Words;
        if (Left().Match(words) is { Success: true } left)
            return [Said.Over(clause, FactAttributes.Employer, Clean(left.Groups["v"].Value))];
        if (Works().Match(words) is { Success: true } works && Clean(works.Groups["v"].Value) is { Length: > 0 } employer && !NoEmployer().IsMatch(employer))
        {
            var former = works.Groups["p"].Success || (clause.When.Until is { } until && until <= clause.SaidAt);
            var holds = former ? Said.Was(clause, FactAttributes.Employer, employer) : Said.Begun(clause, FactAttributes.Employer, employer);
            var drafts = holds is null ? [] : new List<Draft> { holds };
            if (works.Groups["r"].Success && !former)
                drafts.Add(Said.Begun(clause, FactAttributes.Role, Clean(works.Groups["r"].Value)));
            return drafts;
        }
        if (NoRole().Match(words) is { Success: true } ended)
            return [Said.Over(clause, FactAttributes.Role, Clean(ended.Groups["r"].Value))];
        return Role().Match(words) is { Success: true } role ? [Said.Now(clause, FactAttributes.Role, Clean(role.Groups["r"].Value)) with { From = clause.When.Begin }] : [];
    }

    private static string? Place(Match match) => Clean(match.Groups["v"].Value) is { Length: > 0 and < 20 } place && !NoPlace().IsMatch(place) ? place : null;

    private static string Clean(string words) => Ending().Replace(Values.Trim(words), "");

    [GeneratedRegex("(?:了|啦|呢|呀|啊|吧|的|来|去|工作|上班)+$")]
    private static partial Regex Ending();

    [GeneratedRegex("^(?:不|没|没有|不再|早就不)(?:再)?(?:住|居住)在(?<v>.{1,12}?)了?$|^(?:从)?(?<v>.{2,6})(?:搬走|搬出来|离开)了$")]
    private static partial Regex NoHome();

    [GeneratedRegex("^(?:以前|之前|曾经|曾|过去|原来|小时候)(?:住|居住)(?:在|过)(?<v>.{1,12})$|^在(?<v>.{2,10}?)住(?:过|了.*年)$")]
    private static partial Regex WasHome();

    [GeneratedRegex("^(?:从(?<o>.{1,8}?))?(?:搬家?|搬迁|移居|迁|定居)(?:到|去|至|回|在)了?(?<v>.{1,12})$|^(?:要|会|将|将要|准备)?(?<f>搬)(?:到|去)(?<v>.{1,12})$|^(?<f>要|会|将|将要)(?:搬|住)(?:到|去|在)(?<v>.{1,12})$")]
    private static partial Regex Moved();

    [GeneratedRegex("^(?:(?:和|跟|与).{1,6}?(?:一起)?)?(?:住|居住|定居|家)在(?<v>.{1,12})$|^家(?:是|就在)(?<v>.{2,10})的?$|^在(?<v>.{2,8}?)(?:居住|生活|住|定居)(?:了.*)?$")]
    private static partial Regex Lives();

    [GeneratedRegex("^(?:不|不再|没有?)(?:再)?在(?<v>.{1,12}?)(?:工作|上班|任职)了?$|^(?:从|由)?(?<v>.{1,12}?)(?:离职|辞职|辞了职|被裁|退休|跳槽出来)了?$|^离开了?(?<v>.{2,10}(?:公司|集团|银行|大学|医院|厂|所)?)$")]
    private static partial Regex Left();

    [GeneratedRegex("^(?<p>以前|之前|曾经|曾|过去|原来)?(?:在|就职于|任职于|加入了?|入职了?|跳槽到了?|去了(?=.*(?:工作|上班)))(?<v>.{1,14}?)(?:公司)?(?:工作|上班|任职|当(?<r>.{2,8})|做(?<r>.{2,8})|担任(?<r>.{2,8})|(?<=(?:加入|入职|跳槽到).{1,14}))(?:了|过)?$|^(?:就职于|任职于)(?<v>.{1,14})$|^(?:公司|单位|雇主)(?:是|叫)(?<v>.{1,14})$")]
    private static partial Regex Works();

    [GeneratedRegex("^(?:不|不再)(?:是|当|做)(?:一名|一个|一位)?(?<r>" + Jobs + ")了?$")]
    private static partial Regex NoRole();

    [GeneratedRegex("^(?:是|当上了?|当了?|做|担任|升为了?|升任|成为了?|升职为|的职业是|的职位是|的工作是|职业是|职位是)(?:一名|一个|一位|个|名|位)?(?<r>[\\p{IsCJKUnifiedIdeographs}]{0,6}(?:" + Jobs + "))$")]
    private static partial Regex Role();

    [GeneratedRegex("^(?:.{0,3}[楼层]$|酒店|宾馆|哪|什么|这|那|一个|一起|家里?$|家[，。]|外面|附近|水深火热|梦里|心里|学校|公司)|[吗呢？?]")]
    private static partial Regex NoPlace();

    [GeneratedRegex("^(?:家|这|那|外面|哪|什么|认真|努力|晚上|周末|线上|网上|一起|这里)")]
    private static partial Regex NoEmployer();

    private const string Jobs = "护士长|护士|医生|教师|老师|教授|学生|工程师|程序员|设计师|产品经理|经理|总监|主管|会计|律师|法官|厨师|司机|警察|记者|编辑|作家|翻译|画家|歌手|演员|销售|顾问|分析师|研究员|科学家|药剂师|牙医|木匠|电工|水管工|农民|军人|飞行员|店长|主任|校长|院长|秘书|助理|公务员|摄影师|导游|快递员|保安|技术员|架构师|审计师|店员|老板|组长|设计总监|园丁|面包师|理发师|图书管理员|消防员";
}
