using System.Globalization;

namespace Assistant.Tools.Arithmetic;

/// <summary>Writes a result for people: thousands grouped, at most ten places after the point, two at least of money that is not whole, "≈" where digits were left out.</summary>
internal static class QuantityText
{
    private const int Places = 10;
    private const string Plain = "#,##0.##########";

    public static string Of(Quantity quantity) => quantity.Percent ? Number(quantity.Value) + "%" : Of(quantity.Value, quantity.Unit?.Symbol ?? "");

    /// <param name="unit">As it is written beside numbers, "€", "CHF", "kg", "%"; empty for none.</param>
    /// <param name="places">So many after the point, 0 to 10, of what does not end within ten.</param>
    public static string Of(decimal value, string unit, int places = Places)
    {
        var number = Number(value, unit.Length > 0 && Units.Find(unit) is { Kind: UnitKind.Currency } ? "#,##0.00########" : Plain, places);
        if (unit.Length == 0 || unit == "%")
            return number + unit;
        if (char.IsLetter(unit[0]) || unit.Length > 1)
            return $"{number} {unit}";
        return number.StartsWith('≈') ? "≈ " + unit + number[2..] : number.StartsWith('-') ? "-" + unit + number[1..] : unit + number;
    }

    public static string Number(decimal value) => Number(value, Plain, Places);

    private static string Number(decimal value, string broken, int places)
    {
        var rounded = Math.Round(value, Math.Round(value, Places) == value ? Places : places, MidpointRounding.ToEven);
        if (rounded == 0 && value != 0)
            return value.ToString("0.#####E+0", CultureInfo.InvariantCulture);
        var text = rounded.ToString(decimal.IsInteger(rounded) ? Plain : broken, CultureInfo.InvariantCulture);
        return rounded == value ? text : "≈ " + text;
    }
}
