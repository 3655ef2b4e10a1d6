namespace Assistant.Tools.Dates;

/// <summary>Days that people name and that are the same in each year.</summary>
internal static class FeastDays
{
    /// <summary>The next one, today included; null when the text names none.</summary>
    public static DateOnly? Next(string name, DateOnly today)
    {
        if (Of(name) is not { } feast)
            return null;
        var date = new DateOnly(today.Year, feast.Month, feast.Day);
        return date >= today ? date : date.AddYears(1);
    }

    private static (int Month, int Day)? Of(string name) => name switch
    {
        "new year" or "new year's" or "new year's day" or "new years day" or "元旦" or "新年" => (1, 1),
        "valentine's day" or "valentines day" or "情人节" => (2, 14),
        "labour day" or "may day" or "劳动节" => (5, 1),
        "children's day" or "儿童节" => (6, 1),
        "国庆节" or "国庆" => (10, 1),
        "halloween" or "万圣节" => (10, 31),
        "christmas eve" or "平安夜" => (12, 24),
        "christmas" or "christmas day" or "xmas" or "圣诞节" or "圣诞" => (12, 25),
        "boxing day" => (12, 26),
        "new year's eve" or "new years eve" => (12, 31),
        _ => null,
    };
}
