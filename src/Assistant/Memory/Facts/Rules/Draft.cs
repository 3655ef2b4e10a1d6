namespace Assistant.Memory.Facts.Rules;

/// <summary>A statement before its quote is known.</summary>
internal sealed record Draft(string Subject, string Attribute, string Value, StatementKind Kind = StatementKind.Holds, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    public Statement Quoted(string quote) => new(Subject, Attribute, Value, Kind, From, Until, quote);
}
