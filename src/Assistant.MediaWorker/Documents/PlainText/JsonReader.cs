using System.Text.Json;
using Assistant.MediaWorker.Documents.Tables;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>JSON and JSON lines: the path is the heading, a property is a "name: value" line, a list of alike flat objects is a table.</summary>
internal sealed class JsonReader
{
    private const int DeepestPath = 48;
    private const int FewestRows = 2;
    private readonly DocumentFile _file;
    private bool _tooDeep;

    private JsonReader(DocumentFile file) => _file = file;

    public static IEnumerable<DocumentPart> Read(DocumentFile file)
    {
        var text = TextDecoding.Decode(file.ReadAll());
        return JsonText.Parse(text) is { } root ? new JsonReader(file).Root(root) : PlainTextReader.Read(file, text, new SourcePosition());
    }

    private IEnumerable<DocumentPart> Root(JsonElement root)
    {
        foreach (var part in Value(root, "", "", 0))
            yield return part;
        if (_tooDeep)
            yield return new GapPart(AttachmentProblem.TooLong, $"levels below {DeepestPath}");
    }

    private IEnumerable<DocumentPart> Value(JsonElement value, string path, string name, int depth)
    {
        if (depth > DeepestPath)
        {
            _tooDeep = true;
            return [];
        }
        return value.ValueKind switch
        {
            JsonValueKind.Object => Object(value, path, depth),
            JsonValueKind.Array => Array(value, path, name, depth),
            _ => [Line(name, Shown(value), path)],
        };
    }

    private IEnumerable<DocumentPart> Object(JsonElement value, string path, int depth)
    {
        foreach (var property in value.EnumerateObject().OrderBy(property => IsFlat(property.Value) ? 0 : 1))
        {
            if (IsFlat(property.Value))
            {
                yield return Line(property.Name, Shown(property.Value), path);
                continue;
            }
            var inner = Join(path, property.Name);
            if (depth < 6)
                yield return TextParts.Heading(property.Name, depth + 1, At(inner));
            foreach (var part in Value(property.Value, inner, property.Name, depth + 1))
                yield return part;
        }
    }

    private IEnumerable<DocumentPart> Array(JsonElement value, string path, string name, int depth)
    {
        if (AreRows(value))
            return TableParts.Of(_file, Cells(value, path));
        return value.EnumerateArray().Index().SelectMany(item => IsFlat(item.Item)
            ? [TextParts.ListItem(Shown(item.Item), At(path))]
            : Value(item.Item, Join(path, $"{(name.Length == 0 ? "item" : name)} {item.Index + 1}"), name, depth + 1));
    }

    private static TextPart Line(string name, string text, string path) => TextParts.Paragraph(name.Length == 0 ? text : $"{name}: {text}", At(path));

    private static SourcePosition At(string path) => new() { Heading = path.Length == 0 ? null : path };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path} > {name}";

    /// <summary>A value, or a short list of values.</summary>
    private static bool IsFlat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => false,
        JsonValueKind.Array => value.GetArrayLength() <= 20 && value.EnumerateArray().All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)),
        _ => true,
    };

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Shown)),
        _ => value.GetRawText(),
    };

    private static bool AreRows(JsonElement list) =>
        list.GetArrayLength() >= FewestRows && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object && item.EnumerateObject().All(property => IsFlat(property.Value)));

    private static List<GridCell> Cells(JsonElement list, string path)
    {
        var names = list.EnumerateArray().SelectMany(item => item.EnumerateObject().Select(property => property.Name)).Distinct().ToList();
        var columns = names.Index().ToDictionary(name => name.Item, name => name.Index);
        var cells = names.Index().Select(name => new GridCell(0, name.Index, name.Item, At(path), Header: true)).ToList();
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            foreach (var property in item.EnumerateObject().DistinctBy(property => property.Name))
                cells.Add(new(index + 1, columns[property.Name], Shown(property.Value), At(path) with { Row = index + 1 }, Header: false));
        }
        return cells;
    }
}
