using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Assistant.MediaWorker.Documents.Word;

/// <summary>Counts numbered paragraphs as Word does, level by level.</summary>
internal sealed partial class WordNumbering
{
    private const int Levels = 9;
    private readonly Dictionary<int, AbstractNum> _abstract;
    private readonly Dictionary<int, NumberingInstance> _instances;
    private readonly Dictionary<int, int[]> _counters = [];

    // Lists that begin again at a number of their own, once each.
    private readonly HashSet<(int Instance, int Level)> _begun = [];

    public WordNumbering(MainDocumentPart document)
    {
        var numbering = document.NumberingDefinitionsPart?.Numbering;
        _abstract = numbering?.Elements<AbstractNum>().Where(a => a.AbstractNumberId is not null).DistinctBy(a => a.AbstractNumberId!.Value).ToDictionary(a => a.AbstractNumberId!.Value) ?? [];
        _instances = numbering?.Elements<NumberingInstance>().Where(n => n.NumberID is not null).DistinctBy(n => n.NumberID!.Value).ToDictionary(n => n.NumberID!.Value) ?? [];
    }

    /// <summary>Null when the paragraph is no list item; empty for a bullet; else its number as shown, "2.1" or "c)".</summary>
    public string? Next(NumberingProperties? properties)
    {
        if (properties?.NumberingId?.Val?.Value is not (> 0 and var id) || !_instances.TryGetValue(id, out var instance) || instance.AbstractNumId?.Val?.Value is not { } abstractId || !_abstract.TryGetValue(abstractId, out var definition))
            return null;
        var level = Math.Clamp(properties.NumberingLevelReference?.Val?.Value ?? 0, 0, Levels - 1);
        var counters = _counters.TryGetValue(abstractId, out var known) ? known : _counters[abstractId] = new int[Levels];
        var beginsAgain = Override(instance, level)?.StartOverrideNumberingValue is not null && _begun.Add((id, level));
        counters[level] = counters[level] == 0 || beginsAgain ? Start(instance, definition, level) : counters[level] + 1;
        Array.Clear(counters, level + 1, Levels - level - 1);
        if (Level(instance, definition, level) is not { } found || Format(found) is null)
            return "";
        return LevelMark().Replace(found.LevelText?.Val?.Value ?? "", match =>
        {
            var index = match.ValueSpan[1] - '1';
            return Shown(Math.Max(counters[index], 1), Level(instance, definition, index) is { } other ? Format(other) ?? "decimal" : "decimal");
        });
    }

    private static LevelOverride? Override(NumberingInstance instance, int level) => instance.Elements<LevelOverride>().FirstOrDefault(o => o.LevelIndex?.Value == level);

    private static Level? Level(NumberingInstance instance, AbstractNum definition, int level) =>
        Override(instance, level)?.Level ?? definition.Elements<Level>().FirstOrDefault(l => l.LevelIndex?.Value == level);

    private static int Start(NumberingInstance instance, AbstractNum definition, int level) =>
        Override(instance, level)?.StartOverrideNumberingValue?.Val?.Value ?? Level(instance, definition, level)?.StartNumberingValue?.Val?.Value ?? 1;

    /// <summary>Null for bullets and for none.</summary>
    private static string? Format(Level level)
    {
        var format = level.NumberingFormat?.Val;
        return format is null ? "decimal" : format.Value == NumberFormatValues.Bullet || format.Value == NumberFormatValues.None ? null : format.InnerText;
    }

    private static string Shown(int number, string format) => format switch
    {
        "lowerLetter" => Letters(number).ToLowerInvariant(),
        "upperLetter" => Letters(number),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "upperRoman" => Roman(number),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "chineseCounting" or "chineseCountingThousand" or "japaneseCounting" or "ideographDigital" or "taiwaneseCountingThousand" => Chinese(number),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private static string Letters(int number) => new((char)('A' + (number - 1) % 26), Math.Min((number - 1) / 26 + 1, 10));

    private static string Roman(int number)
    {
        (int Value, string Text)[] steps = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var text = "";
        for (var rest = Math.Min(number, 3_999); rest > 0;)
        {
            var step = Array.Find(steps, step => step.Value <= rest);
            text += step.Text;
            rest -= step.Value;
        }
        return text;
    }

    private static string Chinese(int number)
    {
        const string digits = "零一二三四五六七八九";
        return number switch
        {
            < 10 => digits[number].ToString(),
            < 20 => "十" + (number % 10 == 0 ? "" : digits[number % 10]),
            < 100 => $"{digits[number / 10]}十{(number % 10 == 0 ? "" : digits[number % 10])}",
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex("%[1-9]")]
    private static partial Regex LevelMark();
}
