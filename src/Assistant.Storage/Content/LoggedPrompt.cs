using Assistant.Audit;
using Assistant.Privacy;

namespace Assistant.Storage.Content;

/// <summary>A prompt as it is stored within its turn: what holds the words of others is under their keys besides.</summary>
internal sealed record LoggedPrompt(string Model, int Continues, IReadOnlyList<LoggedMessage> Messages)
{
    public static IReadOnlyList<LoggedPrompt>? Of(IReadOnlyList<SentPrompt> sent, ContentOwner owner, ContentCodec content) =>
        sent.Count == 0 ? null : [.. sent.Select(prompt => new LoggedPrompt(prompt.Model, prompt.Continues, [.. prompt.Messages.Select(message => LoggedMessage.Of(message, owner, content))]))];
}

/// <param name="Said">The message; null when it is <paramref name="Sealed"/>.</param>
/// <param name="Sealed">JSON of the message under the keys of those whose words it holds.</param>
internal sealed record LoggedMessage(SentMessage? Said, byte[]? Sealed)
{
    public static LoggedMessage Of(SentMessage message, ContentOwner owner, ContentCodec content) =>
        message.OtherIds.Count == 0 ? new(message, null) : new(null, content.WriteShared(owner, message.OtherIds, message, StoreJson.Default.SentMessage));
}
