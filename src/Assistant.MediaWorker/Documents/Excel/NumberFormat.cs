using System.Collections.Concurrent;
using System.Globalization;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>A value as a spreadsheet shows it under a number format.</summary>
internal sealed class NumberFormat
{
    private const int LongestCode = 1_000;
    private static readonly ConcurrentDictionary<string, NumberFormat> s_parsed = new();
    private readonly List<FormatSection> _sections;

    private NumberFormat(string code) => _sections = FormatCode.Parse(code.Length > LongestCode ? "General" : code);

    public static NumberFormat Of(string code) => s_parsed.GetOrAdd(code, static code => new(code));

    public string Show(double value, bool from1904)
    {
        var section = SectionFor(value);
        if (section.IsGeneral || section.Tokens.Count == 0 && _sections.Count == 1)
            return Sign(value, section) + Literals(section, before: true) + General(Math.Abs(value)) + Literals(section, before: false);
        if (section.IsDate)
            return DateFormat.Show(section, value, from1904) ?? General(value);
        return Sign(value, section) + DigitFormat.Show(section, Math.Abs(value));
    }

    /// <summary>Text is shown as it is, but for formats that put words around it.</summary>
    public string Show(string text)
    {
        var section = _sections.Count > 3 ? _sections[3] : _sections.Find(other => other.Tokens.Any(token => token is { IsLiteral: false, Text: "@" }));
        return section is null ? text : string.Concat(section.Tokens.Select(token => token.IsLiteral ? token.Text : token.Text == "@" ? text : ""));
    }

    /// <summary>Whole numbers in full; others to ten digits, as a cell shows them.</summary>
    public static string General(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString("G10", CultureInfo.InvariantCulture);

    private FormatSection SectionFor(double value)
    {
        if (_sections.Exists(section => section.Comparison is not null))
            return _sections.Find(section => section.Comparison is null ? section != _sections[0] || _sections.Count == 1 : section.Holds(value)) ?? _sections[^1];
        return _sections.Count switch
        {
            1 => _sections[0],
            2 => _sections[value < 0 ? 1 : 0],
            _ => _sections[value > 0 ? 0 : value < 0 ? 1 : 2],
        };
    }

    /// <summary>A section of its own for negative values says how they look; otherwise they get a minus.</summary>
    private string Sign(double value, FormatSection section) => value < 0 && !section.IsDate && (section == _sections[0] || section.Comparison is not null) ? "-" : "";

    private static string Literals(FormatSection section, bool before)
    {
        var place = section.Tokens.Index().FirstOrDefault(token => !token.Item.IsLiteral).Index;
        return string.Concat((before ? section.Tokens.Take(place) : section.Tokens.Skip(place + 1)).Where(token => token.IsLiteral).Select(token => token.Text));
    }
}
