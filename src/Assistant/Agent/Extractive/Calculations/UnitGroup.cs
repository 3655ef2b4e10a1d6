namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Figures that may be added and compared: all of one unit.</summary>
/// <param name="Unit">As it is written, or its name where it is written in several ways; empty for plain numbers.</param>
internal sealed record UnitGroup(string Unit, IReadOnlyList<Figure> Figures)
{
    /// <summary>Plain numbers count among the amounts of the only currency, as accounts write it beside some of them; a plain 0 is one in any unit.</summary>
    public static IReadOnlyList<UnitGroup> Of(IReadOnlyList<Figure> figures)
    {
        var groups = figures.GroupBy(figure => figure.Unit.Name, StringComparer.Ordinal).ToList();
        var plain = figures.Where(figure => figure.Unit.Name.Length == 0);
        if (groups.Find(group => group.Key.Length > 0) is { } only && groups.Count(group => group.Key.Length > 0) == 1 && (only.First().Unit.IsMoney || plain.All(figure => figure.Amount == 0)))
            return [new(Shown(only), figures)];
        return [.. groups.Select(group => new UnitGroup(Shown(group), [.. group]))];
    }

    private static string Shown(IGrouping<string, Figure> group) =>
        group.Select(figure => figure.Unit.Written).Distinct(StringComparer.Ordinal).Take(2).ToList() is [var written] ? written : group.Key;
}
