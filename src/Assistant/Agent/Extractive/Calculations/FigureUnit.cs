using Assistant.Agent.Extractive.Values;
using Assistant.Tools.Arithmetic;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>The unit of a figure: as it is written, and one name for all its spellings ("€", "EUR" and "euros").</summary>
/// <param name="Written">Empty for a plain number.</param>
internal sealed record FigureUnit(string Written, string Name)
{
    public bool IsMoney { get; private init; }

    public static FigureUnit Of(Value value)
    {
        var money = value.Kind == ValueKind.Money;
        var written = value.Unit.Length > 0 || !money ? value.Unit : new string([.. value.Text.TrimStart(' ', '-', '−', '+').TakeWhile(c => !char.IsAsciiDigit(c) && c is not (' ' or '-' or '−' or '+'))]);
        return new(written, money ? Currency(written) : Symbol(written)) { IsMoney = money };
    }

    /// <param name="written">A currency that stands by itself.</param>
    public static FigureUnit OfCurrency(string written) => new(written, Currency(written)) { IsMoney = true };

    private static string Symbol(string written) => Units.Find(written)?.Symbol ?? written.ToLowerInvariant();

    /// <summary>Among currencies a pound is no weight, and a dollar may be told by its country.</summary>
    private static string Currency(string written) => written.ToUpperInvariant() switch
    {
        "POUND" or "POUNDS" => "£",
        "US$" => "$",
        "AUD" => "A$",
        "CAD" => "C$",
        "INR" => "₹",
        _ => Symbol(written),
    };
}
