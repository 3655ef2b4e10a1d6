using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Names, ages, birthdays and languages.</summary>
internal sealed class ChineseIdentity : IChineseRule
{
    public IEnumerable<Draft> Read(Clause clause, ChineseContext context)
    {
        if (clause.IsCarried && context.Topic == FactAttributes.Pet)
            yield break;
        if (NameOf(clause, context) is { } name)
        {
            context.Topic = FactAttributes.Name;
            yield return Said.Now(clause, FactAttributes.Name, name);
        }
        // "我41了，我老婆39".
        if ((AgeOf(clause) ?? (context.Has(FactAttributes.Age) && !clause.IsCarried && s_number.IsMatch(clause.Words) ? clause.Words : null)) is { } age)
            yield return Said.Now(clause, FactAttributes.Age, age);
        if (BirthdayOf(clause) is { } birthday)
        {
            context.Topic = FactAttributes.Birthday;
            yield return Said.Now(clause, FactAttributes.Birthday, birthday) with { From = null };
        }
        foreach (var tongue in Tongues(clause))
            yield return Said.Now(clause, FactAttributes.Speaks, tongue);
    }

    private static string? NameOf(Clause clause, ChineseContext context)
    {
        if (!clause.IsUser)
            return null;
        if (s_surname.IsMatch(clause.Words))
            context.Topic = FactAttributes.Name;
        if (clause.IsCarried && context is { IsFirst: false, Topic: not FactAttributes.Name } && !s_label.IsMatch(clause.Words))
            return null;
        if (s_named.Match(clause.Words) is { Success: true } named)
            return ChineseNames.IsFree(named.Groups["v"].Value) ? named.Groups["v"].Value : null;
        if (s_isA.Match(clause.Words) is not { Success: true } isA || isA.Groups["v"].Value is not { } full)
            return null;
        // "我周雨桐" is how some begin; "我上班" is no name.
        if (!isA.Groups["is"].Success && !clause.IsCarried && !(context.IsFirst && full.Length == 3))
            return null;
        var stated = clause.IsCarried ? context.Topic == FactAttributes.Name || s_here.IsMatch(clause.Words) : clause.Words[^1] != '的';
        return stated && ChineseNames.IsFull(full) && !s_title.IsMatch(full) && !ChinesePlaces.IsPlace(full) ? full : null;
    }

