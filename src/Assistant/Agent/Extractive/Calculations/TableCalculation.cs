using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;
using Assistant.Tools.Arithmetic;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Works over a column of a table: greatest, least, sum, average, count and difference, each figure with its cell.</summary>
internal static class TableCalculation
{
    private const int MostCited = 6;

    // Enough to choose a column called by it where no other word of the question names one.
    private const double WeightOfAmount = 0.6;

    /// <returns>False when the question asks for none of it, or no table and column fit it.</returns>
    public static bool TryAnswer(AnswerDraft draft, Question question, IReadOnlyList<EvidenceIndex> indexes, CancellationToken cancellationToken)
    {
        var operation = Operations.Of(Normal.Of(question.Plain));
        if (operation == Operation.None)
            return false;
        var units = question.Units.Where(u => u.Weight > 0.3 && !Operations.IsItsWord(u.Text)).ToList();
        var tables = PlacedTable.Of(indexes);
        foreach (var table in tables.Concat(operation is Operation.Greatest or Operation.Least ? tables.Select(table => table.Turned()).OfType<PlacedTable>() : []))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (table.Grid.Rows.Count >= 2 && TryTable(draft, question, operation, units, new TableView(table.Evidence, table.Grid, cancellationToken), table.IsOfThings, cancellationToken) is { } header)
            {
                draft.Say(TableRemarks.OthersLeftOut(table, tables, header, draft.Language));
                draft.Say(TableRemarks.HeadlessLeftOut(table, tables, draft.Language));
                return true;
            }
        }
        return false;
    }

    /// <returns>The heading of the column that it answered from; null when it could not.</returns>
    private static string? TryTable(AnswerDraft draft, Question question, Operation operation, List<QuestionUnit> units, TableView table, bool byMeasureAlone, CancellationToken cancellationToken)
    {
        if (operation == Operation.Count)
            return TryCount(draft, question, units, table, cancellationToken);
        List<QuestionUnit> naming = [.. Superlative.Measured(Normal.Of(question.Plain))];
        if (!byMeasureAlone)
            naming = [.. units, .. naming, .. question.Units.Where(u => Operations.MayNameColumn(u.Text)).Select(u => u with { Weight = WeightOfAmount })];
        if (ColumnChoice.Of(table, naming, question, cancellationToken) is not { } column || Operations.Of(Normal.Of(table.Header(column))) == operation)
            return null;
        var kept = ColumnChoice.Kept(table, units, column, cancellationToken);
        var rows = table.Figures(column).Where(f => kept.Contains(f.Row)).ToList();
        if (rows.Count < 2)
            return null;
        var groups = UnitGroup.Of(rows);
        var said = operation switch
        {
            Operation.Greatest or Operation.Least when question.Form is QuestionForm.YesNo or QuestionForm.Why => false,
            Operation.Greatest or Operation.Least or Operation.Average when groups.Count > 1 => SayApart(draft, table, column, groups),
            Operation.Greatest => SayBest(draft, question, table, column, rows, rows.Max(f => f.Amount)),
            Operation.Least => SayBest(draft, question, table, column, rows, rows.Min(f => f.Amount)),
            Operation.Sum => SaySum(draft, table, column, groups),
            Operation.Average => Say(draft, table, column, groups[0], rows.Sum(f => f.Amount) / rows.Count, Phrases.Pick(draft.Language, "average", "平均")),
            Operation.Difference => SayDifference(draft, units, table, column, rows),
            _ => false,
        };
        if (said && operation != Operation.Difference)
            draft.Say(TableRemarks.Unread(kept.Count(row => table.Cell(row, column) is not null), rows.Count, draft.Language));
        return said ? table.Header(column) : null;
    }

    private static bool SaySum(AnswerDraft draft, TableView table, int column, IReadOnlyList<UnitGroup> groups)
    {
        if (groups.Count > 1)
            draft.Say(TableRemarks.UnitsApart(groups, draft.Language));
        foreach (var group in groups)
            Say(draft, table, column, group, group.Figures.Sum(f => f.Amount), Phrases.Pick(draft.Language, "sum", "合计"));
        return true;
    }

    private static bool SayDifference(AnswerDraft draft, List<QuestionUnit> units, TableView table, int column, List<Figure> rows)
    {
        var named = rows.Where(f => Terms.Of(table.Name(f.Row)) is var name && units.Exists(u => Match.Of(u, name) > 0.85)).ToList();
        if (named.Count != 2)
            return false;
        var groups = UnitGroup.Of(named);
        return groups.Count > 1 ? SayApart(draft, table, column, groups) : Say(draft, table, column, groups[0], Math.Abs(named[0].Amount - named[1].Amount), Phrases.Pick(draft.Language, "difference", "差额"));
    }

    /// <summary>A figure of each unit, as none can be told to be more than another.</summary>
    private static bool SayApart(AnswerDraft draft, TableView table, int column, IReadOnlyList<UnitGroup> groups)
    {
        draft.Say(TableRemarks.UnitsDiffer(groups, table.Header(column), draft.Language));
        foreach (var figure in groups.Take(MostCited).Select(group => group.Figures[0]))
            draft.Say($"- {Markdown.Escape(table.RowText(figure.Row))} {draft.Cite(table.Evidence, table.Evidence.Blocks[figure.Block], figure.Text)}");
        return true;
    }

    private static bool SayBest(AnswerDraft draft, Question question, TableView table, int column, List<Figure> rows, decimal best)
    {
        var ties = rows.Where(f => f.Amount == best).ToList();
        var named = table.NameColumn(question);
        if (named == column)
            return false;
        foreach (var figure in ties.Take(MostCited))
        {
            var name = table.Cell(figure.Row, named);
            draft.Say($"**{Markdown.Escape(name?.Text ?? table.Name(figure.Row))}** {(name is null ? "" : draft.Cite(table.Evidence, table.Evidence.Blocks[name.Block], table.RowText(figure.Row)))}: {Markdown.Escape(table.Header(column))} {Markdown.Escape(figure.Text)} {draft.Cite(table.Evidence, table.Evidence.Blocks[figure.Block], figure.Text)}");
        }
        draft.Quote(table.RowText(ties[0].Row));
        return true;
    }

    private static bool Say(AnswerDraft draft, TableView table, int column, UnitGroup group, decimal result, string word)
    {
        var rows = group.Figures;
        var sources = string.Concat(rows.Take(MostCited).Select(f => draft.Cite(table.Evidence, table.Evidence.Blocks[f.Block], f.Text)));
        draft.Say($"**{QuantityText.Of(result, group.Unit, Operations.PlacesSaid)}** ({word}, {Markdown.Escape(table.Header(column))}: {string.Join(", ", rows.Take(12).Select(f => f.Text))}{(rows.Count > 12 ? ", …" : "")}) {sources}");
        return true;
    }

    /// <summary>"How many orders are open?": the rows with a cell that says so.</summary>
    private static string? TryCount(AnswerDraft draft, Question question, List<QuestionUnit> units, TableView table, CancellationToken cancellationToken)
    {
        if (question.Counted is { } noun && Enumerable.Range(0, table.Columns).Any(c => table.IsNumeric(c) && Match.Of(noun, Terms.Of(table.Header(c))) > 0.5))
            return null;
        for (var column = 1; column < table.Columns; column++)
        {
            if (table.IsNumeric(column))
                continue;
            var value = table.Rows.Select(row =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return table.Cell(row, column)?.Text;
            }).FirstOrDefault(text => text is not null && IsAsked(text, units));
            if (value is null)
                continue;
            var same = table.Rows.Where(row => string.Equals(table.Cell(row, column)?.Text, value, StringComparison.OrdinalIgnoreCase)).ToList();
            var sources = string.Concat(same.Take(MostCited).Select(row => draft.Cite(table.Evidence, table.Evidence.Blocks[table.Cell(row, column)!.Block], table.RowText(row))));
            draft.Say($"**{same.Count}** ({Markdown.Escape(table.Header(column))}: {Markdown.Escape(value)} — {Markdown.Escape(string.Join(", ", same.Take(12).Select(table.Name)))}) {sources}");
            return table.Header(column);
        }
        return null;
    }

    private static bool IsAsked(string cell, List<QuestionUnit> units)
    {
        var terms = Terms.Of(cell);
        return terms.Words.Count is > 0 and <= 4 && !terms.Words.Any(w => w.HasDigit) && units.Exists(u => u.IsHan ? cell.Trim() == u.Text || (u.Text.Length > 1 && Means(terms, u)) : terms.Words.All(w => w.Stem == u.Stem) || (u.Stem.Length == 0 || terms.Words[0].IsHan) && Means(terms, u));
    }

    /// <summary>All of the cell is one of the words for what is asked.</summary>
    private static bool Means(Terms cell, QuestionUnit unit) => cell.Spans.Any(span => span.Length == cell.Words.Count && span.Concepts.Any(unit.Concepts.Contains));
}
