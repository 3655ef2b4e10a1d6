namespace Assistant.Health;

/// <summary>Something without which no message can be taken. Asked by balancers every few seconds: it answers by what is known already.</summary>
public interface IReadiness
{
    /// <summary>One word, as /healthz/ready says it: "keys". Null while all is well.</summary>
    string? Problem { get; }
}
