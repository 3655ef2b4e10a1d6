using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;
using Assistant.Tools.Arithmetic;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Works over a column of a table: greatest, least, sum, average, count and difference, each figure with its cell.</summary>
internal static class TableCalculation
{
    private const int MostCited = 6;

    /// <returns>False when the question asks for none of it, or no table and column fit it.</returns>
    public static bool TryAnswer(AnswerDraft draft, Question question, IReadOnlyList<EvidenceIndex> indexes)
    {
        var operation = Operations.Of(Normal.Of(question.Text));
        if (operation == Operation.None)
            return false;
        var units = question.Units.Where(u => u.Weight > 0.3 && !Operations.IsItsWord(u.Text)).ToList();
        foreach (var index in indexes)
        {
            foreach (var table in index.Tables)
            {
                if (table.Rows.Count >= 2 && TryTable(draft, question, operation, units, new TableView(index.Evidence, table)))
                    return true;
            }
        }
        return false;
    }

    private static bool TryTable(AnswerDraft draft, Question question, Operation operation, List<QuestionUnit> units, TableView table)
    {
        if (operation == Operation.Count)
            return TryCount(draft, question, units, table);
        var column = ColumnChoice.Of(table, units, question);
        if (column is null || Operations.Of(Normal.Of(table.Header(column.Value))) == operation)
            return false;
        var rows = table.Figures(column.Value).Where(f => ColumnChoice.Keeps(table, f.Row, units, column.Value)).ToList();
        if (rows.Count < 2)
            return false;
        switch (operation)
        {
            case Operation.Greatest or Operation.Least when question.Form is not (QuestionForm.YesNo or QuestionForm.Why):
                var best = operation == Operation.Greatest ? rows.MaxBy(f => f.Amount)! : rows.MinBy(f => f.Amount)!;
                return SayBest(draft, question, table, column.Value, best, rows.Where(f => f.Amount == best.Amount).ToList());
            case Operation.Sum:
                return Say(draft, table, column.Value, rows, rows.Sum(f => f.Amount), Phrases.Pick(draft.Language, "sum", "合计"));
            case Operation.Average:
                return Say(draft, table, column.Value, rows, Math.Round(rows.Sum(f => f.Amount) / rows.Count, 4), Phrases.Pick(draft.Language, "average", "平均"));
            case Operation.Difference:
                var named = rows.Where(f => units.Any(u => Match.Of(u, Terms.Of(table.Name(f.Row))) > 0.85)).ToList();
                return named.Count == 2 && Say(draft, table, column.Value, named, Math.Abs(named[0].Amount - named[1].Amount), Phrases.Pick(draft.Language, "difference", "差额"));
            default:
                return false;
        }
    }

    private static bool SayBest(AnswerDraft draft, Question question, TableView table, int column, Figure best, List<Figure> ties)
    {
        var named = table.NameColumn(question);
        if (named == column)
            return false;
        foreach (var figure in ties.Take(MostCited))
        {
            var name = table.Cell(figure.Row, named);
            draft.Say($"**{Markdown.Escape(name?.Text ?? table.Name(figure.Row))}** {(name is null ? "" : draft.Cite(table.Evidence, table.Evidence.Blocks[name.Block], table.RowText(figure.Row)))}: {Markdown.Escape(table.Header(column))} {Markdown.Escape(figure.Text)} {draft.Cite(table.Evidence, table.Evidence.Blocks[figure.Block], figure.Text)}");
        }
        draft.Quote(table.RowText(best.Row));
        return true;
    }

    private static bool Say(AnswerDraft draft, TableView table, int column, List<Figure> rows, decimal result, string word)
    {
        var unit = rows.Select(f => f.Unit).Distinct().Take(2).ToList() is [var only] ? only : "";
        var sources = string.Concat(rows.Take(MostCited).Select(f => draft.Cite(table.Evidence, table.Evidence.Blocks[f.Block], f.Text)));
        draft.Say($"**{QuantityText.Of(result, unit)}** ({word}, {Markdown.Escape(table.Header(column))}: {string.Join(", ", rows.Take(12).Select(f => f.Text))}{(rows.Count > 12 ? ", …" : "")}) {sources}");
        return true;
    }

    /// <summary>"How many orders are open?": the rows with a cell that says so.</summary>
    private static bool TryCount(AnswerDraft draft, Question question, List<QuestionUnit> units, TableView table)
    {
        if (question.Counted is { } noun && Enumerable.Range(0, table.Columns).Any(c => table.IsNumeric(c) && Match.Of(noun, Terms.Of(table.Header(c))) > 0.5))
            return false;
        for (var column = 1; column < table.Columns; column++)
        {
            if (table.IsNumeric(column))
                continue;
            var rows = table.Rows.Where(row => table.Cell(row, column) is { } cell && IsAsked(cell.Text, units)).ToList();
            if (rows.Count == 0)
                continue;
            var value = table.Cell(rows[0], column)!.Text;
            var same = table.Rows.Where(row => string.Equals(table.Cell(row, column)?.Text, value, StringComparison.OrdinalIgnoreCase)).ToList();
            var sources = string.Concat(same.Take(MostCited).Select(row => draft.Cite(table.Evidence, table.Evidence.Blocks[table.Cell(row, column)!.Block], table.RowText(row))));
            draft.Say($"**{same.Count}** ({Markdown.Escape(table.Header(column))}: {Markdown.Escape(value)} — {Markdown.Escape(string.Join(", ", same.Take(12).Select(table.Name)))}) {sources}");
            return true;
        }
        return false;
    }

    private static bool IsAsked(string cell, List<QuestionUnit> units)
    {
        var terms = Terms.Of(cell);
        return terms.Words.Count is > 0 and <= 4 && !terms.Words.Any(w => w.HasDigit) && units.Exists(u => u.IsHan ? cell.Trim() == u.Text || (u.Text.Length > 1 && Means(terms, u)) : terms.Words.All(w => w.Stem == u.Stem) || (u.Stem.Length == 0 || terms.Words[0].IsHan) && Means(terms, u));
    }

    /// <summary>All of the cell is one of the words for what is asked.</summary>
    private static bool Means(Terms cell, QuestionUnit unit) => cell.Spans.Any(span => span.Length == cell.Words.Count && span.Concepts.Any(unit.Concepts.Contains));
}
