using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Pets, by kind and name: got, named, lost.</summary>
internal sealed class EnglishPets : IEnglishRule
{
    private static readonly SearchValues<string> s_cues = SearchValues.Create(
        ["dog", "cat", "pup", "kitten", "rabbit", "bunny", "hamster", "pig", "gerbil", "parrot", "canary", "budgie", "cockatiel", "tortoise", "turtle", "horse", "pony", "fish", "snake", "gecko", "lizard", "ferret", "chinchilla", "labrador", "poodle", "beagle", "dachshund", "terrier", "collie", "died", "passed", "dead", "rainbow", "put", "ran", "run", "gone", "gave", "rehome", "lost", "buried", "goodbye"], StringComparison.OrdinalIgnoreCase);

    public SearchValues<string>? Cues => s_cues;

    private const string Kinds = "dog|cat|puppy|kitten|rabbit|bunny|hamster|guinea pig|gerbil|parrot|canary|budgie|cockatiel|tortoise|turtle|horse|pony|goldfish|snake|gecko|lizard|ferret|chinchilla|labrador|poodle|beagle|dachshund|terrier|collie";
    private const string Names = @"(?<v>(?-i:\p{Lu}[\p{L}'-]+)(?:(?:, (?:and )?| and | & )(?-i:\p{Lu}[\p{L}'-]+))*)";

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        if (Lost(clause, predicate) is { Length: > 0 } lost)
            return [new(FactAttributes.User, FactAttributes.Pet, lost, StatementKind.Ends, Until: clause.When.Until ?? clause.When.Begin)];
        if (s_has.Match(predicate.Rest) is { Success: true } has && !predicate.IsFuture)
            return predicate switch
            {
                { IsDenied: true } or { IsOver: true, IsPast: false } => [Said.Over(clause, FactAttributes.Pet, KindOf(has))],
                { IsPast: true } => [],
                _ => [.. Named(clause, has), .. s_further.Matches(predicate.Rest).Where(other => other.Index > has.Groups["k"].Index).SelectMany(other => Named(clause, other))],
            };
        return s_mine.Matches(clause.Words) is { Count: > 0 } mine && !predicate.IsPast ? mine.SelectMany(match => Named(clause, match)) : [];
    }

    /// <summary>"Her name is Luna" behind "we got a puppy".</summary>
    public static IEnumerable<Draft> Christened(string text, Antecedent antecedent)
    {
        if (antecedent.Pet.Length == 0 || antecedent.Pet.Contains(' ', StringComparison.Ordinal) || s_name.Match(text) is not { Success: true } name || !EnglishNames.IsName(name.Groups["v"].Value))
            yield break;
        yield return new(FactAttributes.User, FactAttributes.Pet, antecedent.Pet + " " + name.Groups["v"].Value, StatementKind.Corrects) { Replaces = antecedent.Pet };
        antecedent.Pet = "";
    }

    private static string? Lost(Clause clause, Predicate predicate)
    {
        if (clause.IsOfKnown && predicate.IsAffirmed && s_dead.IsMatch(predicate.Rest))
            return clause.Subject;
        return s_gone.Match(clause.Words) is { Success: true } gone && (gone.Groups["v"].Success || gone.Groups["k"].Success) ? gone.Groups["v"].Success ? gone.Groups["v"].Value : KindOf(gone) : null;
    }

    private static List<Draft> Named(Clause clause, Match match)
    {
        var kind = KindOf(match);
        var names = match.Groups["v"].Success ? Values.List(match.Groups["v"].Value).Where(EnglishNames.IsName).ToList() : [];
        if (names.Count == 0)
            return match.Groups["has"].Success ? [Said.Begun(clause, FactAttributes.Pet, kind)] : [];
        return names.ConvertAll(name => match.Groups["has"].Success ? Said.Begun(clause, FactAttributes.Pet, kind + " " + name) : Said.Now(clause, FactAttributes.Pet, kind + " " + name));
    }

    private static string KindOf(Match match) => match.Groups["k"].Value.ToLowerInvariant() switch
    {
        "kitten" => "cat",
        "puppy" or "labrador" or "poodle" or "beagle" or "dachshund" or "terrier" or "collie" => "dog",
        "bunny" => "rabbit",
        var kind => kind,
    };

    private static readonly Regex s_name = Pattern.Of(@"^(?:(?:his|her|its|the \p{L}+'s) name is|(?:he|she|it) is (?:called|named)|(?:called|named)|(?:i|we) (?:named|called|call) (?:him|her|it)|name:?) (?<v>(?-i:\p{Lu})\p{L}+)");

    private static readonly Regex s_has = Pattern.Of(@"^(?<has>have|has|own|owns|got|adopted|keep|bought|rescued|took in|welcomed)(?: got)? (?:(?:an?|one|two|three|four|five|\d|any|my|our|the) )?(?:(?!ordered\b)[\p{L}-]+ ){0,3}?(?<k>" + Kinds + @")s?\b(?:(?:,? (?:called|named|whose names? (?:is|are)|by the names? of|and (?:his|her|its|their) names? (?:is|are))|,|:)? (?:and )?" + Names + @")?(?:$|,| (?:and|who|that|as|from|in|at|with|for|any)\b)");

    private static readonly Regex s_further = Pattern.Of(@"(?:\band|,) (?:an?|one|two) (?:\p{L}+ )?(?<k>" + Kinds + ")s?(?:,? (?:called|named)|,) " + Names);

    private static readonly Regex s_mine = Pattern.Of(@"\b(?:my|our) (?:(?:old|little|new|poor|dear|other|first|older|younger) )*(?<k>" + Kinds + @")s?(?:'s? names? (?:is|are)| (?:is|are) (?:called|named)| is|,? (?:called|named)|,|:)? " + Names + @"\b|^" + Names + @"(?:,| is)? my (?:(?:old|little|new) )*(?<k>" + Kinds + @")\b");

    private static readonly Regex s_dead = Pattern.Of(@"^(?:died|passed away|passed|gone|dead|put (?:down|to sleep)|ran away|run away|crossed the rainbow bridge)\b");

    private static readonly Regex s_gone = Pattern.Of(@"^(?:(?:my|our|the) )?(?:(?:old|little|poor|dear|beloved) )*(?:(?<k>" + Kinds + @")s?\b,? ?)?(?<v>(?-i:\p{Lu}\p{L}+))?,? ?(?:has |have )?(?:died|passed away|ran away|was put (?:down|to sleep)|crossed the rainbow bridge)\b|^(?:had to|have to|had|have) (?:put|give|rehome|have)(?: away)? (?:(?:my|our|the) )?(?:(?<k>" + Kinds + @")\b ?)?(?<v>(?-i:\p{Lu}\p{L}+))?(?: to sleep| down| away| up)\b|^(?:gave away|rehomed|lost|gave up|said goodbye to|buried) (?:(?:my|our|the) )?(?:old |beloved )?(?:(?<k>" + Kinds + @")\b ?)?(?<v>(?-i:\p{Lu}\p{L}+))?$");
}
