using System.Security.Cryptography;
using System.Text;

namespace Assistant.Memory.Facts;

/// <summary>A stretch of a timeline while it is built.</summary>
internal sealed class FactPeriod(string value, DateTimeOffset? from, DateTimeOffset? until, bool fromIsStated, DateTimeOffset recordedAt)
{
    public string Value { get; private set; } = value;

    public string Key { get; private set; } = FactValue.Key(value);

    public DateTimeOffset? From { get; set; } = from;

    public DateTimeOffset? Until { get; set; } = until;

    public bool FromIsStated { get; set; } = fromIsStated;

    public DateTimeOffset RecordedAt { get; } = recordedAt;

    public List<FactOrigin> Origins { get; } = [];

    public void Correct(string value) => (Value, Key) = (value, FactValue.Key(value));

    /// <summary>Something of it lies in time; a period that was cut to nothing was never so.</summary>
    public bool IsEmpty => From is { } from && Until is { } until && until <= from;

    public Fact Of(string subject, string attribute) => new(IdOf(subject, attribute, Value), subject, attribute, Value, From, Until, FromIsStated, RecordedAt, Origins);

    private static string IdOf(string subject, string attribute, string value) =>
        "f-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject + "\n" + attribute + "\n" + FactValue.Key(value)))[..8]);
}