    private static string? AgeOf(Clause clause)
    {
        if (s_age.Match(clause.Words) is not { Success: true } match)
            return null;
        var age = ChineseDates.Number(match.Groups["v"].Value);
        return age is > 0 and < 120 && (match.Groups["s"].Success || clause.WithTimes.Contains("今年", StringComparison.Ordinal) || (age >= 18 && match.Groups["a"].Success)) ? age.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static string? BirthdayOf(Clause clause)
    {
        var text = clause.WithTimes;
        if (!s_born.IsMatch(clause.Words) || s_notBorn.IsMatch(text))
            return null;
        if (s_date.Match(text) is { Success: true } date)
        {
            var (month, day) = (ChineseDates.Number(date.Groups["m"].Value), ChineseDates.Number(date.Groups["d"].Value));
            var year = date.Groups["y"].Success ? YearOf(date.Groups["y"].Value) : (int?)null;
            if (DaySpan.Date(year ?? 2000, month, day) is not { } span)
                return null;
            return span.First.ToString(year is null ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
        return clause.When is { At: { } at, AtEnd: { } end } && end - at <= TimeSpan.FromDays(1) && s_today.IsMatch(text) ? at.ToString("MM-dd", CultureInfo.InvariantCulture) : null;
    }

    private static int YearOf(string digits)
    {
        var year = digits.Aggregate(0, (sum, digit) => (10 * sum) + (char.IsAsciiDigit(digit) ? digit - '0' : digit == '〇' ? 0 : "零一二三四五六七八九".IndexOf(digit, StringComparison.Ordinal)));
        return year >= 100 ? year : year + (year > 30 ? 1900 : 2000);
    }

    private static IEnumerable<string> Tongues(Clause clause)
    {
        if (s_speaks.Match(clause.Words) is not { Success: true } speaks || (clause.IsCarried && speaks.Groups["x"].Success))
            yield break;
        foreach (var tongue in ChineseTongues.All(speaks.Groups["v"].Value))
            yield return tongue;
    }

    private static readonly Regex s_named = Pattern.Of("^(?:的|身份证上?的?|户口本上?的?|护照上?的?|真实)*(?:(?:全|真|大|本|中文|英文)?(?:名字?|姓名)|称呼)(?:现在)?(?:就)?(?:叫做?|是|为|[:：])+(?<v>[\u4e00-\u9fffA-Za-z· ]{1,20}?)" + ChineseWords.End
        + "|^(?:请|可以|你们?|您|直接|大家都?|一般|朋友们?都?)*(?:叫|称呼|喊)我(?:做|为)?(?<v>[\u4e00-\u9fffA-Za-z· ]{1,20}?)(?:就行|就好|即可|就可以)?" + ChineseWords.End
        + "|^(?:免贵)?(?<c>叫|名叫|改名叫|改名为)(?![了他她你它声个车人过外快医一不])(?<v>[\u4e00-\u9fffA-Za-z· ]{1,20}?)" + ChineseWords.End + "|^(?:姓名|名字)(?<v>[\u4e00-\u9fff]{2,4})$");

    private static readonly Regex s_isA = Pattern.Of("^(?:的?名字)?(?:就|这里|这边)?(?<is>是)?(?<v>[\u4e00-\u9fff]{2,4}?)(?:本人)?" + ChineseWords.End);

    /// <summary>Said of oneself whatever was talked of before.</summary>
    private static readonly Regex s_label = Pattern.Of("^(?:姓名|全名|真名|这[里边]是)|叫我|称呼我|喊我");

    private static readonly Regex s_surname = Pattern.Of("^(?:免贵)?姓[\u4e00-\u9fff]{1,2}$|(?:^|后)改[名姓]|^的?名字.{0,4}(?:错|改)");

    private static readonly Regex s_here = Pattern.Of("^这[里边]是");

    private static readonly Regex s_title = Pattern.Of("(?:老师|先生|女士|小姐|经理|总|医生|师傅|同学|阿姨|工|人|族|色|粉|哥|姐)$");

    private static readonly Regex s_number = Pattern.Of("^\\d{1,2}$");

    private static readonly Regex s_age = Pattern.Of("^(?:的)?(?:年龄|年纪|岁数)?(?:是|[:：])?(?:今年|刚满|满|快|虚岁|周岁)?(?:是)?(?<a>都|已经?)?(?<v>\\d{1,3}|[一二三四五六七八九十]{1,3})(?:(?<s>周?岁(?:半|多)?)|(?<a>了))" + ChineseWords.End + "|^(?:的)?(?<s>年龄|年纪|满)(?:是|[:：])?(?<v>\\d{1,3}|[一二三四五六七八九十]{2,3})$|^(?:今年)?(?<v>\\d{1,3}|[一二三四五六七八九十]{2,3})$");

    private static readonly Regex s_born = Pattern.Of("^(?:的|是|在|身份证上?|阳历|阴历|农历|公历|会员|于|我的?|帮我登记|登记)*(?:生日|出生|生(?:的|人)?" + ChineseWords.End + ")");

    private static readonly Regex s_notBorn = Pattern.Of("生日(?:礼物|蛋糕|聚会|派对|会|宴|券|优惠|祝福|卡)|(?:过|给|庆)[^，]{0,6}生日|送");

    private static readonly Regex s_date = Pattern.Of("(?:(?<y>(?:19|20)\\d{2}|\\d{2}|[一二][一二三四五六七八九〇零]{3}|[五六七八九零〇][一二三四五六七八九〇零])[年./-])?(?<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])[月./-](?<d>[12]\\d|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?!\\d)[日号]?");

    private static readonly Regex s_today = Pattern.Of("(?:今天|明天|昨天|后天)[^，]{0,5}生日|生日[^，]{0,3}(?:今天|明天|昨天|后天)");

    private static readonly Regex s_speaks = Pattern.Of("^(?:的)?(?:母语|语言)(?:是|[:：])(?<v>.{2,16}?)" + ChineseWords.End + "|^(?:只|也|还|平时)?(?:(?:会|能|可以)|(?<x>))(?:说|讲)(?:一口)?(?:流利的?)?(?<v>.{2,20}?)" + ChineseWords.End + "|^(?:只|还|也)?(?:会|学会了?)(?<v>.{2,20}?)" + ChineseWords.End + "|^(?<v>.{2,20}?)(?:都|也)?(?:会|能)(?:说|讲|一点)?" + ChineseWords.End + "|^(?<v>.{2,4}?)(?:很|说得很|讲得很)?(?:流利|熟练)" + ChineseWords.End);
}
