using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Which column of a table a question is about, and which of its rows.</summary>
internal static class ColumnChoice
{
    /// <returns>Null when the question speaks of none, or of several alike.</returns>
    public static int? Of(TableView table, List<QuestionUnit> units, Question question, CancellationToken cancellationToken)
    {
        var numeric = Enumerable.Range(0, table.Columns).Where(table.IsNumeric).ToList();
        if (numeric.Count == 0)
            return null;
        var scores = numeric.ConvertAll(column => (Column: column, Score: units.Sum(u => Math.Max(0, Match.Of(u, Terms.Of(table.Header(column)))) * u.Weight)));
        var best = scores.MaxBy(s => s.Score);
        if (best.Score > 0.5 && scores.Count(s => s.Score == best.Score) == 1)
            return best.Column;
        var about = Speaks(table, units, cancellationToken);
        var wanted = question.Wanted.Contains(Values.ValueKind.Money) ? "money" : "";
        var byKind = wanted.Length > 0 ? numeric.Where(c => Terms.Of(table.Header(c)).HasConcept(Kinds.Of(wanted))).ToList() : [];
        return about && byKind.Count == 1 ? byKind[0] : about && numeric.Count == 1 ? numeric[0] : null;
    }

    /// <summary>Without the rows that another value of the question leaves out ("in the north": those of the south). Each cell is looked at once, as tables are long.</summary>
    public static IReadOnlySet<int> Kept(TableView table, List<QuestionUnit> units, int column, CancellationToken cancellationToken)
    {
        var kept = table.Rows.ToHashSet();
        for (var c = 0; c < table.Columns; c++)
        {
            if (c == column || table.IsNumeric(c))
                continue;
            var counts = new int[units.Count];
            var named = new HashSet<int>();
            foreach (var row in table.Rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (table.Cell(row, c) is { } cell && Count(cell.Text, units, counts))
                    named.Add(row);
            }
            if (Array.Exists(counts, count => count > 0 && count < table.Rows.Count))
                kept.IntersectWith(named);
        }
        return kept;
    }

    /// <returns>True when one of the units names the cell.</returns>
    private static bool Count(string cell, List<QuestionUnit> units, int[] counts)
    {
        var terms = Terms.Of(cell);
        var any = false;
        foreach (var (i, unit) in units.Index())
        {
            if (!Same(unit, cell, terms))
                continue;
            counts[i]++;
            any = true;
        }
        return any;
    }

    private static bool Same(QuestionUnit unit, string cell, Terms terms) =>
        unit.Stem.Length > 0 && terms.Words.Count is > 0 and <= 4 && (unit.IsHan ? cell.Contains(unit.Text, StringComparison.Ordinal) && unit.Text.Length > 1 : terms.HasStem(unit.Stem));

    private static bool Speaks(TableView table, List<QuestionUnit> units, CancellationToken cancellationToken)
    {
        List<Terms> headings = [Terms.Of(table.Title), Terms.Of(table.Evidence.Source), .. Enumerable.Range(0, table.Columns).Select(c => Terms.Of(table.Header(c)))];
        return headings.Exists(heading => units.Exists(u => Match.Of(u, heading) > 0.5)) || table.Rows.Any(row =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Terms.Of(table.Name(row));
            return units.Exists(u => Match.Of(u, name) > 0.85);
        });
    }
}
