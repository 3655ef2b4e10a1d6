using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Of whom a clause speaks: the people of the user's life with their names, the user, somebody named before, or a stranger.</summary>
internal sealed class ChinesePeople
{
    private const string Mine = "(?:(?:现在|目前|如今)的|我们(?:有|还有)(?:一|1)?(?:个|位|名)|我们?家?的?|我自己的?|咱们?家?的?|俺的?|家里的?|我?(?:还)?有(?:一|1)?(?:个|位|名)(?:.{1,4}的)?)";

    /// <summary>Whom the message spoke of last: its own subject for clauses without one (null: a stranger), and the person "he" and "she" mean.</summary>
    public string? Subject { get; private set; } = FactAttributes.User;

    private string? _person;

    /// <summary>A new sentence without a subject goes on about the user, but not about somebody else.</summary>
    public void NewSentence() => Subject = Subject is null or FactAttributes.User ? FactAttributes.User : null;

    /// <returns>The words behind the subject, and whether the clause named none and took the one before it.</returns>
    public (string Words, bool IsCarried) Read(string clause, bool correction, ChineseContext context)
    {
        if (s_relation.Match(clause) is { Success: true } relation && Related(relation, correction, context) is { } words)
            return (words, false);
        if (s_first.Match(clause) is { Success: true } first)
            return s_met.IsMatch(first.Groups["p"].Value) ? Stranger(clause) : About(FactAttributes.User, first.Groups["p"].Value);
        if (s_pronoun.Match(clause) is { Success: true } pronoun)
        {
            if (_person is not null || clause[0] != '人' || Subject != FactAttributes.User || pronoun.Groups["p"].Value[0] != '在')
                Subject = _person;
            return (pronoun.Groups["p"].Value, false);
        }
        foreach (var (name, subject) in context.People)
            if (clause.StartsWith(name, StringComparison.Ordinal))
                return About(subject, clause[name.Length..]);
        if (Subject is { } known && known != FactAttributes.User && !known.Contains(' ', StringComparison.Ordinal) && s_called.Match(clause) is { Success: true } called && ChineseNames.IsFree(called.Groups["n"].Value))
            return About(Introduce(known, called.Groups["n"].Value, correction, context), called.Groups["p"].Value);
        return s_other.IsMatch(clause) && !s_callMe.IsMatch(clause) ? Stranger(clause) : (clause, true);
    }

    /// <summary>A clause that says nothing of the one it was carried to may begin with the name of somebody known.</summary>
    public static string? Named(string clause) => ChineseNames.Leading(clause);

    private (string, bool) About(string? subject, string words)
    {
        (Subject, _person) = (subject, subject == FactAttributes.User ? _person : subject);
        return (words, false);
    }

    private (string, bool) Stranger(string words)
    {
        (Subject, _person) = (null, null);
        return (words, false);
    }

    private string? Related(Match match, bool correction, ChineseContext context)
    {
        var (word, rest, mine) = (match.Groups["r"].Value, match.Groups["p"].Value, match.Groups["m"].Success);
        if (s_noRelation.IsMatch(rest) || (word.Length == 1 && !mine))
            return null;
        var kin = s_kin.IsMatch(word);
        var name = NameIn(ref rest, kin || mine);
        if (name is null && !mine && (!kin || s_address.IsMatch(word)))
            return null;
        if (s_others.IsMatch(rest))
            return About(null, rest).Item1;
        var canonical = Relations.Canonical(word);
        About(name is null ? canonical : Introduce(canonical, name, correction, context), rest);
        return ChineseWords.WithoutOpening(rest);
    }

    /// <returns>The subject that the person is from now on.</returns>
    private static string Introduce(string relation, string name, bool correction, ChineseContext context)
    {
        context.Drafts.Add(new(FactAttributes.User, relation, name, correction ? StatementKind.Corrects : StatementKind.Holds));
        context.Topic = relation;
        return context.People[name] = Relations.Subject(relation, name);
    }

    /// <summary>A name behind "叫" as it stands, elsewhere only what looks like one.</summary>
    private static string? NameIn(ref string rest, bool known)
    {
        if (known && s_called.Match(rest) is { Success: true } called && ChineseNames.IsFree(called.Groups["n"].Value))
        {
            rest = called.Groups["p"].Value;
            return called.Groups["n"].Value;
        }
        var text = rest.TrimStart('是', ' ', '(', '（', '：', ':');
        if (ChineseNames.Beside(text) is not { } name || (rest.Length != text.Length && rest[0] == '是' && !ChineseNames.IsFull(name)))
            return null;
        rest = text[name.Length..].TrimStart(')', '）', '，', ',', ' ');
        return name;
    }

