using System.Globalization;

namespace Assistant.Tools.Arithmetic;

/// <summary>Writes a result for people: thousands grouped, at most ten places after the point, "≈" where digits were left out.</summary>
internal static class QuantityText
{
    private const int Places = 10;

    public static string Of(Quantity quantity)
    {
        var number = Number(quantity.Value);
        if (quantity.Percent)
            return number + "%";
        return quantity.Unit switch
        {
            null => number,
            { Kind: UnitKind.Currency, Symbol: { Length: 1 } sign } => number.StartsWith('≈') ? "≈ " + sign + number[2..] : number.StartsWith('-') ? "-" + sign + number[1..] : sign + number,
            { } unit => $"{number} {unit.Symbol}",
        };
    }

    public static string Number(decimal value)
    {
        var rounded = Math.Round(value, Places, MidpointRounding.ToEven);
        if (rounded == 0 && value != 0)
            return value.ToString("0.#####E+0", CultureInfo.InvariantCulture);
        var text = rounded.ToString("#,##0.##########", CultureInfo.InvariantCulture);
        return rounded == value ? text : "≈ " + text;
    }
}
