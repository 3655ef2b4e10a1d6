using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Pets, vehicles and devices: had, bought, sold, lost.</summary>
internal sealed partial class EnglishThings : IClauseRule
{
    public IEnumerable<Draft> Read(Clause clause)
    {
        var words = clause.Words;
        if (Gone().Match(words) is { Success: true } gone)
            return Ended(clause, gone.Groups["v"].Value);
        if (PetDied().Match(words) is { Success: true } died)
            return [Said.Over(clause, FactAttributes.Pet, Values.Trim(died.Groups["v"].Value))];
        if (Replaced().Match(words) is { Success: true } replaced)
            return [.. Ended(clause, replaced.Groups["o"].Value), .. Owned(clause, replaced.Groups["v"].Value, begun: true)];
        if (Pet().Match(words) is { Success: true } pet)
            return Pets(clause, pet);
        if (NamedPet().Match(words) is { Success: true } known)
            return [Said.Now(clause, FactAttributes.Pet, $"{known.Groups["k"].Value.ToLowerInvariant()} {known.Groups["v"].Value}")];
        if (Drives().Match(words) is { Success: true } drives && Values.Thing(drives.Groups["v"].Value) is { } vehicle && Capital().IsMatch(vehicle))
            return [Said.Now(clause, FactAttributes.Vehicle, vehicle)];
        if (Has().Match(words) is { Success: true } has)
            return Owned(clause, has.Groups["v"].Value, begun: has.Groups["b"].Success);
        return Noun().Match(words) is { Success: true } noun && Values.Thing(noun.Groups["v"].Value) is { } thing && Capital().IsMatch(thing)
            ? [Said.Now(clause, Vehicles().IsMatch(noun.Groups["k"].Value) ? FactAttributes.Vehicle : FactAttributes.Device, thing)] : [];
    }

    private static List<Draft> Pets(Clause clause, Match match)
    {
        var kind = match.Groups["k"].Value.ToLowerInvariant();
        kind = kind is "kitten" ? "cat" : kind is "puppy" ? "dog" : kind.TrimEnd('s');
        var names = match.Groups["v"].Success ? Values.List(match.Groups["v"].Value).Select(Values.Name).OfType<string>().ToList() : [];
        return names.Count == 0 ? [Said.Begun(clause, FactAttributes.Pet, kind)] : names.ConvertAll(name => Said.Begun(clause, FactAttributes.Pet, kind + " " + name));
    }

    private static IEnumerable<Draft> Owned(Clause clause, string words, bool begun)
    {
        if (Values.Thing(words, 6) is not { } thing)
            return [];
        var attribute = Makers().IsMatch(thing) ? FactAttributes.Vehicle : Devices().IsMatch(thing) ? FactAttributes.Device : null;
        return attribute is null ? [] : [begun ? Said.Begun(clause, attribute, thing) : Said.Now(clause, attribute, thing)];
    }

    private static IEnumerable<Draft> Ended(Clause clause, string words) =>
        Values.Thing(words, 6) is { } thing
            ? [Said.Over(clause, FactAttributes.Vehicle, thing), Said.Over(clause, FactAttributes.Device, thing), .. Bare(clause, thing)] : [];

    private static IEnumerable<Draft> Bare(Clause clause, string thing) =>
        thing is "car" or "bike" or "motorbike" ? [Said.Over(clause, FactAttributes.Vehicle, "")] : thing is "dog" or "cat" ? [Said.Over(clause, FactAttributes.Pet, thing)] : [];

    [GeneratedRegex(@"^(?:have )?(?:sold|got rid of|gave away|scrapped|lost|no longer (?:have|own|drive)|do not (?:have|own|drive)|traded in|returned) (?:my |the |our )?(?<v>.+?)(?: any ?more)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Gone();

    [GeneratedRegex(@"^(?:my |our )?(?:(?:dog|cat|rabbit|hamster|parrot|pony|horse) )?(?<v>\p{L}+) (?:has )?(?:died|passed away|ran away|was put (?:down|to sleep))\b", RegexOptions.IgnoreCase)]
    private static partial Regex PetDied();

    [GeneratedRegex(@"^(?:have )?(?:replaced|swapped|exchanged|traded in|traded|upgraded from) (?:my |the |our )?(?<o>.+?) (?:with|for|by|to) (?:an? |my )?(?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Replaced();

    [GeneratedRegex(@"^(?:have|has|own|owns|got|adopted|have adopted|have got|keep) (?:an?|one|two|three|four|five|\d) (?:\p{L}+ )?(?<k>dog|cat|puppy|kitten|rabbit|hamster|guinea pig|parrot|canary|budgie|tortoise|turtle|horse|pony|goldfish|snake|ferret)s?(?:,? (?:called|named|whose name is|by the name of),? (?<v>.+)|, (?<v>\p{Lu}.+))?$|^(?:my|our) (?<k>dog|cat|puppy|kitten|rabbit|hamster|parrot|horse|pony|tortoise)(?:'s name is| is (?:called|named)) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Pet();

    [GeneratedRegex(@"^(?i:my|our) (?:(?i:old|little|new|poor|dear) )?(?<k>(?i:dog|cat|rabbit|hamster|parrot|horse|pony|tortoise)),? (?<v>\p{Lu}\p{L}+),? (?i:is|has|was|loves|likes|needs|eats|hates|had|got|will)\b")]
    private static partial Regex NamedPet();

    [GeneratedRegex(@"^(?:drive|drives|ride|rides) (?:an?|my) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Drives();

    [GeneratedRegex(@"^(?:have |has )?(?:own|owns|have|has|use|(?<b>bought|got|purchased|upgraded to|switched to|picked up)) (?:an?|my|myself an?|the) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Has();

    [GeneratedRegex(@"^(?:my|our) (?:new |current |work |old )?(?<k>car|vehicle|van|motorbike|motorcycle|bike|laptop|phone|computer|tablet|camera|printer|router|watch|headphones|tv|television|washing machine|dishwasher|coffee machine|monitor) is (?:an? |the )(?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Noun();

    [GeneratedRegex(@"^(?:car|vehicle|van|motorbike|motorcycle|bike)$", RegexOptions.IgnoreCase)]
    private static partial Regex Vehicles();

    [GeneratedRegex(@"\p{Lu}|\d")]
    private static partial Regex Capital();

    [GeneratedRegex(@"\b(?:skoda|škoda|volkswagen|vw|golf|passat|audi|bmw|mercedes|toyota|honda|ford|tesla|volvo|renault|peugeot|citro[eë]n|fiat|opel|vauxhall|nissan|mazda|hyundai|kia|seat|dacia|subaru|suzuki|porsche|jaguar|land rover|mini cooper|polestar|byd|yamaha|kawasaki|vespa|ducati|harley)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Makers();

    [GeneratedRegex(@"\b(?:iphone|ipad|imac|macbook|mac mini|pixel|galaxy|thinkpad|surface|chromebook|kindle|playstation|xbox|switch|canon|nikon|fuji\p{L}*|leica|gopro|sony|lg|samsung|dell|lenovo|hp|asus|acer|huawei|xiaomi|oneplus|nokia|fairphone|garmin|fitbit|bosch|miele|siemens|dyson|roomba|epson|brother \p{L}+|fritz!?box|raspberry pi|apple watch|airpods|bose|sonos|philips|delonghi|nespresso)\b(?=.*[\p{Lu}\d])", RegexOptions.IgnoreCase)]
    private static partial Regex Devices();
}
