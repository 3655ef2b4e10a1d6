using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Employers and roles, also those that ended.</summary>
internal sealed class ChineseWork : IChineseRule
{
    private const string Firm = "(?<v>[\u4e00-\u9fffA-Za-z0-9·. &-]{2,14}?)(?:公司)?(?:里|那边|这边)?";
    private const string Doing = "(?:工作|上班|任职|就职|供职|做事|干活|打工|实习|教书|送快递|送外卖|跑业务|跑销售|写代码|站柜台|开(?:货车|公交|出租|地铁|卡车|叉车)|(?:当|做|担任|任|干)(?<r>" + ChineseJobs.Role + "|" + ChineseJobs.Field + "))";
    private const string Measure = "(?:一?[名个位只枚])?";

    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        var drafts = Employer(clause, context);
        drafts.AddRange(RoleOf(clause, context, drafts));
        if (drafts.Count > 0 || s_change.IsMatch(clause.Words))
            context.Topic = s_renamed.IsMatch(clause.Words) ? Rename : FactAttributes.Employer;
        return drafts;
    }

    private const string Rename = "rename";

    private static List<Draft> Employer(Clause clause, ChineseContext context)
    {
        var words = clause.Words;
        if (s_jobless.IsMatch(words))
            return [Said.Over(clause, FactAttributes.Employer, ""), .. context.Has(FactAttributes.Role) ? [] : new[] { Said.Over(clause, FactAttributes.Role, "") }];
        if (s_left.Match(words) is { Success: true } left && !left.Groups["x"].Success)
            return FirmOf(left) is { } old && !(left.Groups["p"].Success && ChinesePlaces.IsPlace(old)) ? [Said.Over(clause, FactAttributes.Employer, old)] : [];
        if (context.Topic == Rename && s_called.Match(words) is { Success: true } called && FirmOf(called) is { } renamed)
            return [Said.Begun(clause, FactAttributes.Employer, renamed)];
        if (s_works.Match(words) is not { Success: true } works)
            return context.Topic == FactAttributes.Employer && s_at.Match(words) is { Success: true } at && FirmOf(at) is { } next && !ChinesePlaces.IsPlace(next) ? [Said.Begun(clause, FactAttributes.Employer, next)] : [];
        if (FirmOf(works) is not { } employer || ChinesePlaces.IsPlace(employer) || (works.Groups["d"].Success && !IsDone(clause, words)) || (!s_employed.IsMatch(words) && s_generic.IsMatch(employer)) || (works.Groups["s"].Success && !s_staying.IsMatch(clause.WithTimes)))
            return [];
        var former = works.Groups["p"].Success || (clause.When.Until is { } until && until <= clause.SaidAt);
        return (former ? Said.Was(clause, FactAttributes.Employer, employer) : Said.Begun(clause, FactAttributes.Employer, employer)) is { } draft ? [draft] : [];
    }

    private static IEnumerable<Draft> RoleOf(Clause clause, ChineseContext context, List<Draft> employers)
    {
        var words = clause.Words;
        if (s_works.Match(words) is { Success: true, Groups: var groups } && groups["r"].Success)
            return groups["p"].Success ? [] : Is(clause, groups["r"].Value);
        if (s_noRole.Match(words) is { Success: true } ended)
            return [Said.Over(clause, FactAttributes.Role, ended.Groups["r"].Value)];
        if (s_lastDay.Match(words) is { Success: true } last && clause.When.AtEnd is { } end)
            return [new(clause.Subject, FactAttributes.Role, last.Groups["r"].Value, Until: end)];
        if (s_role.Match(words) is { Success: true } role && role.Groups["r"].Value is var text && !s_noRoles.IsMatch(text))
            return Is(clause, text);
        return context.Topic == FactAttributes.Employer && employers.Count == 0 && s_bare.Match(words) is { Success: true } bare && !s_noRoles.IsMatch(words) ? Is(clause, bare.Groups["r"].Value) : [];
    }

    private static IEnumerable<Draft> Is(Clause clause, string role) => [Said.Begun(clause, FactAttributes.Role, s_verb.Replace(role.Trim(), ""))];

    private static bool IsDone(Clause clause, string words) =>
        words.Contains('了', StringComparison.Ordinal) || words[^1] == '的' || clause.When.Begin is not null || words.Contains('第', StringComparison.Ordinal);

    private static string? FirmOf(Match match)
    {
        var firm = s_calledSo.Replace(ChineseWords.WithoutEnd(match.Groups["v"].Value), "${n}");
        return firm.Length is < 2 or > 20 || s_noFirm.IsMatch(firm) || IsTown(firm) ? null : firm;
    }

    /// <summary>"上海浦东", unlike "上海银行".</summary>
    private static bool IsTown(string words) => ChinesePlaces.Leading(words) is { Length: > 0 } town && words.Length - town.Length <= 3 && !s_organisation.IsMatch(words);

    private static readonly Regex s_organisation = Pattern.Of("(?:公司|集团|银行|大学|学院|医院|科技|局|厂|所|院|店|中心|地铁|分行|航空|石化|电力|证券|日报|啤酒|一中|汽车|物流|铁路|机场|港)$");

    private static readonly Regex s_left = Pattern.Of("^(?:早就?)?不(?:再)?在(?<v>[\u4e00-\u9fffA-Za-z0-9]{2,10})了$|^(?:早就?)?(?:不再|不|没有|没)(?:再)?在" + Firm + "(?:工作|上班|任职|干|做|待)" + ChineseWords.End + "|^(?:(?:从|由)|(?<x>不))?" + Firm + "(?:离职|辞职|辞|跳槽|退休|出来|裁员|毕业)" + ChineseWords.End + "|^从" + Firm + "走(?:人)?" + ChineseWords.End + "|^(?<p>离开|辞掉|辞去|告别)了?" + Firm + "(?:的(?:工作|职位))?" + ChineseWords.End + "|^被" + Firm + "(?:裁|辞退|开除|优化)" + ChineseWords.End);

    private static readonly Regex s_jobless = Pattern.Of("^(?:被)?(?:公司|单位|老板)?(?:给)?(?:离职|辞职|裸辞|失业|退休|下岗|被裁|裁员|裁掉|裁|辞退|优化|开除|没工作|没有工作|失业中|待业|把工作辞|工作辞|辞工作)" + ChineseWords.End);

    private static readonly Regex s_works = Pattern.Of("^(?<p>以前|之前|曾经|曾|过去|原来|原先|从前)?(?:是)?(?:(?:一直)?在|(?<d>去)了?|(?:从.{1,10}?)?(?<d>跳槽|跳|换|转)?(?<d>到|去)了?)" + Firm + Doing + "(?:过|第.天)?" + ChineseWords.End
        + "|^(?:就职于|任职于|供职于|受雇于|就职|供职)" + Firm + ChineseWords.End + "|^(?:从.{1,10}?)?(?:加入|入职|跳槽到|跳槽去|跳槽进)了?" + Firm + "(?:了)?(?:" + Doing + ")?" + ChineseWords.End
        + "|^" + Firm + "(?<d>入职)(?:第.{1,2}天|报到)?" + ChineseWords.End + "|^(?:新|现任|下一?个?)?(?:工作单位|公司|单位|东家|雇主|下家)(?:名称?)?(?:现在)?(?:是|叫|[:：])" + Firm + ChineseWords.End
        + "|^(?:是)?" + Firm + "的?(?:员工|职工|职员)" + ChineseWords.End + "|^(?:是)?(?<v>(?-i:[A-Z])[A-Za-z0-9& ]{1,20})的(?<r>" + ChineseJobs.Role + ")" + ChineseWords.End + "|^(?:是)?(?<v>[\u4e00-\u9fff]{2,8}(?:公司|集团|银行|医院|大学|中学|小学|科技|局|厂|所))的(?<r>" + ChineseJobs.Role + ")" + ChineseWords.End
        + "|^(?<s>)(?:仍|依然|依旧|仍然)?在(?<v>[\u4e00-\u9fff]{2,8}(?:公司|集团|银行|科技|局|厂|研究所|研究院|事务所))" + ChineseWords.End);

    /// <summary>"在医院当护士" names no employer.</summary>
    private static readonly Regex s_generic = Pattern.Of("^(?:一家|某)?(?:医院|学校|银行|公司|工厂|厂|外企|国企|私企|机关|幼儿园|超市|餐厅|饭店|酒店|店|高中|初中|小学|大学|中学)$");

    private static readonly Regex s_employed = Pattern.Of("工作|上班|任职");

    /// <summary>"一家叫蓝海的公司".</summary>
    private static readonly Regex s_calledSo = Pattern.Of("^一家(?:叫做?|名叫)(?<n>.+?)的?$");

    private static readonly Regex s_staying = Pattern.Of("(?:还|仍|仍然|一直|现在|目前)在");

    private static readonly Regex s_at = Pattern.Of("^(?:仍|依然)?(?:在|去|到)(?:了)?" + Firm + ChineseWords.End);

    private static readonly Regex s_called = Pattern.Of("^(?:改)?(?:叫|为|成)做?" + Firm + ChineseWords.End);

    private static readonly Regex s_change = Pattern.Of("换(?:了|个|份|到)*(?:新)?(?:工作|单位|公司|东家)|跳槽|离职|辞职|转行|改行|转岗|新工作|新公司|公司.{0,3}改名|^(?:以前|之前|原来|原先)在|内部转");

    private static readonly Regex s_renamed = Pattern.Of("(?:公司|单位).{0,3}(?:改名|更名)");

    private static readonly Regex s_noRole = Pattern.Of("^(?:不再|不|没|没有)(?:再)?(?:是|当|做|干|任)(?:了)?" + Measure + "(?<r>" + ChineseJobs.Role + ")(?:了|啦)" + ChineseWords.End + "|^不再(?:是|当|做|担任)" + Measure + "(?<r>" + ChineseJobs.Role + ")" + ChineseWords.End);

    private static readonly Regex s_lastDay = Pattern.Of("^(?:是)?最后一天(?:当|做)(?<r>" + ChineseJobs.Role + ")" + ChineseWords.End);

    private static readonly Regex s_role = Pattern.Of("^(?:被)?(?:照样|仍然|开始|改行|转行|转岗|提拔|晋升)*(?:去|来)?(?:是|当上?|做|干|担任|任|升职?|升任|成|转|变成|提拔)(?:了|为|成|到|的是)*" + Measure + "(?<r>" + ChineseJobs.Role + ")(?:一枚|的工作)?" + ChineseWords.End + "|^(?:是|在)?(?:做|干|搞|从事|负责)(?:的是|的)?(?<r>" + ChineseJobs.Field + ")(?:工作|这行|这一行|行业)?" + ChineseWords.End
        + "|^(?:的)?(?:职业|岗位|职位|职务|工作|身份|头衔)(?:现在)?(?:是|为|[:：])" + Measure + "(?<r>" + ChineseJobs.Role + "|" + ChineseJobs.Field + ")" + ChineseWords.End + "|^(?<r>" + ChineseJobs.Role + ")一枚$");

    private static readonly Regex s_verb = Pattern.Of("^(?:(?:转|改|开始)?(?:做|当|干)|是|为|成为?|担任|一?[名个位]|了)+");

    private static readonly Regex s_bare = Pattern.Of("^(?:" + Measure + "|是)(?<r>" + ChineseJobs.Role + ")" + ChineseWords.End);

    private static readonly Regex s_noRoles = Pattern.Of(ChineseJobs.None);

    private static readonly Regex s_noFirm = Pattern.Of("^(?:被|工地|车间|前台|后厨|市里|县里|厂里|店里|夜班|家[里中]?$|这|那|外面|哪|什么|认真|努力|晚上|周末|线上|网上|一起|这里|同一|他|她|你|您|我|国内|国外|外地|本地|老家|公司$|单位$|里|上(?![海汽])|下|楼|路上|地铁|一家|一个|不|没|从|正在|明天|厕所|会议室|面试|医院看|学校$|过|的)|会员|购物车|群$|收藏|计划|俱乐部|战队|活动|的路上|[吗呢？?]|期间|附近");
}
