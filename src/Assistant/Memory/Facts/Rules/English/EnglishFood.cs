using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Allergies and diets.</summary>
internal sealed class EnglishFood : IEnglishRule
{
    private static readonly SearchValues<string> s_cues = SearchValues.Create(
        ["allerg", "intoleran", "toler", "veg", "pescatarian", "pescetarian", "kosher", "halal", "keto", "paleo", "gluten", "carb", "dairy", "flexitarian", "meat", "fish", "everything", "eat", "have", "has"], StringComparison.OrdinalIgnoreCase);

    public SearchValues<string>? Cues => s_cues;

    private const string Diets = "vegetarian|vegan|pescatarian|pescetarian|kosher|halal|keto|paleo|gluten[- ]free|low[- ]carb|dairy[- ]free|flexitarian";

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        var rest = predicate.Rest;
        if (s_allergy.Match(rest) is { Success: true } allergy && !predicate.IsFuture)
            return Each(allergy.Groups["v"].Value).Select(value => predicate.IsAffirmed ? Said.Now(clause, FactAttributes.Allergy, value) : Said.Over(clause, FactAttributes.Allergy, value));
        if (s_noAllergy.Match(clause.Words) is { Success: true } none)
            return [Said.Over(clause, FactAttributes.Allergy, none.Groups["v"].Value)];
        if (s_ended.Match(rest) is { Success: true } ended && predicate.IsAffirmed)
            return [Said.Over(clause, FactAttributes.Diet, ended.Groups["v"].Value.ToLowerInvariant())];
        if (s_diet.Match(rest) is not { Success: true } diet || !(predicate.IsCopula || rest == clause.Words || diet.Groups["verb"].Success || predicate.IsPerfect || predicate.IsOver))
            return [];
        var value = diet.Groups["v"].Value.ToLowerInvariant();
        return predicate switch
        {
            { IsDenied: true } or { IsOver: true, IsPast: false } => [Said.Over(clause, FactAttributes.Diet, value)],
            { IsPast: true } => Said.Was(clause, FactAttributes.Diet, value) is { } was ? [was] : [],
            { IsFuture: true } => clause.When.Begin is null ? [] : [Said.Begun(clause, FactAttributes.Diet, value)],
            _ => [Said.Begun(clause, FactAttributes.Diet, value)],
        };
    }

    private static IEnumerable<string> Each(string words) =>
        Values.List(words).Select(part => Values.Thing(part, 4)).OfType<string>().Where(value => !s_pronoun.IsMatch(value));

    private static readonly Regex s_allergy = Pattern.Of(@"^(?:(?:severely|badly|highly|mildly|deathly|slightly|super|pretty|extremely|terribly) )?allergic to (?<v>.+?)(?: (?:since|ever since)\b.*)?$|^(?:have|has|got|suffer from|suffers from|developed|with)(?: an?)?(?: (?:severe|bad|mild|serious|known|strong|life-threatening))?(?: (?:allergy|allergies) to (?<v>.+)| (?<v>(?!no\b|any\b|food\b|bad\b|severe\b|some\b|many\b)[\p{L}-]+(?: [\p{L}-]+)?) (?:allergy|allergies))$|^(?<v>lactose|gluten|histamine|fructose)[- ]intolerant$|^can not (?:tolerate|have|eat) (?<v>(?!meat\b|it\b|that\b|this\b)\p{L}+)$|^(?:my )?(?:known )?allerg(?:y|ies)(?: is| are|:| =)(?: to)? (?<v>(?!not\b|no\b|none\b|bad\b|worse\b|better\b|back\b|terrible\b|killing\b|acting\b|gone\b).+)$");

    private static readonly Regex s_noAllergy = Pattern.Of(@"^(?:do not|does not) have (?:any )?(?:food )?allergies(?<v>)$|^(?:have |has )?no (?:known |food )*allergies(?<v>)$|^(?:have )?(?:outgrew|outgrown|grew out of|got rid of|lost) (?:my|the|her|his) (?<v>.+) allergy$|^(?:my |the )?(?<v>\p{L}+) allergy is gone$");

    private static readonly Regex s_ended = Pattern.Of(@"^(?:stopped being|gave up being|quit being|given up being|given up on being) (?:an? )?(?<v>" + Diets + @")$|^(?:stopped|quit|gave up|dropped) (?:my |the )?(?<v>" + Diets + @")(?: diet)$|^(?:(?:(?:started|back to) eating|eat|eating) (?:meat|fish|everything)(?: and fish| and dairy)?(?: again| now)|gone back to (?:eating )?meat)(?<v>)$");

    private static readonly Regex s_diet = Pattern.Of(@"^(?:(?<verb>became|become|went|gone|go|turned|going) )?(?:an? |the |on an? |fully |totally |completely |mostly |100% )*(?<v>" + Diets + @")(?: diet| food)?(?:$|,.*| (?:here|all|for|since|of|household|in|like|my|so)\b.*)|^(?<verb>eat|eats|eating|keep|keeps|follow|follows|stick to|switched to|on)(?: only| an?| strictly)* (?<v>" + Diets + @")(?: diet| food)?(?:,.*)?$|^(?:(?:my|our) )?diet(?: is|:)(?: now)? (?<verb>)(?<v>" + Diets + @")$");

    private static readonly Regex s_pronoun = Pattern.Of(@"^(?:anything|nothing|something|everything|you|mondays?|work|stupidity|bad service)\b");
}
