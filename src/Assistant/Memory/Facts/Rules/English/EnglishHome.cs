using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Where somebody lives, moved to, lives no more.</summary>
internal sealed class EnglishHome : IEnglishRule
{
    private static readonly SearchValues<string> s_cues = SearchValues.Create(
        ["live", "living", "lived", "home", "move", "moving", "relocat", "resid", "based", "located", "settle", "stay", "left", "leaving", "swapped", "traded", "location", "city", "base", "emigrat", "migrat", "return", "back", "shifted"], StringComparison.OrdinalIgnoreCase);

    public SearchValues<string>? Cues => s_cues;

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        var words = clause.Words;
        if (s_label.Match(words) is { Success: true } label && Values.Place(label.Groups["v"].Value) is { } stated)
            return [label.Groups["n"].Success ? Said.Begun(clause, FactAttributes.Home, stated) : Said.Now(clause, FactAttributes.Home, stated)];
        if (s_gone.Match(predicate.Rest) is { Success: true } gone && predicate.IsAffirmed && Values.Place(gone.Groups["o"].Value) is { } old)
            return gone.Groups["v"].Success && Values.Place(gone.Groups["v"].Value) is { } next
                ? [Said.Over(clause, FactAttributes.Home, old), Said.Begun(clause, FactAttributes.Home, next)] : [Said.Over(clause, FactAttributes.Home, old)];
        if (s_moves.Match(predicate.Rest) is { Success: true } moves)
            return predicate.IsAffirmed && (moves.Groups["p"].Success || IsDue(clause)) && ProperPlace(moves.Groups["v"].Value, clause) is { } target ? [Said.Begun(clause, FactAttributes.Home, target)] : [];
        return s_lives.Match(predicate.Rest) is { Success: true } lives && PlaceIn(lives) is { } place && Lived(clause, predicate, lives, place) is { } draft ? [draft] : [];
    }

    private static Draft? Lived(Clause clause, Predicate predicate, Match lives, string place)
    {
        if (predicate.IsOver && !predicate.IsPast || predicate.IsDenied)
            return Said.Over(clause, FactAttributes.Home, place);
        if (predicate.IsPast || (lives.Groups["p"].Success && !predicate.IsPerfect))
            return Said.Was(clause, FactAttributes.Home, place);
        if (predicate.IsFuture)
            return IsDue(clause) ? Said.Begun(clause, FactAttributes.Home, place) : null;
        return lives.Groups["b"].Success ? Said.Begun(clause, FactAttributes.Home, place) : Said.Now(clause, FactAttributes.Home, place);
    }

    /// <summary>What is only coming is kept when the words say when.</summary>
    private static bool IsDue(Clause clause) => clause.When.Begin is { } begin && begin > clause.SaidAt.AddDays(-1);

    /// <summary>"In a small flat in Leeds": the last place with a capital.</summary>
    private static string? PlaceIn(Match lives) =>
        Values.Place(lives.Groups["v"].Value) ?? (s_inner.Match(lives.Groups["v"].Value) is { Success: true } inner ? Values.Place(inner.Groups["v"].Value) : null);

    /// <summary>"Moved to accounting": a place without a capital only from those who write none at all.</summary>
    private static string? ProperPlace(string words, Clause clause) =>
        (Values.Place(words) ?? (s_inner.Match(words) is { Success: true } inner ? Values.Place(inner.Groups["v"].Value) : null)) is { } place && (place.Any(char.IsUpper) || clause.IsSmall) && !s_departments.IsMatch(place) ? place : null;

    private static readonly Regex s_label = Pattern.Of(@"^(?:(?:my|our) )?(?:(?<n>new) )?(?:home|hometown|home ?town|city|place of residence|home city|residence|home base|(?:current )?location|base)(?: (?:is|will be)|:| =)(?: in)? (?<v>.+)$|^(?<v>\p{Lu}[^,]{1,40}?) (?:is|has been|has become|will be|became)(?: (?:my|our))?(?: (?<n>new))? home$|^call (?<v>.+?) (?:my |our )?home$");

    private static readonly Regex s_gone = Pattern.Of(@"^(?:moved|moving) (?:(?:away|out)(?: (?:from|of))|from) (?<o>[^,]+?)(?: for good)?(?<!\bto .+)$|^(?:left|leaving|swapped|traded) (?<o>(?-i:\p{Lu})[^,]+?)(?: for (?<v>(?-i:\p{Lu}).+)| for good)$|^left (?<o>(?-i:\p{Lu})[^,]+)$");

    private static readonly Regex s_moves = Pattern.Of(@"^(?:(?<p>moved|relocated|emigrated|migrated|resettled|shifted)|moving|relocating|emigrating|move|relocate)(?: (?:house|home|away|out|back|over|up|down|here|again|abroad|in together|across town))*(?: (?:with|because of|for) [^,]{2,30}?)?(?: (?:out )?(?:from|of) [^,]{2,40}?)?,? (?:to|into|in) (?<v>.+?)(?: from .+| for (?:work|love|good|my|our|a|the|family)\b.*)?$|^(?<p>settled)(?: down)? in (?<v>.+)$");

    private static readonly Regex s_lives = Pattern.Of(@"^(?:live|lives|living|(?<p>lived|resided|stayed)|based|located|residing|reside|resides|(?:a )?resident|domiciled|dwell|stay|staying|(?<b>settled)|at home)(?: (?:over|up|down|out|back))?(?: here)?(?:(?: [\p{L}']+){0,6}? (?:in|near|outside)(?= (?-i:\p{Lu}))| (?:in|near|at|outside|just outside|of|close to)) (?<v>.+)$");

    private static readonly Regex s_inner = Pattern.Exact(@"\b(?:in|near|outside|called) (?<v>\p{Lu}.*)$");

    private static readonly Regex s_departments = Pattern.Of(@"^(?:sales|marketing|finance|hr|it|accounting|accounts|support|customer|engineering|operations|logistics|legal|procurement|research|design|purchasing|management|part|full|team|product|another|vegan|vegetarian|email|android|iphone|windows|mac|linux)\b");
}
