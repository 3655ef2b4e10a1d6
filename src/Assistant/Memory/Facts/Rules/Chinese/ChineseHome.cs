using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Where somebody lives, lived and moves to.</summary>
internal sealed class ChineseHome : IChineseRule
{
    private const string Place = "(?<v>[\u4e00-\u9fffA-Za-z·. '-]{2,14}?)(?:那边|那儿|这边|这儿)?";
    private const string Living = "(?:住|居住|生活|定居|租房|租住|落脚|安家|常住|长住)";

    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        var words = clause.Words;
        if (s_stayed.IsMatch(words) && clause.When.Until is not null)
            return [Said.Over(clause, FactAttributes.Home, "")];
        if (s_noHome.Match(words) is { Success: true } ended)
            return Of(ended, Cues.Strong) is { } old ? [Said.Over(clause, FactAttributes.Home, old)] : [];
        if (s_left.Match(words) is { Success: true } left)
            return Of(left, Cues.Weak) is { } gone ? [Said.Over(clause, FactAttributes.Home, gone)] : [];
        if (s_wasHome.Match(words) is { Success: true } was)
            return Of(was, Cues.Strong) is { } former && Said.Was(clause, FactAttributes.Home, former) is { } past ? [past] : [];
        if (s_moved.Match(words) is { Success: true } moved)
            return Of(moved, moved.Groups["d"].Success ? Cues.Weak : Cues.Strong) is { } target && IsDone(clause, words, moved.Groups["f"].Success) ? [Said.Begun(clause, FactAttributes.Home, target)] : [];
        if (s_lives.Match(words) is { Success: true } lives)
            return Of(lives, Cues.Strong) is { } place ? AtHome(clause, place) : [];
        if (s_isHere.Match(words) is { Success: true } here && (here.Groups["h"].Success || clause.When.Since is not null))
            return Of(here, Cues.Weak) is { } place ? AtHome(clause, place) : [];
        return !clause.IsUser && s_worksThere.Match(words) is { Success: true } there && Of(there, Cues.Weak) is { } town ? [Said.Begun(clause, FactAttributes.Home, town)] : [];
    }

    private enum Cues { Strong, Weak }

    private static IEnumerable<Draft> AtHome(Clause clause, string place)
    {
        if (s_settled.IsMatch(clause.Words))
            return [Said.Begun(clause, FactAttributes.Home, place)];
        if (clause.When is { Since: null, AtEnd: { } end } && end <= clause.SaidAt)
            return Said.Was(clause, FactAttributes.Home, place) is { } then ? [then] : [];
        return [clause.When is { Until: not null } ? Said.Now(clause, FactAttributes.Home, place) : Said.Now(clause, FactAttributes.Home, place) with { From = clause.When.Begin }];
    }

    /// <summary>"搬到杭州了", "上个月搬到杭州", "明天搬到杭州"; not "要搬到杭州", which is a plan.</summary>
    private static bool IsDone(Clause clause, string words, bool ahead) =>
        !ahead && (words.Contains('了', StringComparison.Ordinal) || s_done.IsMatch(clause.WithTimes) || words[^1] is '的' or '来' || clause.When.Begin is not null);

    /// <summary>Behind a weak cue only what is known as a place, or begins with a capital.</summary>
    private static string? Of(Match match, Cues cues)
    {
        var place = Values.Trim(s_suffix.Replace(match.Groups["v"].Value, ""));
        if (place.IndexOf('的', StringComparison.Ordinal) is > 1 and var cut && ChinesePlaces.IsPlace(place[..cut]))
            place = place[..cut];
        if (place.StartsWith("老家", StringComparison.Ordinal) && ChinesePlaces.IsPlace(place[2..]))
            place = place[2..];
        return place.Length is < 2 or > 14 || (s_noPlace.IsMatch(place) && ChinesePlaces.Leading(place) != place) ? null
            : cues == Cues.Strong || ChinesePlaces.IsPlace(place) || char.IsAsciiLetterUpper(place[0]) ? place : null;
    }

    private static readonly Regex s_done = Pattern.Of("(?:啦|咯|喽)[！!。 ]*$");

    private static readonly Regex s_stayed = Pattern.Of("^(?:只|就|会)?(?:租|住)(?:的|在这)?" + ChineseWords.End);

    private static readonly Regex s_noHome = Pattern.Of("^(?:早就?)?(?:不再|不|没有|没)(?:再)?(?:(?:是)?(?:住|居住|定居)(?:在)?" + Place + "|在" + Place + Living + ")" + ChineseWords.End);

    private static readonly Regex s_left = Pattern.Of("^不在" + Place + "了$|^(?:从)?" + Place + "(?:搬走|搬出来?|搬离)" + ChineseWords.End + "|^(?:搬离|离开)了?" + Place + ChineseWords.End);

    private static readonly Regex s_wasHome = Pattern.Of("^(?:以前|之前|曾经|曾|过去|原来|原先|原本|从前|小时候|早年|当年)(?:一直|都|是)?(?:(?:住|居住|家)(?:在|过)?" + Place + "|在" + Place + Living + "(?:过)?)" + ChineseWords.End + "|^在" + Place + "(?:住|生活)(?:过|了.*年)$|^住过" + Place + "$");

    private static readonly Regex s_moved = Pattern.Of("^(?:全家(?:人)?|一家(?:人|[二三四五]口)?|家里人?|(?:和|跟).{1,6}?(?:一起|一块儿?))?(?:都)?(?:(?<f>要|会|将|将要|准备)(?:搬|住))?(?:从(?<o>.{1,8}?))?(?:全家|又|再|就)?(?:(?<=[要会将备][搬住])|搬家?|搬迁|移居|迁居|移民|迁|搬走)(?:到|去|来|回|至|进|往|在)(?:了|到)?" + Place + "(?:去|来|住|生活|定居|那边)*" + ChineseWords.End + "|^(?:搬)?回(?<d>老家)了?" + Place + "了?$|^(?:从.{1,8}?)?搬(?<d>了?)" + Place + "(?<=.)" + ChineseWords.End);

    private static readonly Regex s_lives = Pattern.Of("^(?:(?:全家|一家)(?:人|.口人?)?|.口人)?(?:都)?(?:(?:和|跟|与).{1,6}?(?:一起)?)?(?:是|常年|长期|自己|独自|一个人|人)?(?:家住|现居住?|现住|居住|常住|长住|定居|常驻|租住|租在|住|新?家在|家就在|家(?:一直|还)在|坐标|base|落脚|安家)(?:(?:在|于|到|地|[:：])|(?:的)?(?:地方|城市)(?:是|在))*" + Place + "(?:没动|附近|(?<=区)租房)?" + ChineseWords.End + "|^(?:新?家|住址|所在城市|所在地|居住地|城市)(?:是|[:：])" + Place + ChineseWords.End + "|^在" + Place + Living + "(?:着|呢|了.{1,5})?" + ChineseWords.End + "|^到" + Place + "(?:落脚|定居|安家)" + ChineseWords.End + "|^(?:现在)?(?:租|买|住)的(?:房子?|公寓|地方|家)(?:就|也)?在" + Place + ChineseWords.End);

    private static readonly Regex s_settled = Pattern.Of("定居|落脚|安家|入住");

    private static readonly Regex s_isHere = Pattern.Of("^(?:(?<h>人)(?:还|就)?在|(?:来|到|搬来|在)了?)" + Place + "(?:这边|待着|呆着|待|呆|生活|发展)?" + ChineseWords.End);

    private static readonly Regex s_worksThere = Pattern.Of("^在" + Place + "(?:当|做|教|工作|上班|上学|读书|读大学|念书|打工|开店|开)");

    private static readonly Regex s_suffix = Pattern.Of("(?:那边|那儿|这边|这儿|那里|这里|里面|租房|去|来)+$");

    private static readonly Regex s_noPlace = Pattern.Of("^(?:.{0,3}[楼层]$|下|好|稳|酒店|宾馆|民宿|医院|宿舍|学校|公司|单位|哪|什么|这|那|你|您|他|她|对面|隔壁|楼上|楼下|一个|一起|一间|家里?$|新家|新房|老家|外面|附近|水深火热|梦里|心里|在|着|得|的|过|了|不|很|人|校|院|进|满|宾|帐篷|大房子|小房子|别墅|朋友|父母|爸妈|我|就|惯|出|城里|乡下|农村|市区|市中心|郊区|国外|海边|山上|单身|合租|套|两居|现在|今|以后|宿|房|户|所|处|持|手|海外|年|月)|[吗呢？?]|一样|习惯|不起|不下|.家$|装修|办公|仓库|车间|教室|寝室|工位|地下室|阳台|^新|(?:附近|旁边|边上|里面)$|^城[东南西北]$|宿舍|酒店");
}
