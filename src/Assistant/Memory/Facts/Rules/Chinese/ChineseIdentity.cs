using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Names, ages, birthdays, tastes, allergies, diet and languages in Chinese.</summary>
internal sealed partial class ChineseIdentity : IClauseRule
{
    public IEnumerable<Draft> Read(Clause clause)
    {
        var words = clause.Words;
        if (OwnName().Match(words) is { Success: true } name && clause is { IsUser: true, IsCarried: false })
            yield return Said.Now(clause, FactAttributes.Name, name.Groups["v"].Value);
        if (OtherName().Match(words) is { Success: true } other && !clause.IsUser)
            yield return new(FactAttributes.User, clause.Subject.Split(' ')[0], other.Groups["v"].Value);
        if (Age().Match(words) is { Success: true } age)
            yield return Said.Now(clause, FactAttributes.Age, ChineseDates.Number(age.Groups["v"].Value).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (Birthday().IsMatch(clause.WithTimes) && clause.When is { At: { } day, AtEnd: { } end } && end - day <= TimeSpan.FromDays(1))
            yield return Said.Now(clause, FactAttributes.Birthday, day.ToString(clause.WithTimes.Contains('年', StringComparison.Ordinal) ? "yyyy-MM-dd" : "MM-dd", null)) with { From = null };
        foreach (var draft in Tastes(clause))
            yield return draft;
        if (Speaks().Match(words) is { Success: true } speaks)
            foreach (var tongue in Values.List(speaks.Groups["v"].Value))
                if (Languages.Of(tongue) is { } language)
                    yield return Said.Now(clause, FactAttributes.Speaks, language);
        if (Reply().Match(words) is { Success: true } reply && Languages.Of(reply.Groups["v"].Value) is { } preferred)
            yield return Said.Now(clause, FactAttributes.Language, preferred);
        if (Channel().Match(words) is { Success: true } channel)
            yield return Said.Now(clause, FactAttributes.Contact, channel.Groups["v"].Value switch { "短信" => "sms", "电话" => "phone", "邮件" or "电子邮件" or "邮箱" => "email", var else_ => else_ });
    }

    private static IEnumerable<Draft> Tastes(Clause clause)
    {
        var words = clause.Words;
        if (NoLonger().Match(words) is { Success: true } over)
            return [Said.Over(clause, FactAttributes.Likes, Values.Trim(over.Groups["v"].Value))];
        if (NotAllergic().Match(words) is { Success: true } cured)
            return [Said.Over(clause, FactAttributes.Allergy, cured.Groups["v"].Value)];
        if (Allergy().Match(words) is { Success: true } allergy)
            return Values.List(allergy.Groups["v"].Value).Select(value => Said.Now(clause, FactAttributes.Allergy, value));
        if (NoVegetarian().IsMatch(words))
            return [Said.Over(clause, FactAttributes.Diet, "")];
        if (Vegetarian().IsMatch(words))
            return [Said.Begun(clause, FactAttributes.Diet, words.Contains("纯素", StringComparison.Ordinal) ? "vegan" : words.Contains("清真", StringComparison.Ordinal) ? "halal" : "vegetarian")];
        if (Dislike().Match(words) is { Success: true } dislike)
            return Values.List(dislike.Groups["v"].Value).SelectMany(value => new[] { Said.Now(clause, FactAttributes.Dislikes, value), Said.Over(clause, FactAttributes.Likes, value) });
        if (Favourite().Match(words) is { Success: true } favourite)
            return [Said.Now(clause, FactAttributes.Favourite + favourite.Groups["k"].Value, Values.Trim(favourite.Groups["v"].Value))];
        return Like().Match(words) is { Success: true } like && !Passing().IsMatch(like.Groups["v"].Value)
            ? Values.List(like.Groups["v"].Value).Where(value => value.Length <= 12).Select(value => Said.Now(clause, FactAttributes.Likes, value)) : [];
    }

    [GeneratedRegex("^(?:叫我|请叫我|可以叫我|叫(?![了他她你它个车人过外快医一])|名叫|姓名是|的?名字(?:是|叫)|改名(?:叫|为)了?|的?全名是)(?<v>[\\p{IsCJKUnifiedIdeographs}A-Za-z· ]{1,12}?)(?:吧|就行|就好|了)?$")]
    private static partial Regex OwnName();

    [GeneratedRegex("^(?:叫|名叫|名字(?:是|叫))(?<v>[\\p{IsCJKUnifiedIdeographs}A-Za-z·]{1,8})$")]
    private static partial Regex OtherName();

    [GeneratedRegex("^(?:今年)?(?:是)?(?<v>\\d{1,3}|[一二三四五六七八九十]{1,3})(?:周?岁)(?:了)?$")]
    private static partial Regex Age();

    [GeneratedRegex("生日(?:是|在)?|出生(?:于|在)|出生$|出生的$")]
    private static partial Regex Birthday();

    [GeneratedRegex("^(?:不再|不)(?:喜欢|爱)(?<v>.{1,12}?)了$")]
    private static partial Regex NoLonger();

    [GeneratedRegex("^对(?<v>.{1,10}?)(?:不再过敏|不过敏)了?$")]
    private static partial Regex NotAllergic();

    [GeneratedRegex("^对(?<v>.{1,16}?)(?:严重)?过敏$|^(?:有|患有)(?<v>.{1,8}?)过敏(?:症)?$|^(?<v>乳糖|麸质)不耐(?:受|症)?$")]
    private static partial Regex Allergy();

    [GeneratedRegex("^(?:只|改|开始)?吃(?:纯?素|清真)(?:食)?(?:了)?$|^是(?:个|一个|一名)?(?:纯?素食(?:主义)?者)$")]
    private static partial Regex Vegetarian();

    [GeneratedRegex("^不(?:再)?吃(?:纯?素|清真)(?:食)?了?$")]
    private static partial Regex NoVegetarian();

    [GeneratedRegex("^(?:不(?:太)?喜欢|讨厌|不爱|受不了|不吃(?!素)|不喝|最讨厌|恨)(?:吃|喝)?(?<v>.{1,14})$")]
    private static partial Regex Dislike();

    [GeneratedRegex("^最喜欢的(?<k>.{1,6}?)是(?<v>.{1,14})$")]
    private static partial Regex Favourite();

    [GeneratedRegex("^(?:最?喜欢|爱|热爱|爱好是|爱好|的爱好是)(?<v>.{1,20})$")]
    private static partial Regex Like();

    [GeneratedRegex("^(?:这|那|你|您|它|他|她|的|上|过|新)|这个|那个")]
    private static partial Regex Passing();

    [GeneratedRegex("^(?:会说|会讲|能说|说|会)(?<v>.{2,20})$")]
    private static partial Regex Speaks();

    [GeneratedRegex("^(?:以后|今后)?(?:请|都)?(?:以后)?(?:请)?用(?<v>.{1,4}[语文])(?:回复|回答|答复|跟我|和我|写)|^(?:更)?喜欢用(?<v>.{1,4}[语文])(?:交流|沟通)")]
    private static partial Regex Reply();

    [GeneratedRegex("(?:通过|用|发|打)(?<v>短信|电话|微信|邮件|电子邮件|邮箱)(?:给我|联系我|通知我|跟我联系|联系)|^(?:更?喜欢|希望)(?:用)?(?<v>短信|电话|微信|邮件|电子邮件)(?:联系|沟通)")]
    private static partial Regex Channel();
}
