using Assistant.MediaWorker.Documents.Tables;
using Markdig;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Table = Markdig.Extensions.Tables.Table;
using TableCell = Markdig.Extensions.Tables.TableCell;
using TableRow = Markdig.Extensions.Tables.TableRow;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>Markdown by its syntax tree: headings with their path, lists, tables as cells, code.</summary>
internal sealed class MarkdownReader
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseGridTables().UseTaskLists().UseFootnotes().UseDefinitionLists().UseYamlFrontMatter().UseEmphasisExtras().UseAutoLinks().Build();

    private readonly DocumentFile _file;
    private readonly HeadingPath _headings = new();

    private MarkdownReader(DocumentFile file) => _file = file;

    public static IEnumerable<DocumentPart> Read(DocumentFile file) =>
        new MarkdownReader(file).Blocks(Markdown.Parse(TextDecoding.Decode(file.ReadAll()), s_pipeline));

    private SourcePosition At(Block block) => new() { Heading = _headings.Current, Line = block.Line + 1 };

    private IEnumerable<DocumentPart> Blocks(IEnumerable<Block> blocks) => blocks.SelectMany(Parts);

    private IEnumerable<DocumentPart> Parts(Block block) => block switch
    {
        HeadingBlock heading => Heading(heading),
        Table table => TableParts.Of(_file, Cells(table)),
        ListBlock list => list.OfType<ListItemBlock>().SelectMany(item => Item(list, item)),
        FootnoteGroup notes => notes.OfType<Footnote>().SelectMany(note => Blocks(note)).OfType<TextPart>().Select(part => part with { Block = part.Block with { Role = BlockRole.Note } }),
        YamlFrontMatterBlock or FencedCodeBlock or CodeBlock => Code((LeafBlock)block),
        HtmlBlock html => Web.HtmlText.Lines(html.Lines.ToString()).Select(line => TextParts.Paragraph(line, At(block))),
        DefinitionTerm or ParagraphBlock => [TextParts.Paragraph(MarkdownText.Of((LeafBlock)block), At(block))],
        ContainerBlock container => Blocks(container),
        _ => [],
    };

    private IEnumerable<DocumentPart> Heading(HeadingBlock heading)
    {
        var text = MarkdownText.Of(heading);
        _headings.Enter(heading.Level, text);
        yield return TextParts.Heading(text, heading.Level, At(heading));
    }

    private IEnumerable<DocumentPart> Item(ListBlock list, ListItemBlock item)
    {
        var number = list.IsOrdered ? $"{item.Order}{list.OrderedDelimiter} " : "";
        foreach (var (index, block) in item.Index())
        {
            if (block is ParagraphBlock paragraph)
                yield return TextParts.ListItem((index == 0 ? number : "") + MarkdownText.Of(paragraph), At(paragraph));
            else
            {
                foreach (var part in Parts(block))
                    yield return part;
            }
        }
    }

    private IEnumerable<DocumentPart> Code(LeafBlock code)
    {
        var text = code.Lines.ToString().Trim('\r', '\n');
        yield return TextParts.Code(text, At(code) with { Line = code is FencedCodeBlock or YamlFrontMatterBlock ? code.Line + 2 : code.Line + 1 });
    }

    private List<GridCell> Cells(Table table)
    {
        var cells = new List<GridCell>();
        foreach (var (index, row) in table.OfType<TableRow>().Index())
        {
            var column = 0;
            foreach (var cell in row.OfType<TableCell>())
            {
                var text = string.Join('\n', cell.Descendants<LeafBlock>().Select(MarkdownText.Of));
                column = Math.Max(column, cell.ColumnIndex);
                cells.Add(new(index, column, text, At(row), Math.Max(cell.RowSpan, 1), Math.Max(cell.ColumnSpan, 1), row.IsHeader));
                column += Math.Max(cell.ColumnSpan, 1);
            }
        }
        return cells;
    }
}
