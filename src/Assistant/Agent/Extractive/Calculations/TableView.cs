using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Words;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>A table with its figures read; rows that are totals of the others are left out.</summary>
internal sealed class TableView(Evidence evidence, Grid grid, CancellationToken cancellationToken)
{
    private readonly Dictionary<int, IReadOnlyList<Figure>> _figures = [];
    private IReadOnlyList<int>? _currencies;

    public Evidence Evidence => evidence;

    public int Columns => grid.Header.Count;

    public IReadOnlyList<int> Rows { get; } = [.. Enumerable.Range(0, grid.Rows.Count).Where(row => !TotalRow.Is(grid.Rows[row]))];

    public string Header(int column) => grid.Header[column];

    public IReadOnlyList<int> CurrencyColumns => _currencies ??= CurrencyColumn.AllOf(this);

    public string Title => grid.Title;

    public GridCell? Cell(int row, int column) => grid.Rows[row].Cells[column] is { Text.Length: > 0 } cell ? cell : null;

    public string Name(int row) => grid.Rows[row].Name?.Text ?? "";

    public string RowText(int row) => string.Join(" · ", grid.Rows[row].Cells.OfType<GridCell>().DistinctBy(c => c.Block).Select(c => c.Text));

    /// <summary>Most of the column's cells are figures.</summary>
    public bool IsNumeric(int column)
    {
        var filled = Rows.Count(row => Cell(row, column) is not null);
        return filled >= 2 && Figures(column).Count * 3 >= filled * 2;
    }

    public IReadOnlyList<Figure> Figures(int column)
    {
        if (!_figures.TryGetValue(column, out var figures))
        {
            figures = CurrencyColumn.Applied(this, column, ColumnFigures.Of(Rows.Where(row => Cell(row, column) is not null).Select(row => (row, Cell(row, column)!)), cancellationToken));
            _figures[column] = figures;
        }
        return figures;
    }

    /// <summary>The column that answers "which ...": the one whose heading the question names, else the first with names.</summary>
    public int NameColumn(Question question)
    {
        var noun = Superlative.Without(question.Head);
        var head = Terms.Of(noun);
        for (var column = 0; column < Columns; column++)
        {
            if (noun.Length > 0 && QuestionUnits.Of(Header(column), Terms.Of(Header(column))).Any(u => Match.Of(u, head) > 0.7))
                return column;
        }
        return Enumerable.Range(0, Columns).FirstOrDefault(column => !IsNumeric(column));
    }
}
