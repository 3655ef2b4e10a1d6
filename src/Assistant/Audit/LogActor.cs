namespace Assistant.Audit;

/// <summary>In whose name this program changes memories and looks at them, for the log. A server acts for the person themselves, a command for whoever runs it.</summary>
public sealed record LogActor(string Name)
{
    public static LogActor Person { get; } = new("person");
}
