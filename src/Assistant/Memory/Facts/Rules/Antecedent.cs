namespace Assistant.Memory.Facts.Rules;

/// <summary>What a message spoke of last.</summary>
internal sealed class Antecedent
{
    /// <summary>The person whom "he", "she" and clauses without a subject mean.</summary>
    public string? Subject { get; set; }

    /// <summary>The relations that the message named, by their names.</summary>
    public Dictionary<string, string> Named { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What "it" means: a thing that the user has one of, as in "my number"; empty for none.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Whose that is: "my", "her", "my mother's".</summary>
    public string TopicOf { get; set; } = "my";

    /// <summary>The order that "it" means; empty for none.</summary>
    public string Order { get; set; } = "";

    /// <summary>The state of an order whose number is still to come; null for none.</summary>
    public string? OrderState { get; set; }

    /// <summary>The kind of a pet that has no name yet; empty for none.</summary>
    public string Pet { get; set; } = "";
}