    private static readonly Regex s_relation = Pattern.Of("^(?<m>" + Mine + ")?(?:小|大|二|亲|前(?!妻|夫|男|女)|现任|宝贝|好|老|新来?的?|新任)?(?<r>" + Relations.Chinese + ")(?![们俩夫嫂媳节家辈])(?<p>.*)$");

    private static readonly Regex s_kin = Pattern.Of("^(?:" + Relations.ChineseKin + ")$");

    private static readonly Regex s_address = Pattern.Of("^(?:先生|太太|阿姨|叔叔|哥哥|姐姐|对象|爱人|奶奶|爷爷|公公|婆婆)$");

    private static readonly Regex s_called = Pattern.Of("^(?:的)?(?:大名|小名|名字|姓名)?(?:现在)?(?:叫做?|名叫|名字叫|名字是|取名)(?<n>[\u4e00-\u9fffA-Za-z ]{1,12}?)(?<p>(?:在|是|住|，|,|[（(]).*)?(?:了|啦|呢|呀|啊|吧|哈|哦)*$");

    private static readonly Regex s_noRelation = Pattern.Of("^(?:的)?(?:卡|号(?!码)|证|圈|公司|单位|店|群|帮我|都?说|给我(?!生)|送我|一起|和我|跟我|推荐|介绍|客户|椅|桌|娘|款|奖|.{0,4}推荐)");

    private static readonly Regex s_others = Pattern.Of("^(?:的|他|她|家的?|那边的?)*(?:" + Relations.Chinese + ")(?!叫)");

    private static readonly Regex s_first = Pattern.Of("^(?:我们|我|咱们|咱|本人|俺|鄙人)(?:自己|个人|本人|这边|这儿|这人|呢|啊|嘛|呀|这个)*[ ]?(?<p>.*)$");

    private static readonly Regex s_met = Pattern.Of("^(?:有|认识|还有|遇到|碰到)(?:一|几)?(?:个|位|些)(?:朋友|同事|同学|人|客户|邻居|亲戚)|^(?:的)?(?:前妻|前夫|前男友|前女友|前任|前同事|前老板|前公司|妹妹家|邻居家|朋友家|客户(?!号|编号|ID)|学生(?!证)|病人|粉丝|老师)|^(?:爸妈|父母|爷爷奶奶|们)");

    private static readonly Regex s_pronoun = Pattern.Of("^(?:他们|她们|它们|他|她|TA(?![A-Za-z])|人(?=[ ]?(?:搬|在|住)))[ ]?(?:现在|如今|目前)?(?<p>.*)$");

    private static readonly Regex s_callMe = Pattern.Of("(?:叫|称呼|喊)我");

    private static readonly Regex s_other = Pattern.Of("^(?:你|您|大家|别人|人家|有个|有人|某人|谁|隔壁|楼上|楼下|对面|对门|老王|小王|老张|小红书|博主|房东|客户(?!号|编)|顾客|那个?(?:人|家伙|谁)|新来的|前妻|前夫|前任|前男友|前女友|医生|老师|师傅|司机|快递(?:员|小哥)|她妈|他妈|孩子他?[爸妈]|爸妈|父母|爷爷奶奶|主角|男主|女主|邻居)|(?:碰到|遇到|认识|见到|刷到|看到)(?:了)?.{0,8}(?:同学|朋友|人|同事|博主|网友|邻居|客户|老师|师傅)|^(?!是|当|做|干|担|任|成|升|转|改|在|住|从|不|没|给|跟|和|帮|开始)[\u4e00-\u9fff]{0,4}?(?:供应商|客户(?!号|编)|顾客|房东|中介|同事|同学|朋友|网友|博主|老师|医生|师傅|司机|经理|领导|老板|主管|阿姨|大妈|大爷|小伙|姑娘|小哥|小姐姐|先生|女士|亲戚|乘客|病人|学生|店员|店主|服务员|保安|明星|作者|主播)(?:的|在|是|住|叫|对|有|要|给|也|都|很|让|把|就|会|来|去|和|跟|被|电话|手机|邮箱|生日|$)");
}
