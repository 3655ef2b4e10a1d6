using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Asking;

/// <summary>What somebody wrote into a field, as the tool takes it; or what is wrong with it.</summary>
/// <param name="Json">Null when it is wrong.</param>
/// <param name="Problem">A sentence for the person; null when it is right.</param>
internal sealed partial record FieldValue(JsonNode? Json, string? Problem)
{
    public const int LongestText = 1_000;

    /// <param name="now">Of the person: "tomorrow" is a date.</param>
    public static FieldValue Read(AskedField field, string written, DateTimeOffset now, string language)
    {
        var text = written.Trim();
        var words = new FieldWords(language);
        if (text.Length == 0)
            return new(null, words.Missing(field));
        if (text.Length > LongestText)
            return new(null, words.TooLong(field, LongestText));
        return field.Kind switch
        {
            AskedFieldKind.Number or AskedFieldKind.WholeNumber => Number(field, text, words),
            AskedFieldKind.Date => DateText.Read(text, now) is { } day ? Of(Iso(day.Date)) : new(null, words.NoDate(field, text)),
            AskedFieldKind.DateAndTime => Moment(field, text, now, words),
            AskedFieldKind.Choice => Chosen(field, text) is { } option ? Of(option) : new(null, words.NoneOf(field, text)),
            AskedFieldKind.Toggle => Switched(text) is { } on ? new(JsonValue.Create(on), null) : new(null, words.NeitherYesNorNo(field, text)),
            _ => Of(text),
        };
    }

    private static FieldValue Of(string text) => new(JsonValue.Create(text), null);

    private static FieldValue Number(AskedField field, string text, FieldWords words)
    {
        var plain = Normal.Of(text).Trim();
        if (!Numeral().IsMatch(plain) || !decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return new(null, words.NoNumber(field, text));
        if (field.Kind == AskedFieldKind.WholeNumber && (decimal.Truncate(number) != number || number is < long.MinValue or > long.MaxValue))
            return new(null, words.NotWhole(field, text));
        if ((double)number < field.Least || (double)number > field.Most)
            return new(null, words.OutOfRange(field));
        return new(field.Kind == AskedFieldKind.WholeNumber ? JsonValue.Create((long)number) : JsonValue.Create(number), null);
    }

    private static FieldValue Moment(AskedField field, string text, DateTimeOffset now, FieldWords words)
    {
        var clock = Clock().Match(text);
        if (!clock.Success || DateText.Read(text.Remove(clock.Index, clock.Length).Trim(), now) is not { } day || !TimeOnly.TryParseExact(clock.Groups["t"].Value, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return new(null, words.NoMoment(field, text));
        return Of($"{Iso(day.Date)}T{time.ToString("HH:mm", CultureInfo.InvariantCulture)}");
    }

    /// <summary>By its name, by its number in the list, or by the beginning of one alone.</summary>
    private static string? Chosen(AskedField field, string text)
    {
        var said = Normal.Of(text).Trim().TrimEnd('.', '。', '!', '！');
        if (field.Options.FirstOrDefault(option => Normal.Of(option) == said) is { } named)
            return named;
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number >= 1 && number <= field.Options.Count ? field.Options[number - 1] : null;
        return field.Options.Where(option => Normal.Of(option).StartsWith(said, StringComparison.Ordinal)).Take(2).ToList() is [var only] ? only : null;
    }

    private static bool? Switched(string text) => Normal.Of(text).Trim().TrimEnd('.', '。', '!', '！') switch
    {
        "true" or "yes" or "y" or "yep" or "on" or "是" or "是的" or "对" or "好" or "要" => true,
        "false" or "no" or "n" or "nope" or "off" or "否" or "不" or "不是" or "不要" => false,
        _ => null,
    };

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$")]
    private static partial Regex Numeral();

    [GeneratedRegex(@"(?:\bat\s+|T|\s|，|,)*(?<t>\d{1,2}:\d{2})(?::\d{2})?")]
    private static partial Regex Clock();
}
