using System.Collections.Frozen;

namespace Assistant.Tools.Arithmetic;

/// <summary>The units people name, in English and Chinese. Exact by definition (an inch is 0.0254 m); a month and a year are 1/12 and 1 of 365.25 days only where nothing better is known.</summary>
internal static class Units
{
    private static readonly (Unit Unit, string Names)[] s_all =
    [
        (new("m", UnitKind.Length, 1), "m metre metres meter meters 米 公尺"),
        (new("km", UnitKind.Length, 1000), "km kilometre kilometres kilometer kilometers kms 公里 千米"),
        (new("cm", UnitKind.Length, 0.01m), "cm centimetre centimetres centimeter centimeters 厘米 公分"),
        (new("mm", UnitKind.Length, 0.001m), "mm millimetre millimetres millimeter millimeters 毫米"),
        (new("µm", UnitKind.Length, 0.000001m), "µm um micrometre micrometres micrometer micrometers micron microns 微米"),
        (new("in", UnitKind.Length, 0.0254m), "inch inches 英寸 \""),
        (new("ft", UnitKind.Length, 0.3048m), "ft foot feet 英尺"),
        (new("yd", UnitKind.Length, 0.9144m), "yd yard yards 码"),
        (new("mi", UnitKind.Length, 1609.344m), "mi mile miles 英里"),
        (new("nmi", UnitKind.Length, 1852), "nmi 海里"),
        (new("里", UnitKind.Length, 500), "里 华里"),
        (new("kg", UnitKind.Weight, 1), "kg kilogram kilograms kilo kilos kgs 公斤 千克"),
        (new("g", UnitKind.Weight, 0.001m), "g gram grams gramme grammes 克"),
        (new("mg", UnitKind.Weight, 0.000001m), "mg milligram milligrams 毫克"),
        (new("t", UnitKind.Weight, 1000), "t tonne tonnes ton tons 吨"),
        (new("lb", UnitKind.Weight, 0.45359237m), "lb lbs pound pounds 磅"),
        (new("oz", UnitKind.Weight, 0.028349523125m), "oz ounce ounces 盎司"),
        (new("st", UnitKind.Weight, 6.35029318m), "st stone stones 英石"),
        (new("斤", UnitKind.Weight, 0.5m), "斤 市斤"),
        (new("两", UnitKind.Weight, 0.05m), "两"),
        (new("K", UnitKind.Temperature, 1), "kelvin kelvins K 开尔文"),
        (new("°C", UnitKind.Temperature, 1, 273.15m), "°c c celsius centigrade ℃ 摄氏度 摄氏"),
        (new("°F", UnitKind.Temperature, 5, 459.67m, 9), "°f f fahrenheit ℉ 华氏度 华氏"),
        (new("s", UnitKind.Time, 1), "s sec secs second seconds 秒 秒钟"),
        (new("ms", UnitKind.Time, 0.001m), "ms millisecond milliseconds 毫秒"),
        (new("min", UnitKind.Time, 60), "min mins minute minutes 分钟 分"),
        (new("h", UnitKind.Time, 3600), "h hr hrs hour hours 小时 钟头"),
        (new("days", UnitKind.Time, 86400), "d day days 天 日"),
        (new("weeks", UnitKind.Time, 604800), "wk wks week weeks 周 星期 礼拜"),
        (new("months", UnitKind.Time, 2629800), "month months 个月 月"),
        (new("years", UnitKind.Time, 31557600), "yr yrs year years 年"),
        (new("B", UnitKind.Data, 1), "B byte bytes 字节"),
        (new("bit", UnitKind.Data, 0.125m), "bit bits 比特"),
        (new("kB", UnitKind.Data, 1000), "kb kilobyte kilobytes 千字节"),
        (new("MB", UnitKind.Data, 1_000_000), "mb megabyte megabytes 兆字节 兆"),
        (new("GB", UnitKind.Data, 1_000_000_000), "gb gigabyte gigabytes 吉字节"),
        (new("TB", UnitKind.Data, 1_000_000_000_000), "tb terabyte terabytes 太字节"),
        (new("PB", UnitKind.Data, 1_000_000_000_000_000), "pb petabyte petabytes"),
        (new("KiB", UnitKind.Data, 1024), "kib kibibyte kibibytes"),
        (new("MiB", UnitKind.Data, 1_048_576), "mib mebibyte mebibytes"),
        (new("GiB", UnitKind.Data, 1_073_741_824), "gib gibibyte gibibytes"),
        (new("TiB", UnitKind.Data, 1_099_511_627_776), "tib tebibyte tebibytes"),
        (new("m²", UnitKind.Area, 1), "m² m2 sqm 平方米 平米 ㎡"),
        (new("km²", UnitKind.Area, 1_000_000), "km² km2 平方公里"),
        (new("ha", UnitKind.Area, 10_000), "ha hectare hectares 公顷"),
        (new("ft²", UnitKind.Area, 0.09290304m), "ft² ft2 sqft 平方英尺"),
        (new("acres", UnitKind.Area, 4046.8564224m), "acre acres 英亩"),
        (new("亩", UnitKind.Area, 2000, 0, 3), "亩"),
        (new("l", UnitKind.Volume, 1), "l litre litres liter liters 升 公升"),
        (new("ml", UnitKind.Volume, 0.001m), "ml millilitre millilitres milliliter milliliters 毫升"),
        (new("m³", UnitKind.Volume, 1000), "m³ m3 立方米"),
        (new("gal", UnitKind.Volume, 3.785411784m), "gal gallon gallons 加仑"),
        (new("m/s", UnitKind.Speed, 1), "m/s mps 米每秒"),
        (new("km/h", UnitKind.Speed, 1000, 0, 3600), "km/h kph kmh 公里每小时"),
        (new("mph", UnitKind.Speed, 0.44704m), "mph"),
        (new("€", UnitKind.Currency, 1), "€ eur euro euros 欧元"),
        (new("$", UnitKind.Currency, 1), "$ usd dollar dollars 美元"),
        (new("£", UnitKind.Currency, 1), "£ gbp 英镑"),
        (new("¥", UnitKind.Currency, 1), "¥ ￥ cny rmb yuan 元 人民币 块"),
        (new("CHF", UnitKind.Currency, 1), "chf"),
        (new("JPY", UnitKind.Currency, 1), "jpy yen 日元"),
        (new("HK$", UnitKind.Currency, 1), "hk$ hkd 港元 港币"),
    ];

    private static readonly FrozenDictionary<string, Unit> s_byName = s_all.SelectMany(entry => entry.Names.Split(' ').Select(name => (name, entry.Unit)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Unit, StringComparer.OrdinalIgnoreCase);

    public static Unit Inch { get; } = s_byName["inch"];

    public static Unit? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>The longest name that a Chinese text begins with: its words stand without spaces between them.</summary>
    public static (Unit? Unit, int Length) FindPrefix(ReadOnlySpan<char> text)
    {
        var lookup = s_byName.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(5, text.Length); length > 0; length--)
        {
            if (lookup.TryGetValue(text[..length], out var unit))
                return (unit, length);
        }
        return (null, 0);
    }
}
