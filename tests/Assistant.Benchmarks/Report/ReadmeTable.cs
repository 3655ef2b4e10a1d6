using System.Text;
using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Report;

/// <summary>`table`: writes README's table of figures and the curves beside it from docs/benchmarks.jsonl, which holds the lines that the benchmarks printed.</summary>
internal static class ReadmeTable
{
    private const string Begin = "<!-- figures: written by `Assistant.Benchmarks table` -->";
    private const string End = "<!-- end of figures -->";
    private static readonly string[] s_names = ["name", "mode", "group"];

    public static int Write()
    {
        var readme = Path.Combine(Checkout.Root, "README.md");
        var text = File.ReadAllText(readme);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            Console.Error.WriteLine($"{readme} has no place for the table: {Begin} ... {End}");
            return 1;
        }
        var table = new StringBuilder(Begin).Append("\n| benchmark | figures |\n|---|---|\n");
        var plot = new MemoryPlot();
        foreach (var line in File.ReadLines(Path.Combine(Checkout.Root, "docs", "benchmarks.jsonl")).Where(line => line.Length > 0))
        {
            using var figures = JsonDocument.Parse(line);
            table.Append(Row(figures.RootElement)).Append('\n');
            plot.Add(figures.RootElement);
        }
        if (plot.Draw() is { } curves)
            File.WriteAllText(Path.Combine(Checkout.Root, "docs", "images", "memory-curves.svg"), curves);
        File.WriteAllText(readme, string.Concat(text.AsSpan(0, from), table.ToString(), text.AsSpan(to)));
        return 0;
    }

    private static string Row(JsonElement line)
    {
        var values = line.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString());
        var name = string.Join(' ', s_names.Where(values.ContainsKey).Select(key => values[key]));
        return $"| `{name}` | {string.Join(", ", values.Where(value => !s_names.Contains(value.Key)).Select(value => $"{value.Key} {value.Value}"))} |";
    }
}
