using System.Globalization;
using System.Text;

namespace Assistant.MediaWorker.Documents.Excel;

/// <summary>Fills the digit places of a section: thousands, decimals, percent, scaling, exponents, fractions, literals anywhere among them.</summary>
internal static class DigitFormat
{
    private const int MostDecimals = 30;

    /// <param name="value">Not negative.</param>
    public static string Show(FormatSection section, double value)
    {
        var tokens = section.Tokens;
        if (tokens.Any(token => Is(token, "/")) && tokens.Any(IsPlace))
            return Fraction(tokens, value);
        foreach (var token in tokens.Where(token => Is(token, "%")))
            value *= 100;
        var exponent = tokens.Any(token => !token.IsLiteral && token.Text[0] == 'E');
        var point = tokens.Index().Where(token => Is(token.Item, ".")).Select(token => token.Index).DefaultIfEmpty(tokens.Count).First();
        var lastPlace = tokens.Index().Where(token => IsPlace(token.Item)).Select(token => token.Index).DefaultIfEmpty(-1).Last();
        if (exponent)
            return Scientific(tokens, value, point);
        var firstPlace = tokens.Index().Where(token => IsPlace(token.Item)).Select(token => token.Index).DefaultIfEmpty(tokens.Count).First();
        var lastWhole = tokens.Index().Where(token => IsPlace(token.Item) && token.Index < point).Select(token => token.Index).DefaultIfEmpty(-1).Last();
        var grouped = tokens.Index().Any(token => Is(token.Item, ",") && token.Index > firstPlace && token.Index < lastWhole);
        foreach (var scale in tokens.Index().Where(token => Is(token.Item, ",") && token.Index > Math.Max(lastWhole, -1) && (token.Index < point || token.Index > lastPlace) && lastPlace >= 0))
            value /= 1000;
        var decimals = Math.Min(tokens.Index().Count(token => token.Index > point && IsPlace(token.Item)), MostDecimals);
        var digits = Rounded(value, decimals).Split('.');
        return Whole(tokens, point, digits[0], grouped, firstPlace) + Decimals(tokens, point, digits.Length > 1 ? digits[1] : "");
    }

    private static bool Is(FormatToken token, string text) => !token.IsLiteral && token.Text == text;

    private static bool IsPlace(FormatToken token) => !token.IsLiteral && token.Text is "0" or "#" or "?";

    /// <summary>Half away from zero, by the decimal digits that a person sees: 2.675 is 2.68.</summary>
    private static string Rounded(double value, int decimals) =>
        value < 1e15 && decimals <= 15
            ? Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero).ToString("F" + decimals, CultureInfo.InvariantCulture)
            : value.ToString("F" + decimals, CultureInfo.InvariantCulture);

    private static string Whole(IReadOnlyList<FormatToken> tokens, int point, string digits, bool grouped, int firstPlace)
    {
        digits = digits.TrimStart('0');
        var shown = new StringBuilder();
        var used = 0;
        for (var i = Math.Min(point, tokens.Count) - 1; i >= 0; i--)
        {
            var token = tokens[i];
            if (token.IsLiteral || token.Text == "%")
                shown.Insert(0, token.Text);
            if (!IsPlace(token))
                continue;
            if (used < digits.Length)
                Put(shown, digits[^(used + 1)], ref used, grouped);
            else if (token.Text == "0")
                Put(shown, '0', ref used, grouped);
            if (i == firstPlace)
            {
                while (used < digits.Length)
                    Put(shown, digits[^(used + 1)], ref used, grouped);
            }
        }
        return shown.ToString();
    }

    private static void Put(StringBuilder shown, char digit, ref int used, bool grouped)
    {
        if (grouped && used > 0 && used % 3 == 0)
            shown.Insert(0, ',');
        shown.Insert(0, digit);
        used++;
    }

    private static string Decimals(IReadOnlyList<FormatToken> tokens, int point, string digits)
    {
        if (point >= tokens.Count)
            return "";
        var shown = new StringBuilder();
        var place = 0;
        foreach (var token in tokens.Skip(point + 1))
        {
            if (token.IsLiteral || token.Text == "%")
                shown.Append(token.Text);
            else if (IsPlace(token) && place < digits.Length)
            {
                if (token.Text == "0" || digits.AsSpan(place).TrimEnd('0').Length > 0)
                    shown.Append(digits[place]);
                place++;
            }
        }
        return shown.Length > 0 && char.IsDigit(shown[0]) ? $".{shown}" : shown.ToString();
    }

    private static string Scientific(IReadOnlyList<FormatToken> tokens, double value, int point)
    {
        var sign = tokens.Index().First(token => !token.Item.IsLiteral && token.Item.Text[0] == 'E');
        var decimals = tokens.Index().Count(token => token.Index > point && token.Index < sign.Index && IsPlace(token.Item));
        var places = tokens.Skip(sign.Index).Count(IsPlace);
        var shown = value.ToString($"0.{new string('0', decimals)}E{(sign.Item.Text[1] == '+' ? "+" : "-")}{new string('0', Math.Max(places, 1))}", CultureInfo.InvariantCulture);
        return string.Concat(tokens.TakeWhile(token => token.IsLiteral).Select(token => token.Text)) + shown;
    }

    private static string Fraction(IReadOnlyList<FormatToken> tokens, double value)
    {
        var slash = tokens.Index().First(token => Is(token.Item, "/")).Index;
        var beneath = tokens.Skip(slash + 1).TakeWhile(token => IsPlace(token) || (token.IsLiteral && char.IsDigit(token.Text[0]))).ToArray();
        var whole = Math.Floor(value);
        var (best, error) = ((Above: 0, Beneath: 1), double.MaxValue);
        var fixedBeneath = int.TryParse(string.Concat(beneath.Select(token => token.IsLiteral ? token.Text : "")), out var given) ? given : 0;
        var most = Math.Min((int)Math.Pow(10, Math.Clamp(beneath.Length, 1, 3)) - 1, 999);
        for (var d = fixedBeneath > 0 ? fixedBeneath : 1; d <= (fixedBeneath > 0 ? fixedBeneath : most); d++)
        {
            var n = (int)Math.Round((value - whole) * d);
            if (Math.Abs((value - whole) - (double)n / d) < error - 1e-9)
                (best, error) = ((n, d), Math.Abs((value - whole) - (double)n / d));
        }
        if (best.Above == best.Beneath)
            (whole, best) = (whole + 1, (0, 1));
        var number = whole.ToString("F0", CultureInfo.InvariantCulture);
        return best.Above == 0 ? number : whole == 0 ? $"{best.Above}/{best.Beneath}" : $"{number} {best.Above}/{best.Beneath}";
    }
}
