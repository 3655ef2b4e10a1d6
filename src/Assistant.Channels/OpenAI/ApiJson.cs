using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Channels.OpenAI.Chat;
using Assistant.Channels.OpenAI.Embeddings;
using Assistant.Channels.OpenAI.Speech;

namespace Assistant.Channels.OpenAI;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 64)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelEntry))]
[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ContentPart))]
[JsonSerializable(typeof(NamedTool))]
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(EmbeddingRequest))]
[JsonSerializable(typeof(EmbeddingList))]
[JsonSerializable(typeof(SpeechRequest))]
[JsonSerializable(typeof(Transcript))]
[JsonSerializable(typeof(VerboseTranscript))]
[JsonSerializable(typeof(TranscriptEvent))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>The same for JSON that is never put into HTML: Chinese stays Chinese.</summary>
internal static class ApiWire
{
    public static ApiJson Json { get; } = new(new JsonSerializerOptions(ApiJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
