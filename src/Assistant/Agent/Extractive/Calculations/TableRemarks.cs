using Assistant.Agent.Extractive.Wording;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Says what a result over a column does not hold: cells that are no figures, amounts in another unit, tables of the same kind.</summary>
internal static class TableRemarks
{
    /// <param name="filled">Cells with text, figures or not.</param>
    public static string Unread(int filled, int figures, string language)
    {
        var unread = filled - figures;
        return unread <= 0 ? "" : Phrases.Pick(language,
            $"{unread} of {filled} cells {(unread == 1 ? "is no figure and is" : "are no figures and are")} not counted.",
            $"{filled} 个单元格中有 {unread} 个不是数字，没有计入。");
    }

    /// <summary>Of a sum, which is then given for each unit.</summary>
    public static string UnitsApart(IReadOnlyList<UnitGroup> groups, string language) => Phrases.Pick(language,
        $"The figures are in different units ({Units(groups, language)}); nothing is converted, and each unit has a result of its own.",
        $"这些数字的单位不同（{Units(groups, language)}），没有换算，各单位分别计算。");

    /// <summary>Of what cannot be told without converting.</summary>
    public static string UnitsDiffer(IReadOnlyList<UnitGroup> groups, string header, string language) => Phrases.Pick(language,
        $"The figures of {Markdown.Escape(header)} are in different units ({Units(groups, language)}), so I do not compare or average them.",
        $"“{Markdown.Escape(header)}”一列的单位不同（{Units(groups, language)}），因此无法比较或求平均。");

    /// <summary>Of tables without headings, behind the counted one and as wide: whether they are its rows cannot be told.</summary>
    public static string HeadlessLeftOut(PlacedTable counted, IReadOnlyList<PlacedTable> tables, string language)
    {
        var headless = tables.Where(counted.MayGoOnIn).ToList();
        if (headless.Count == 0)
            return "";
        var places = string.Join(Phrases.Pick(language, "; ", "；"), headless.Select(table => table.Place(tables, language)).Where(place => place.Length > 0).Distinct());
        var where = places.Length == 0 ? "" : Phrases.Pick(language, $" ({places})", $"（{places}）");
        return headless.Count == 1
            ? Phrases.Pick(language, $"Behind it stands a table without headings{where}, which may be its continuation; it is not counted.", $"其后有一个没有表头的表格{where}，可能是它的续表，没有计入。")
            : Phrases.Pick(language, $"Behind it stand {headless.Count} tables without headings{where}, which may be its continuation; they are not counted.", $"其后有 {headless.Count} 个没有表头的表格{where}，可能是它的续表，没有计入。");
    }

    public static string OthersLeftOut(PlacedTable counted, IReadOnlyList<PlacedTable> tables, string header, string language)
    {
        var others = header.Length == 0 ? 0 : tables.Count(table => !ReferenceEquals(table, counted) && table.HasColumn(header));
        if (others == 0)
            return "";
        var place = counted.Place(tables, language);
        return Phrases.Pick(language,
            $"Only this table{(place.Length > 0 ? $" ({place})" : "")} is counted; {others} other {(others == 1 ? "table" : "tables")} with the column “{Markdown.Escape(header)}” {(others == 1 ? "is" : "are")} not.",
            $"只计入了这个表格{(place.Length > 0 ? $"（{place}）" : "")}；另外 {others} 个表格也有“{Markdown.Escape(header)}”一列，没有计入。");
    }

    private static string Units(IReadOnlyList<UnitGroup> groups, string language) =>
        string.Join(Phrases.Pick(language, ", ", "、"), groups.Select(group => group.Unit.Length > 0 ? Markdown.Escape(group.Unit) : Phrases.Pick(language, "none", "无单位")));
}
