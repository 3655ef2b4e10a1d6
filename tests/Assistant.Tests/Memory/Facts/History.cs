namespace Assistant.Tests.Memory.Facts;

/// <summary>A scripted history: what was said when, what must be current at its end, what must have held when, what may be kept unchecked.</summary>
internal sealed record History(string Line, IReadOnlyList<(DateTimeOffset At, string Words)> Said, IReadOnlyList<Expected> Current, IReadOnlyList<Expected> AsOf, IReadOnlyList<Expected> Allowed)
{
    public bool IsHeldOut { get; init; }
}
