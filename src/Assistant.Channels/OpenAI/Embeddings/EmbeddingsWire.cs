using System.Text.Json;

namespace Assistant.Channels.OpenAI.Embeddings;

/// <param name="Model">A model's name, or "assistant": by the script of the texts.</param>
/// <param name="Input">A text or a list of texts.</param>
/// <param name="EncodingFormat">"float" (default) or "base64": little-endian 32-bit floats.</param>
/// <param name="InputType">Not OpenAI's: "query" for what is searched with, else what is searched.</param>
internal sealed record EmbeddingRequest(string? Model, JsonElement Input, string? EncodingFormat, int? Dimensions, string? User, string? InputType);

internal sealed record EmbeddingList(IReadOnlyList<EmbeddingEntry> Data, string Model, EmbeddingUsage Usage)
{
    public string Object { get; } = "list";
}

/// <param name="Embedding">Numbers, or their base64.</param>
internal sealed record EmbeddingEntry(int Index, JsonElement Embedding)
{
    public string Object { get; } = "embedding";
}

/// <summary>Estimated from the texts, not counted by the model's tokenizer.</summary>
internal sealed record EmbeddingUsage(int PromptTokens, int TotalTokens);
