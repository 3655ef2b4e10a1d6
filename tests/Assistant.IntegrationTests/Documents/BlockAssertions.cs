using Assistant.Perception;

namespace Assistant.IntegrationTests.Documents;

/// <summary>Looks up pieces of evidence as an answer does: by text, or by a table's row and column names.</summary>
internal static class BlockAssertions
{
    public static EvidenceBlock Holding(this IEnumerable<EvidenceBlock> blocks, string text) =>
        Assert.Single(blocks, block => block.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>The cell in the row that starts with a label, under a header.</summary>
    public static EvidenceBlock At(this IEnumerable<EvidenceBlock> blocks, string row, string column)
    {
        var cells = blocks.Where(block => block.Cell is not null).ToArray();
        var header = Assert.Single(cells, block => block.Cell!.Header && block.Text == column);
        var label = Assert.Single(cells, block => !block.Cell!.Header && block.Text == row && block.Cell.Table == header.Cell!.Table);
        return Assert.Single(cells, block => block.Cell!.Table == header.Cell!.Table && block.Cell.Row == label.Cell!.Row && block.Cell.Column == header.Cell.Column);
    }

    public static string[] Headers(this IEnumerable<EvidenceBlock> blocks) => [.. blocks.Where(block => block.Cell?.Header == true).Select(block => block.Text)];
}
