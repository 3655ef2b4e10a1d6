using System.Globalization;
using System.Reflection;
using Assistant.Memory.Facts;

namespace Assistant.Tests.Memory.Facts;

/// <summary>Reads histories.txt (its first lines tell the form) and the lines that the script writes in the same form.</summary>
internal static class HistoryFile
{
    private static readonly TimeSpan s_zone = TimeSpan.FromHours(1);

    public static List<History> All() =>
        [.. Lines("histories.txt").Select(Parse).Select((history, i) => history with { IsHeldOut = i % 2 == 1 }), .. HistoryScript.Lines().Select(Parse).Select((history, i) => history with { IsHeldOut = i % 2 == 1 })];

    public static IEnumerable<string> Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }

    public static History Parse(string line)
    {
        var (said, expected) = line.Split(" => ") is [var one, var two] ? (one, two) : throw new FormatException(line);
        var parts = expected.Split(" ; ").Where(part => part != "none").ToList();
        return new(line,
            [.. said.Split(" // ").Select(part => (Day(part[..5]).AddHours(10), part[6..].Replace((char)0x2028, (char)10)))],
            [.. parts.Where(part => part[0] != '~' && !part.Contains('@', StringComparison.Ordinal) | part.IndexOf('@', StringComparison.Ordinal) > part.IndexOf('=', StringComparison.Ordinal)).Select(Expectation)],
            [.. parts.Where(part => part[0] != '~' && part.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < part.IndexOf('=', StringComparison.Ordinal)).Select(Expectation)],
            [.. parts.Where(part => part[0] == '~').Select(part => Expectation(part[1..]))]);
    }

    private static Expected Expectation(string part)
    {
        var (left, right) = (part[..part.IndexOf('=', StringComparison.Ordinal)], part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var (key, times) = left.Split('@') is [var name, var when] ? (name, when.Split('/')) : (left, []);
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return new(dot < 0 ? FactAttributes.User : key[..dot], key[(dot + 1)..],
            [.. right.Split(" + ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(value => value.Split('|'))],
            times.Length > 0 ? End(times[0]) : null, times.Length > 1 ? End(times[1]) : null);
    }

    private static DateTimeOffset End(string day) => Day(day).AddHours(23.9);

    private static DateTimeOffset Day(string day) =>
        new(DateTime.ParseExact(day.Length == 5 ? "2026-" + day : day, "yyyy-MM-dd", CultureInfo.InvariantCulture), s_zone);
}
