using System.Globalization;
using System.Text;
using Assistant.ChannelSimulator.Ledger;

namespace Assistant.ChannelSimulator.Report;

/// <summary>A play as a picture (SVG): each answer a point, when it was asked and how long it took (logarithmic), grey what was shown more than once; kills as lines.</summary>
internal static class LatencyChart
{
    private const int Width = 960;
    private const int Height = 420;
    private const int Left = 70;
    private const int Bottom = 50;
    private const int Top = 30;
    private static readonly double[] s_marks = [1, 10, 100, 1_000, 10_000, 100_000];

    public static string Draw(PlayLedger ledger)
    {
        var length = Math.Max(1, ledger.Records.Max(record => record.Sent ?? 0));
        var svg = new StringBuilder();
        void Add(FormattableString element) => svg.Append(FormattableString.Invariant(element)).Append('\n');
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/><text x=\"{Left}\" y=\"18\">From asking to the answer, ms; green acknowledged, blue answered, orange answered more than once, red lines kills</text>");
        foreach (var mark in s_marks)
            Add($"<line x1=\"{Left}\" x2=\"{Width - 10}\" y1=\"{Y(mark):0.0}\" y2=\"{Y(mark):0.0}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{Y(mark) + 4:0.0}\" text-anchor=\"end\">{mark:0}</text>");
        for (var i = 0; i <= 10; i++)
            Add($"<text x=\"{X(length * i / 10, length):0.0}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{length * i / 10:0} s</text>");
        foreach (var kill in ledger.Kills.Select(kill => kill.From).Where(kill => kill <= length))
            Add($"<line x1=\"{X(kill, length):0.0}\" x2=\"{X(kill, length):0.0}\" y1=\"{Top}\" y2=\"{Height - Bottom}\" stroke=\"#c00\"/>");
        foreach (var record in ledger.Records.Where(record => record.Sent is not null))
        {
            if (record.AcknowledgedAfter is { } acknowledged)
                Add($"<circle cx=\"{X(record.Sent!.Value, length):0.0}\" cy=\"{Y(acknowledged):0.0}\" r=\"1.2\" fill=\"#2a2\" fill-opacity=\"0.5\"/>");
            if (record.Replies is { Count: > 0 } replies)
                Add($"<circle cx=\"{X(record.Sent!.Value, length):0.0}\" cy=\"{Y((replies.Min(reply => reply.At) - record.Sent!.Value) * 1_000):0.0}\" r=\"1.8\" fill=\"{(record.Parts.Any(part => part.Count > 1) ? "#e80" : "#26c")}\" fill-opacity=\"0.6\"/>");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static double X(double seconds, double length) => Left + (Width - Left - 20) * seconds / length;

    private static double Y(double milliseconds) => Height - Bottom - (Height - Bottom - Top) * Math.Log10(Math.Clamp(milliseconds, s_marks[0], s_marks[^1])) / Math.Log10(s_marks[^1]);
}
