using System.Globalization;

namespace Assistant.Text;

/// <summary>
/// unicode-forms.txt in memory: "D x parts" canonical decompositions (complete), "K x parts" compatibility decompositions where they differ,
/// "P x first second" characters that two others compose to, "C first last class" combining classes. Immutable.
/// </summary>
internal sealed class UnicodeFormTables
{
    private static readonly Lazy<UnicodeFormTables> s_instance = new(() => new());

    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<(int First, int Second), int> _composites = [];
    private readonly Dictionary<int, byte> _classes = [];

    private UnicodeFormTables()
    {
        using var reader = new StreamReader(typeof(UnicodeFormTables).Assembly.GetManifestResourceStream("unicode-forms.txt")!);
        while (reader.ReadLine() is { } line)
            Add(line.Split(' '));
    }

    public static UnicodeFormTables Instance => s_instance.Value;

    public int[]? Decomposition(int point, bool compatibility) =>
        compatibility && _compatible.TryGetValue(point, out var parts) ? parts : _canonical.GetValueOrDefault(point);

    public int? Composite(int first, int second) => _composites.TryGetValue((first, second), out var whole) ? whole : null;

    public int CombiningClass(int point) => point < 0x300 ? 0 : _classes.GetValueOrDefault(point);

    private void Add(string[] fields)
    {
        switch (fields[0])
        {
            case "D":
                _canonical[Point(fields[1])] = [.. fields.Skip(2).Select(Point)];
                break;
            case "K":
                _compatible[Point(fields[1])] = [.. fields.Skip(2).Select(Point)];
                break;
            case "P":
                _composites[(Point(fields[2]), Point(fields[3]))] = Point(fields[1]);
                break;
            case "C":
                for (var point = Point(fields[1]); point <= Point(fields[2]); point++)
                    _classes[point] = byte.Parse(fields[3], CultureInfo.InvariantCulture);
                break;
        }
    }

    private static int Point(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
