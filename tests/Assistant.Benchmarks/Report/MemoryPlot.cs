using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Assistant.Benchmarks.Report;

/// <summary>Draws how import and recall grow with what a person has: both axes logarithmic, an SVG that reads on light and dark paper.</summary>
internal sealed class MemoryPlot
{
    private const int Width = 720;
    private const int Height = 380;
    private const int Left = 64;
    private const int Right = 190;
    private const int Top = 24;
    private const int Bottom = 48;
    private static readonly string[] s_colours = ["#2563eb", "#0d9488", "#c2410c", "#9333ea"];

    private readonly SortedDictionary<string, List<(double Items, double Milliseconds)>> _curves = new(StringComparer.Ordinal);

    /// <summary>Takes a line of `import` or `recall`; passes over others.</summary>
    public void Add(JsonElement line)
    {
        if (!line.TryGetProperty("items", out var items))
            return;
        var mode = line.TryGetProperty("mode", out var named) ? named.GetString() : null;
        switch (line.GetProperty("name").GetString(), mode)
        {
            case ("import", _):
                Point("import, all lines", items, line.GetProperty("seconds").GetDouble() * 1000);
                break;
            case ("recall", "stored"):
                Point("recall, the first", items, line.GetProperty("first_ms").GetDouble());
                break;
            case ("recall", "words" or "vectors"):
                Point(mode == "words" ? "recall, words, p95" : "recall, vectors, p95", items, line.GetProperty("p95_ms").GetDouble());
                break;
        }
    }

    /// <returns>Null when there is nothing to draw.</returns>
    public string? Draw()
    {
        if (_curves.Count == 0)
            return null;
        var all = _curves.Values.SelectMany(points => points).ToList();
        var (x, y) = (Axis.Over(all.Select(point => point.Items), Left, Width - Right), Axis.Over(all.Select(point => point.Milliseconds), Height - Bottom, Top));
        var svg = new StringBuilder(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#7a8290\" role=\"img\" aria-label=\"Milliseconds of import and recall by items of one person\">\n"));
        foreach (var value in x.Decades())
            svg.Append(Invariant($"<path d=\"M{x.At(value):0.#} {Top}V{Height - Bottom}\" stroke=\"#7a8290\" stroke-opacity=\".25\"/><text x=\"{x.At(value):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{value:#,0}</text>\n"));
        foreach (var value in y.Decades())
            svg.Append(Invariant($"<path d=\"M{Left} {y.At(value):0.#}H{Width - Right}\" stroke=\"#7a8290\" stroke-opacity=\".25\"/><text x=\"{Left - 8}\" y=\"{y.At(value) + 4:0.#}\" text-anchor=\"end\">{value:#,0.###}</text>\n"));
        svg.Append(Invariant($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">items of one person</text><text x=\"8\" y=\"14\">ms</text>\n"));
        foreach (var ((name, points), colour) in _curves.Zip(s_colours))
        {
            var line = points.OrderBy(point => point.Items).Select(point => (X: x.At(point.Items), Y: y.At(point.Milliseconds))).ToList();
            svg.Append(Invariant($"<path d=\"M{string.Join('L', line.Select(at => Invariant($"{at.X:0.#} {at.Y:0.#}")))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>"));
            foreach (var at in line)
                svg.Append(Invariant($"<circle cx=\"{at.X:0.#}\" cy=\"{at.Y:0.#}\" r=\"3.5\" fill=\"{colour}\"/>"));
            svg.Append(Invariant($"<text x=\"{line[^1].X + 10:0.#}\" y=\"{line[^1].Y + 4:0.#}\" fill=\"{colour}\">{name}</text>\n"));
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Point(string curve, JsonElement items, double milliseconds)
    {
        if (!_curves.TryGetValue(curve, out var points))
            _curves[curve] = points = [];
        points.Add((items.GetDouble(), milliseconds));
    }

    private sealed record Axis(double From, double To, double Start, double End)
    {
        /// <summary>From the power of ten below the least value to the one above the largest.</summary>
        public static Axis Over(IEnumerable<double> values, double start, double end)
        {
            var all = values.Select(Math.Log10).ToList();
            var from = Math.Floor(all.Min());
            return new(from, Math.Max(from + 1, Math.Ceiling(all.Max())), start, end);
        }

        public double At(double value) => Start + ((Math.Log10(value) - From) / (To - From) * (End - Start));

        public IEnumerable<double> Decades() => Enumerable.Range((int)From, (int)(To - From) + 1).Select(power => Math.Pow(10, power));
    }
}
