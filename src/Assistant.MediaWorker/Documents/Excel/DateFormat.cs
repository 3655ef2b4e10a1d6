using System.Globalization;
using System.Text;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>A serial number as a date or time.</summary>
internal static class DateFormat
{
    private const double LastSerial = 2_958_466;
    private const int FalseLeapDay = 60;
    private static readonly DateTime s_epoch = new(1899, 12, 30);
    private static readonly DateTime s_epoch1904 = new(1904, 1, 1);
    private static readonly string[] s_chineseDays = ["日", "一", "二", "三", "四", "五", "六"];

    /// <summary>Null when the number is no date.</summary>
    public static string? Show(FormatSection section, double serial, bool from1904)
    {
        if (serial is < 0 or >= LastSerial)
            return null;
        var tokens = section.Tokens;
        var fractionDigits = SecondFraction(tokens);
        var time = At(serial, from1904, fractionDigits);
        var twelve = tokens.Any(token => token is { IsLiteral: false, Text: "a/p" });
        var shown = new StringBuilder();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.IsLiteral)
                shown.Append(token.Text);
            else if (token.Text == "." && i + 1 < tokens.Count && tokens[i + 1] is { IsLiteral: false, Text: "0" })
            {
                shown.Append('.').Append(time.ToString(new string('f', fractionDigits), CultureInfo.InvariantCulture));
                i += fractionDigits;
            }
            else
                shown.Append(Piece(token.Text, time, serial, twelve, IsMinutes(tokens, i)));
        }
        return shown.ToString().Trim();
    }

    private static DateTime At(double serial, bool from1904, int fractionDigits)
    {
        var days = !from1904 && serial < FalseLeapDay ? serial + 1 : serial;
        var ticksShown = TimeSpan.TicksPerSecond / (long)Math.Pow(10, fractionDigits);
        var ticks = (long)Math.Round(days * TimeSpan.TicksPerDay / ticksShown) * ticksShown;
        return (from1904 ? s_epoch1904 : s_epoch).AddTicks(ticks);
    }

    private static int SecondFraction(IReadOnlyList<FormatToken> tokens)
    {
        var point = tokens.Index().FirstOrDefault(token => token.Item is { IsLiteral: false, Text: "." });
        return point.Item.Text is null ? 0 : Math.Min(tokens.Skip(point.Index + 1).TakeWhile(token => token is { IsLiteral: false, Text: "0" }).Count(), 7);
    }

    /// <summary>"m" is minutes after hours or before seconds.</summary>
    private static bool IsMinutes(IReadOnlyList<FormatToken> tokens, int index)
    {
        var before = tokens.Take(index).LastOrDefault(token => !token.IsLiteral && token.Text != ".").Text ?? "";
        var after = tokens.Skip(index + 1).FirstOrDefault(token => !token.IsLiteral && token.Text != ".").Text ?? "";
        return before.StartsWith('h') || before == "[h]" || after.StartsWith('s') || after == "[s]";
    }

    private static string Piece(string code, DateTime time, double serial, bool twelve, bool minutes)
    {
        var culture = CultureInfo.InvariantCulture;
        var hour = twelve ? (time.Hour + 11) % 12 + 1 : time.Hour;
        return code switch
        {
            "yy" or "y" => time.ToString("yy", culture),
            ['y' or 'e', ..] => time.Year.ToString(culture),
            "m" when minutes => time.Minute.ToString(culture),
            "mm" when minutes => time.ToString("mm", culture),
            "m" => time.Month.ToString(culture),
            "mm" => time.ToString("MM", culture),
            "mmm" => time.ToString("MMM", culture),
            "mmmm" => time.ToString("MMMM", culture),
            "mmmmm" => time.ToString("MMM", culture)[..1],
            "d" => time.Day.ToString(culture),
            "dd" or "ddd" or "dddd" => time.ToString(code, culture),
            "aaa" => s_chineseDays[(int)time.DayOfWeek],
            "aaaa" => "星期" + s_chineseDays[(int)time.DayOfWeek],
            "h" => hour.ToString(culture),
            "hh" => hour.ToString("00", culture),
            "s" => time.Second.ToString(culture),
            "ss" => time.ToString("ss", culture),
            "a/p" => time.Hour < 12 ? "AM" : "PM",
            "[h]" => Math.Floor(Math.Round(serial * 86_400) / 3_600).ToString(culture),
            "[m]" => Math.Floor(Math.Round(serial * 86_400) / 60).ToString(culture),
            "[s]" => Math.Round(serial * 86_400).ToString(culture),
            "/" or "," or "." => code,
            _ => "",
        };
    }
}
