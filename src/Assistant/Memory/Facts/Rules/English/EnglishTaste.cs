using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Likes, dislikes, allergies, diet, favourites.</summary>
internal sealed partial class EnglishTaste : IClauseRule
{
    public IEnumerable<Draft> Read(Clause clause)
    {
        var words = clause.Words;
        if (NoLonger().Match(words) is { Success: true } over)
            return Each(over.Groups["v"].Value).Select(value => Said.Over(clause, FactAttributes.Likes, value));
        if (Dislike().Match(words) is { Success: true } dislike)
            return Each(dislike.Groups["v"].Value).SelectMany(value => new[] { Said.Now(clause, FactAttributes.Dislikes, value), Said.Over(clause, FactAttributes.Likes, value) });
        if (NotAllergic().Match(words) is { Success: true } cured)
            return Each(cured.Groups["v"].Value).Select(value => Said.Over(clause, FactAttributes.Allergy, value));
        if (Allergy().Match(words) is { Success: true } allergy)
            return Each(allergy.Groups["v"].Value).Select(value => Said.Now(clause, FactAttributes.Allergy, value));
        if (Diet().Match(words) is { Success: true } diet)
            return [Said.Begun(clause, FactAttributes.Diet, diet.Groups["v"].Value.ToLowerInvariant())];
        if (NotDiet().Match(words) is { Success: true } ended)
            return [Said.Over(clause, FactAttributes.Diet, ended.Groups["v"].Value.ToLowerInvariant())];
        if (Favourite().Match(words) is { Success: true } favourite && Values.Thing(favourite.Groups["v"].Value) is { } best)
            return [Said.Now(clause, FactAttributes.Favourite + favourite.Groups["k"].Value.ToLowerInvariant(), best)];
        if (Like().Match(words) is { Success: true } like && !Passing().IsMatch(like.Groups["v"].Value))
            return Each(like.Groups["v"].Value).Select(value => Said.Now(clause, FactAttributes.Likes, value));
        return [];
    }

    private static IEnumerable<string> Each(string words) =>
        Values.List(words).Select(part => Values.Thing(part, 4)).OfType<string>();

    [GeneratedRegex(@"^(?:(?:do|does) (?:not|no longer)|no longer) (?:like|love|enjoy) (?<v>.+?) (?:any ?more|any longer)$|^no longer (?:like|love|enjoy)s? (?<v>.+)$|^(?:have )?(?:gone off|stopped liking|am over) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex NoLonger();

    [GeneratedRegex(@"^(?:do not|does not) (?:like|enjoy|care for|eat|drink) (?<v>.+)$|^(?:hate|hates|dislike|dislikes|detest|loathe|can not stand|can not bear|can not abide|despise|am not a fan of|am no fan of|am not fond of|never (?:eat|drink)) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Dislike();

    [GeneratedRegex(@"^(?:am|is) (?:not|no longer) allergic to (?<v>.+?)(?: any ?more)?$|^outgrew my (?<v>.+) allergy$", RegexOptions.IgnoreCase)]
    private static partial Regex NotAllergic();

    [GeneratedRegex(@"^(?:am|is|are|have been|has been) (?:severely |badly |highly |mildly )?allergic to (?<v>.+)$|^(?:have|has|suffer from|suffers from) an? (?:severe |bad |mild )?(?:allergy to (?<v>.+)|(?<v>\p{L}+) allergy)$|^(?:am|is) (?<v>lactose|gluten|histamine|fructose)[- ]intolerant$|^can not (?:eat|tolerate|have) (?<v>\p{L}+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Allergy();

    [GeneratedRegex(@"^(?:am|is|are|have been|has been|became|have become|has become|went|have gone|turned)(?: an?| on an?| strictly)? (?<v>vegetarian|vegan|pescatarian|kosher|halal|keto|paleo|gluten-free|low-carb)(?: diet| food)?$|^(?:eat|eats|keep|follow)(?: only| a)? (?<v>vegetarian|vegan|kosher|halal|keto|paleo|gluten-free|low-carb)(?: diet| food)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Diet();

    [GeneratedRegex(@"^(?:am|is) (?:not|no longer) (?:an? )?(?<v>vegetarian|vegan|pescatarian)(?: any ?more)?$|^stopped being (?:an? )?(?<v>vegetarian|vegan|pescatarian)$", RegexOptions.IgnoreCase)]
    private static partial Regex NotDiet();

    [GeneratedRegex(@"^my (?:all-time )?favou?rite (?<k>\p{L}+(?: \p{L}+)?) (?:is|are|has become|has always been) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Favourite();

    [GeneratedRegex(@"^(?:like|likes|love|loves|enjoy|enjoys|adore|am fond of|am into|is into|am keen on|am a (?:big |huge |great )?fan of|is a (?:big |huge )?fan of|have a soft spot for|prefer(?!\s+(?:to|e-?mails?|sms|texts?|called|call me|phone|whatsapp|teams|letters?|chat|signal|telegram)))(?: to)? (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Like();

    /// <summary>Of the moment, of the talk or of the assistant, not of the person.</summary>
    [GeneratedRegex(@"^(?:the (?:idea|way|fact|new|answer|look|sound|last|first|second|other|design|option|one)|your|this|that|it|you|my (?:new|old)|to know|to (?:ask|see|have|get|order|cancel|return|speak|talk|be|book)|(?:english|german|french|spanish|dutch|chinese)$)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Passing();
}
