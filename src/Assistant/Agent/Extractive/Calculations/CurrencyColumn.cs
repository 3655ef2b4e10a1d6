using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>A column with nothing but currencies says what the plain amounts of its rows are in.</summary>
internal static partial class CurrencyColumn
{
    /// <summary>The figures of a column, with the currency of their rows where one stands beside them.</summary>
    public static IReadOnlyList<Figure> Applied(TableView table, int column, IReadOnlyList<Figure> figures)
    {
        if (!figures.Any(figure => figure.Unit.Name.Length == 0) || Of(table, column) is not { } currencies)
            return figures;
        return [.. figures.Select(figure => figure.Unit.Name.Length == 0 && table.Cell(figure.Row, currencies) is { } currency ? figure with { Unit = FigureUnit.OfCurrency(currency.Text.Trim()) } : figure)];
    }

    /// <summary>The nearest, to the right rather than to the left; where headings tell which columns hold money, it says nothing of others ("Pieces"), and where none does, nothing of what is counted ("Inhabitants").</summary>
    private static int? Of(TableView table, int column)
    {
        var nearest = table.CurrencyColumns.Where(other => other != column).OrderBy(other => Math.Abs(other - column)).ThenByDescending(other => other).Select(other => (int?)other).FirstOrDefault();
        if (nearest is not { } currencies || IsMoney(table, column))
            return nearest;
        var isTold = Enumerable.Range(0, table.Columns).Any(other => other != currencies && IsMoney(table, other));
        return !isTold && Math.Abs(currencies - column) == 1 && !IsCount(table, column) ? currencies : null;
    }

    private static bool IsCount(TableView table, int column) => Terms.Of(table.Header(column)) is var header && (header.HasConcept(Kinds.Of("number")) || header.HasConcept(Kinds.Of("quantity")));

    private static bool IsMoney(TableView table, int column) => Terms.Of(table.Header(column)).HasConcept(Kinds.Of("money"));

    /// <summary>The columns with nothing but currencies.</summary>
    public static IReadOnlyList<int> AllOf(TableView table) => [.. Enumerable.Range(0, table.Columns).Where(column => HoldsCurrencies(table, column))];

    private static bool HoldsCurrencies(TableView table, int column)
    {
        var any = false;
        foreach (var row in table.Rows)
        {
            if (table.Cell(row, column) is not { } cell)
                continue;
            if (!Currency().IsMatch(cell.Text))
                return false;
            any = true;
        }
        return any;
    }

    [GeneratedRegex(@"^\s*(?:" + ValueFinder.Currency + "|" + ValueFinder.CurrencyWord + @")\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Currency();
}
