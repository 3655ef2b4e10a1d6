using System.Text;

namespace Assistant.MediaWorker.Documents.Tables;

/// <summary>Tells values (amounts, dates, times, codes) from words.</summary>
internal static class CellValue
{
    public static bool IsValue(string text)
    {
        var (digits, letters) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsDigit(c))
                digits++;
            else if (char.IsLetter(c))
                letters++;
        }
        return digits > 0 && digits * 2 >= letters;
    }

    /// <summary>What a value looks like, whatever its digits: "4,120.50" and "12.00" are "9.9", "27 May 2026" is "9 a 9".</summary>
    public static string Shape(string text)
    {
        var shape = new StringBuilder();
        foreach (var c in text)
        {
            var kind = char.IsDigit(c) ? '9' : char.IsLetter(c) ? 'a' : c;
            if (c == ',' && shape.Length > 0 && shape[^1] == '9')
                continue;
            if (shape.Length == 0 || shape[^1] != kind)
                shape.Append(kind);
        }
        return shape.ToString();
    }

    /// <summary>A year or a quarter names a column as often as it fills one.</summary>
    public static bool IsPeriod(string text) =>
        (text.Length == 4 && int.TryParse(text, out var year) && year is >= 1900 and <= 2100)
        || (text.Length == 2 && text[0] is 'Q' or 'q' && text[1] is >= '1' and <= '4')
        || (text.Length is >= 2 and <= 3 && text[^1] is '月' or '年' or '日' && char.IsDigit(text[0]))
        || (text.Length == 5 && text[^1] is '年' && int.TryParse(text[..4], out _));
}
