namespace Assistant.Memory.Facts;

/// <summary>A stretch of a timeline while it is built.</summary>
internal sealed class FactPeriod(string value, DateTimeOffset? from, DateTimeOffset? until, bool fromIsStated, DateTimeOffset recordedAt)
{
    public string Value { get; set; } = value;

    public DateTimeOffset? From { get; set; } = from;

    public DateTimeOffset? Until { get; set; } = until;

    public bool FromIsStated { get; set; } = fromIsStated;

    public DateTimeOffset RecordedAt { get; } = recordedAt;

    public List<FactOrigin> Origins { get; } = [];

    public bool Is(string other) => FactValue.Same(Value, other);

    /// <summary>Something of it lies in time; a period that was cut to nothing was never so.</summary>
    public bool IsEmpty => From is { } from && Until is { } until && until <= from;
}
