using Assistant.Agent.Extractive.Layout;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>A cell read as an amount.</summary>
internal sealed record Figure(int Row, GridCell Cell, decimal Amount, FigureUnit Unit)
{
    public int Block => Cell.Block;

    public string Text => Cell.Text;
}
