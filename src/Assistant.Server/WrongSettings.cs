using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Assistant.Server;

/// <summary>What is wrong with the settings, in sentences for the operator: values that do not have their setting's type, and what the options' own checks say.</summary>
internal static partial class WrongSettings
{
    /// <summary>Null when it is about something else than settings.</summary>
    public static string? In(Exception exception) => exception switch
    {
        OptionsValidationException wrong => string.Join('\n', wrong.Failures),
        // Several sections are wrong.
        AggregateException { InnerExceptions: { Count: > 0 } all } when all.Select(In).ToList() is var each && !each.Contains(null) => string.Join('\n', each),
        InvalidOperationException { Message: var message } when Unbound().Match(message) is { Success: true } match => Sentence(match),
        _ => null,
    };

    private static string Sentence(Match match)
    {
        var (setting, value) = (match.Groups["path"].Value, match.Groups["value"]);
        var shown = value.Success && !IsSecret(setting, value.Value) ? $"'{value.Value}'" : "not a value of its kind";
        return $"{setting} is {shown}; it must be {Expected(match.Groups["type"].Value)}.";
    }

    /// <summary>Numbers are written as in English, whatever the machine's language.</summary>
    private static string Expected(string type) => type switch
    {
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" or "System.Int16" or "System.Byte" => "a whole number, such as 10",
        "System.UInt32" or "System.UInt64" or "System.UInt16" => "a whole number that is not negative, such as 10",
        "System.Double" or "System.Single" or "System.Decimal" => "a number, such as 0.5",
        "System.TimeSpan" => "a time as hours:minutes:seconds, such as 00:01:00 for a minute, or 1.00:00:00 for a day",
        "System.Uri" => "an address, such as http://127.0.0.1:8000/v1",
        "System.DateTimeOffset" or "System.DateTime" => "a date, such as 2027-03-01",
        _ when NamesOf(type) is { Length: > 0 } names => $"one of {string.Join(", ", names)}",
        _ => $"a value of the type {type[(type.LastIndexOf('.') + 1)..]}",
    };

    private static string[] NamesOf(string type) =>
        AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(type, throwOnError: false)).FirstOrDefault(found => found is { IsEnum: true }) is { } found ? Enum.GetNames(found) : [];

    private static bool IsSecret(string setting, string value) => Secret().IsMatch(setting[(setting.LastIndexOf(':') + 1)..]) || value.Contains('@', StringComparison.Ordinal);

    // Microsoft.Extensions.Configuration.Binder: the value is missing where it was generated.
    [GeneratedRegex("^Failed to convert configuration value (?:'(?<value>.*)' )?at '(?<path>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    [GeneratedRegex("(Key|Secret|Password|Token|Headers|ConnectionString|Redis)$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
