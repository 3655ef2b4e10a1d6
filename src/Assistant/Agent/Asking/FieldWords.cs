using System.Globalization;
using Assistant.Agent.Extractive.Wording;
using Assistant.Text;

namespace Assistant.Agent.Asking;

/// <summary>What is said of a field: how it is written, and what is wrong with what was written. A card and a question in words say the same.</summary>
public sealed record FieldWords(string Language)
{
    private const int LongestShown = 60;

    public string Yes => Pick("Yes", "是");

    public string No => Pick("No", "否");

    /// <summary>How to write it; empty where nothing needs to be said.</summary>
    public string Hint(AskedField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Kind switch
        {
            AskedFieldKind.Number or AskedFieldKind.WholeNumber => Range(field) is { Length: > 0 } range ? range : field.Kind == AskedFieldKind.WholeNumber ? Pick("a whole number", "整数") : Pick("a number", "数字"),
            AskedFieldKind.Date => Pick("a date, such as 2027-03-14", "日期，例如 2027-03-14"),
            AskedFieldKind.DateAndTime => Pick("a date and a time, such as 2027-03-14 14:30", "日期和时间，例如 2027-03-14 14:30"),
            AskedFieldKind.Toggle => Pick("yes or no", "是或否"),
            _ => "",
        };
    }

    public string Missing(AskedField field) => Pick($"“{Of(field)}” is missing.", $"还没有填写“{Of(field)}”。");

    internal string TooLong(AskedField field, int longest) => Pick($"“{Of(field)}” takes at most {longest} characters.", $"“{Of(field)}”最多 {longest} 个字符。");

    internal string NoNumber(AskedField field, string written) => Pick($"“{Cut(written)}” is not a number ({Of(field)}).", $"“{Cut(written)}”不是数字（{Of(field)}）。");

    internal string NotWhole(AskedField field, string written) => Pick($"“{Cut(written)}” is not a whole number ({Of(field)}).", $"“{Cut(written)}”不是整数（{Of(field)}）。");

    internal string OutOfRange(AskedField field) => Pick($"“{Of(field)}” must be {Range(field)}.", $"“{Of(field)}”必须是{Range(field)}。");

    internal string NoDate(AskedField field, string written) => Pick($"“{Cut(written)}” is not a date ({Of(field)}); write it like 2027-03-14.", $"“{Cut(written)}”不是日期（{Of(field)}），请写成 2027-03-14 这样。");

    internal string NoMoment(AskedField field, string written) =>
        Pick($"“{Cut(written)}” is not a date with a time ({Of(field)}); write it like 2027-03-14 14:30.", $"“{Cut(written)}”不是日期加时间（{Of(field)}），请写成 2027-03-14 14:30 这样。");

    internal string NoneOf(AskedField field, string written) =>
        Pick($"“{Cut(written)}” is none of: {string.Join(", ", field.Options)} ({Of(field)}).", $"“{Cut(written)}”不在选项里：{string.Join("、", field.Options)}（{Of(field)}）。");

    internal string NeitherYesNorNo(AskedField field, string written) => Pick($"“{Cut(written)}” is neither yes nor no ({Of(field)}).", $"“{Cut(written)}”既不是“是”也不是“否”（{Of(field)}）。");

    private static string Of(AskedField field) => field.Label;

    private string Range(AskedField field) => (field.Least, field.Most) switch
    {
        ({ } least, { } most) => Pick($"between {Number(least)} and {Number(most)}", $"{Number(least)} 到 {Number(most)} 之间的数"),
        ({ } least, null) => Pick($"{Number(least)} or more", $"不小于 {Number(least)} 的数"),
        (null, { } most) => Pick($"{Number(most)} or less", $"不大于 {Number(most)} 的数"),
        _ => "",
    };

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Shortened(LongestShown);

    private string Pick(string english, string chinese) => Phrases.Pick(Language, english, chinese);
}
