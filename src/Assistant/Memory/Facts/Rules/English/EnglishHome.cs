using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Where somebody lives, moved to, lives no more.</summary>
internal sealed partial class EnglishHome : IClauseRule
{
    public IEnumerable<Draft> Read(Clause clause)
    {
        if (Draft(clause) is { } draft)
            yield return draft;
    }

    private static Draft? Draft(Clause clause)
    {
        if (Ended().Match(clause.Words) is { Success: true } ended)
            return Values.Place(ended.Groups["v"].Value) is { } past ? Said.Over(clause, FactAttributes.Home, past) : null;
        if (Lived().Match(clause.Words) is { Success: true } lived)
            return Values.Place(lived.Groups["v"].Value) is { } former ? Said.Was(clause, FactAttributes.Home, former) : null;
        if (Moved().Match(clause.Words) is { Success: true } moved)
            return Values.Place(moved.Groups["v"].Value) is { } target ? Said.Begun(clause, FactAttributes.Home, target) : null;
        if (Planned().Match(clause.Words) is { Success: true } planned && clause.When.Begin is { } begin && begin > clause.SaidAt.AddDays(-1))
            return Values.Place(planned.Groups["v"].Value) is { } next ? Said.Begun(clause, FactAttributes.Home, next) : null;
        if (Lives().Match(clause.Words) is { Success: true } lives)
            return Values.Place(lives.Groups["v"].Value) is { } place ? Said.Now(clause, FactAttributes.Home, place) : null;
        return null;
    }

    [GeneratedRegex(@"^(?:(?:do|does|am|is|are) )?(?:not|no longer) (?:live|living|lives|based|reside|residing|at home) in (?<v>.+)$|^(?:no longer live|no longer lives|stopped living) in (?<v>.+)$|^(?:have |has )?(?:left|moved (?:away|out) (?:from|of)) (?<v>\p{Lu}[\p{L} ]+) for good$", RegexOptions.IgnoreCase)]
    private static partial Regex Ended();

    [GeneratedRegex(@"^(?:used to live|lived|was living|were living|was based|were based|grew up) in (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Lived();

    [GeneratedRegex(@"^(?:have |has )?(?:since )?(?:moved|relocated|moved house|moved back|moved over|settled|settled down)(?: (?:from|away from) (?<o>.+?))? (?:to|in|into) (?<v>.+?)(?: from (?<f>.+))?$|^(?:have |has )?swapped (?<o>\p{L}+) for (?<v>\p{Lu}.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Moved();

    [GeneratedRegex(@"^(?:am|are|is|will be|will|am going to be|are going to be) (?:moving|relocating|move|relocate|living|live|based)(?: from (?<o>.+?))? (?:to|in) (?<v>.+)$|^(?:move|relocate) to (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Planned();

    [GeneratedRegex(@"^(?:live|lives|living|am living|is living|are living|have lived|has lived|have been living|has been living|reside|resides|am residing|stay|am based|is based|are based|have been based|am located|are located|dwell)(?: over| up| down| out| here)? (?:in|near|at)? ?(?<v>.+)$|^(?:home|my home|my home town|my city|my place of residence|my home city|my residence) is (?:in )?(?<v>.+)$|^call (?<v>.+) (?:my )?home$|^am a resident of (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Lives();
}
