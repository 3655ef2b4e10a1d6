namespace Assistant.Health;

/// <summary>A server that this installation was given and can do without for a while: away, it makes answers poorer, and the program stays ready.</summary>
public interface IDependency
{
    /// <summary>As /healthz lists it: "redis", "modelServer".</summary>
    string Name { get; }

    /// <summary>What it is for and what is missing while it is away; no address and nothing of people.</summary>
    string Detail { get; }

    /// <summary>What an operator looks at.</summary>
    string Remedy { get; }

    /// <summary>Whether it answers now. Cheap enough to be asked every few seconds; what it throws counts as away.</summary>
    Task<bool> AnswersAsync(CancellationToken cancellationToken);
}
