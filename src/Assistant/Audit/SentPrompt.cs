using System.Text.Json.Serialization;

namespace Assistant.Audit;

/// <summary>A request to a language model as it was sent, for the log: roles and contents, word for word.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Continues">How many of the messages sent before in the same turn stand before these, unchanged: a model that has called tools is sent all of it again.</param>
public sealed record SentPrompt(string Model, int Continues, IReadOnlyList<SentMessage> Messages);

/// <param name="Role">"system", "user", "assistant" or "tool".</param>
public sealed record SentMessage(string Role, string Text)
{
    /// <summary>Pictures behind the text; null for none.</summary>
    public IReadOnlyList<SentPicture>? Pictures { get; init; }

    /// <summary>Calls that the model had made; null for none.</summary>
    public IReadOnlyList<SentCall>? Calls { get; init; }

    /// <summary>Of a tool's result: the call that it belongs to.</summary>
    public string? CallId { get; init; }

    /// <summary>Whose words are in it, besides those of the person whose turn it is.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OtherIds { get; init; } = [];
}

/// <summary>A picture by reference: its bytes lie in the attachment store, and are those that were sent while the digest is theirs.</summary>
/// <param name="Sha256">Hex.</param>
public sealed record SentPicture(string AttachmentId, string MediaType, string Sha256);

public sealed record SentCall(string Id, string Name, string Arguments);
