using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Which column of a table a question is about, and which of its rows.</summary>
internal static class ColumnChoice
{
    /// <returns>Null when the question speaks of none, or of several alike.</returns>
    public static int? Of(TableView table, List<QuestionUnit> units, Question question)
    {
        var numeric = Enumerable.Range(0, table.Columns).Where(table.IsNumeric).ToList();
        if (numeric.Count == 0)
            return null;
        var scores = numeric.ConvertAll(column => (Column: column, Score: units.Sum(u => Math.Max(0, Match.Of(u, Terms.Of(table.Header(column)))) * u.Weight)));
        var best = scores.MaxBy(s => s.Score);
        if (best.Score > 0.5 && scores.Count(s => s.Score == best.Score) == 1)
            return best.Column;
        var about = units.Count > 0 && units.Exists(u => Speaks(table, u));
        var wanted = question.Wanted.Contains(Values.ValueKind.Money) ? "money" : "";
        var byKind = wanted.Length > 0 ? numeric.Where(c => Terms.Of(table.Header(c)).HasConcept(Kinds.Of(wanted))).ToList() : [];
        return about && byKind.Count == 1 ? byKind[0] : about && numeric.Count == 1 ? numeric[0] : null;
    }

    /// <summary>False for a row that another value of the question leaves out ("in the north": rows of the south).</summary>
    public static bool Keeps(TableView table, int row, List<QuestionUnit> units, int column)
    {
        foreach (var unit in units)
        {
            for (var c = 0; c < table.Columns; c++)
            {
                if (c == column || table.IsNumeric(c))
                    continue;
                var named = table.Rows.Where(r => table.Cell(r, c) is { } cell && Same(unit, cell.Text)).ToList();
                if (named.Count > 0 && named.Count < table.Rows.Count && !named.Contains(row) && !OthersNamed(table, units, unit, row, c))
                    return false;
            }
        }
        return true;
    }

    private static bool OthersNamed(TableView table, List<QuestionUnit> units, QuestionUnit but, int row, int column) =>
        units.Exists(u => u != but && table.Cell(row, column) is { } cell && Same(u, cell.Text));

    private static bool Same(QuestionUnit unit, string cell)
    {
        var terms = Terms.Of(cell);
        return unit.Stem.Length > 0 && terms.Words.Count is > 0 and <= 4 && (unit.IsHan ? cell.Contains(unit.Text, StringComparison.Ordinal) && unit.Text.Length > 1 : terms.HasStem(unit.Stem));
    }

    private static bool Speaks(TableView table, QuestionUnit unit)
    {
        if (Match.Of(unit, Terms.Of(table.Title)) > 0.5 || Match.Of(unit, Terms.Of(table.Evidence.Source)) > 0.5)
            return true;
        return Enumerable.Range(0, table.Columns).Any(c => Match.Of(unit, Terms.Of(table.Header(c))) > 0.5) || table.Rows.Any(r => Match.Of(unit, Terms.Of(table.Name(r))) > 0.85);
    }
}
