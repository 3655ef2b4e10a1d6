namespace Assistant.Memory.Facts.Rules;

/// <summary>A statement before its quote is known.</summary>
internal sealed record Draft(string Subject, string Attribute, string Value, StatementKind Kind = StatementKind.Holds, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    /// <summary>As <see cref="Statement.Replaces"/>.</summary>
    public string? Replaces { get; init; }

    /// <summary>As <see cref="Statement.IsOfKnown"/>.</summary>
    public bool IsOfKnown { get; init; }

    public Statement Quoted(string quote) => new(Subject, Attribute, Value, Kind, From, Until, quote) { Replaces = Replaces, IsOfKnown = IsOfKnown };
}
