using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Vehicles and devices: had, bought, sold, replaced. Outside "I drive" and "my laptop is" only those of known makes.</summary>
internal sealed class EnglishThings : IEnglishRule
{
    public SearchValues<string>? Cues => null;

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        var rest = predicate.Rest;
        if (predicate.IsFuture)
            return [];
        if (s_gone.Match(rest) is { Success: true } gone && predicate.IsAffirmed)
            return Ended(clause, gone.Groups["v"].Value);
        if (s_replaced.Match(rest) is { Success: true } replaced && predicate.IsAffirmed)
            return [.. Ended(clause, replaced.Groups["o"].Value), .. Owned(clause, replaced.Groups["v"].Value, begun: true)];
        if (s_drives.Match(rest) is { Success: true } drives && Name(drives.Groups["v"].Value) is { } vehicle && s_capital.IsMatch(vehicle))
            return predicate.IsAffirmed ? predicate.IsPast ? [] : [Said.Now(clause, FactAttributes.Vehicle, vehicle)] : [Said.Over(clause, FactAttributes.Vehicle, vehicle)];
        if (s_has.Match(rest) is { Success: true } has)
            return !predicate.IsAffirmed ? Ended(clause, has.Groups["v"].Value) : predicate.IsPast || (has.Groups["had"].Success && !predicate.IsPerfect) ? [] : Owned(clause, has.Groups["v"].Value, begun: has.Groups["b"].Success);
        var noun = s_noun.Match(clause.Words);
        if (noun.Groups["list"].Success)
            return Owned(clause, noun.Groups["v"].Value, begun: false);
        if (noun.Success && Name(noun.Groups["v"].Value) is { } thing && s_capital.IsMatch(thing))
            return [noun.Groups["n"].Success ? Said.Begun(clause, AttributeOf(noun), thing) : Said.Now(clause, AttributeOf(noun), thing)];
        return predicate.IsPast || s_wrong.IsMatch(clause.Words) ? [] : s_mine.Matches(clause.Words).SelectMany(match => Owned(clause, match.Groups["v"].Value, begun: false));
    }

    private static string AttributeOf(Match noun) => s_vehicles.IsMatch(noun.Groups["k"].Value) ? FactAttributes.Vehicle : FactAttributes.Device;

    private static IEnumerable<Draft> Owned(Clause clause, string words, bool begun) => Values.List(words).Select(part => Name(part)).OfType<string>()
        .Select(thing => (thing, attribute: s_makers.IsMatch(thing) ? FactAttributes.Vehicle : s_devices.IsMatch(thing) && s_capital.IsMatch(thing) ? FactAttributes.Device : null))
        .Where(each => each.attribute is not null)
        .Select(each => begun ? Said.Begun(clause, each.attribute!, each.thing) : Said.Now(clause, each.attribute!, each.thing));

    private static IEnumerable<Draft> Ended(Clause clause, string words) =>
        Name(words) is { } thing && (s_capital.IsMatch(thing) || s_vehicles.IsMatch(thing)) ? [Said.Over(clause, FactAttributes.Vehicle, s_vehicles.IsMatch(thing) ? "" : thing), Said.Over(clause, FactAttributes.Device, thing)] : [];

    private static string? Name(string words) => Values.Thing(s_worn.Replace(words.Trim(), ""), 6);

    private static readonly Regex s_gone = Pattern.Of(@"^(?:sold|got rid of|gave away|given away|scrapped|lost|traded in|returned|crashed|totall?ed|wrecked|passed on) (?:(?:my|the|our|his|her) )?(?<v>.+?)(?: to .+| in an accident)?$|^(?:(?:my|the|our) )?(?<v>.+?) (?:got |was |has been |been )(?:stolen|scrapped|written off|sold)$");

    private static readonly Regex s_replaced = Pattern.Of(@"^(?:replaced|swapped|exchanged|traded in|traded|upgraded from|switched from|changed from) (?:(?:my|the|our|an?) )?(?<o>.+?) (?:with|for|by|to) (?<v>(?:(?:an?|my|the) )?.+)$");

    private static readonly Regex s_drives = Pattern.Of(@"^(?:drive|drives|driving|ride|rides) (?<v>(?:an?|my|our) .+)$");

    private static readonly Regex s_has = Pattern.Of(@"^(?:own|owns|have|has|(?<had>had)|use|uses|using|got|(?<b>bought|purchased|upgraded to|switched to|picked up|treated \p{L}+ to|invested in)|on|driving|running) (?:myself |me )?(?<v>(?:an?|my|our|the|two|both|one) .+)$|^(?<b>switched|upgraded|moved) to (?<v>(?:an? )?(?-i:\p{Lu}|i\p{Lu}).+)$");

    private static readonly Regex s_noun = Pattern.Of(@"^(?:(?:my|our) )?(?:(?<n>new) |current |work |old |second |family )*(?<k>car|vehicle|van|motorbike|motorcycle|bike|scooter|laptop|phone|computer|pc|tablet|camera|printer|router|watch|smartwatch|headphones|tv|television|washing machine|dishwasher|coffee machine|monitor|console|e-?reader|device)(?: model)?(?: is| are|:| =|,)(?: now)? (?<v>(?:(?:an?|the) )?.+)$|\b(?:my|our) (?:\p{L}+ )?(?<k>devices)(?:,|:| are) (?<list>)(?<v>.+)$");

    private static readonly Regex s_mine = Pattern.Of(@"\b(?:my|our) (?:(?:new|old|current|work|trusty|second|little|beloved) )*(?<v>(?:(?-i:\p{Lu})[\w-]* )?(?:" + Brands + @")(?: (?-i:[\p{Lu}\d][\w.+-]*|pro|max|mini|air|plus|ultra|se))*)");

    private static readonly Regex s_wrong = Pattern.Of(@"\b(?:sell|selling|sale|returned|dream|next|old|order|ordered|broke|broken|died|stolen|account|dealer|lease)\b");

    private static readonly Regex s_worn = Pattern.Of(@"^(?:(?:an?|my|our|the|two|both|one|his|her|old|new|brand[- ]new|used|second[- ]?hand|pre-owned|refurbished|beat-up|battered|little|trusty|company|work|leased|shiny|current|another|of my devices,?|red|blue|black|white|silver|grey|gray|green|\d{4}) )+");

    private static readonly Regex s_vehicles = Pattern.Of(@"^(?:car|vehicle|van|motorbike|motorcycle|bike|scooter)$");

    private static readonly Regex s_capital = Pattern.Exact(@"\p{Lu}|\d");

    private static readonly Regex s_makers = Pattern.Of(@"^(?:\S+ )?(?:" + Cars + @")\b");

    private static readonly Regex s_devices = Pattern.Of(@"^(?:\S+ )?(?:" + Electronics + @")\b");

    private const string Brands = Cars + "|" + Electronics;

    private const string Cars = @"skoda|škoda|volkswagen|vw|golf|polo|passat|audi|bmw|mercedes(?:-benz)?|toyota|yaris|corolla|honda|ford|tesla|volvo|renault|clio|peugeot|citro[eë]n|fiat|opel|vauxhall|corsa|nissan|mazda|hyundai|kia|seat|cupra|dacia|subaru|suzuki|porsche|jaguar|jeep|land rover|range rover|mini cooper|lexus|mitsubishi|chevrolet|chevy|dodge|saab|polestar|byd|rivian|yamaha|kawasaki|vespa|ducati|harley|triumph";

    private const string Electronics = @"iphone|ipad|imac|macbook|mac mini|pixel|galaxy|thinkpad|surface|chromebook|kindle|playstation|ps5|xbox|nintendo|switch|steam deck|canon|nikon|fuji\p{L}*|leica|gopro|sony|lg|samsung|dell|lenovo|hp|asus|acer|huawei|xiaomi|oneplus|nokia|fairphone|motorola|garmin|fitbit|bosch|miele|siemens|dyson|roomba|epson|brother \p{L}+|fritz!?box|raspberry pi|apple watch|airpods|bose|sonos|philips|delonghi|nespresso|kobo";
}
