using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Server;

/// <summary>
/// Times in settings, strictly: to .NET "180" is 180 days and "24:00:00" is 24 of them, which nobody who writes it means. What is refused is told with how to write it (<see cref="WrongSettings"/>).
/// </summary>
internal sealed partial class TimeSettings : TimeSpanConverter
{
    /// <summary>For all settings of this process.</summary>
    public static void Apply() => _ = s_applied.Value;

    private static readonly Lazy<TypeDescriptionProvider> s_applied = new(() => TypeDescriptor.AddAttributes(typeof(TimeSpan), new TypeConverterAttribute(typeof(TimeSettings))));

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text && !Clear().IsMatch(text) ? throw new FormatException("The time is not clear.") : base.ConvertFrom(context, culture, value);

    [GeneratedRegex(@"^\s*-?(?:0|(?:\d+\.)?(?:[01]?\d|2[0-3]):[0-5]?\d(?::[0-5]?\d(?:\.\d+)?)?)\s*$")]
    private static partial Regex Clear();
}
