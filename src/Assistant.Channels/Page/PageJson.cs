using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Audit;
using Assistant.Memory;

namespace Assistant.Channels.Page;

internal sealed record SessionBody(string UserId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn);

internal sealed record ConversationListBody(IReadOnlyList<ConversationItem> Conversations)
{
    /// <summary>Leads to older ones; absent when there are none.</summary>
    public string? Next { get; init; }

    /// <summary>True while its person wants nothing new to be remembered; absent otherwise.</summary>
    public bool? MemoryPaused { get; init; }
}

internal sealed record ConversationItem(string Id, string Title, DateTimeOffset StartedAt, DateTimeOffset LastActivityAt)
{
    /// <summary>False when nothing of it goes to long-term memory; absent otherwise.</summary>
    public bool? Remembered { get; init; }
}

/// <param name="Activities">Ids of the person's messages.</param>
internal sealed record WaitingBody(IReadOnlyList<string> Activities);

internal sealed record RenameBody(string? Title);

/// <param name="Rating">Null takes it back.</param>
internal sealed record FeedbackBody([property: JsonConverter(typeof(RatingJson))] AnswerRating? Rating, string? Reason);

internal sealed record FeedbackListBody(IReadOnlyList<FeedbackItem> Feedback);

internal sealed record FeedbackItem(string AnswerId, [property: JsonConverter(typeof(RatingJson))] AnswerRating? Rating, string? Reason);

/// <summary>"like" and "dislike"; no numbers.</summary>
internal sealed class RatingJson() : JsonStringEnumConverter<AnswerRating>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CitedPlaceBody))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(ConversationListBody))]
[JsonSerializable(typeof(WaitingBody))]
[JsonSerializable(typeof(RenameBody))]
[JsonSerializable(typeof(FeedbackBody))]
[JsonSerializable(typeof(FeedbackListBody))]
[JsonSerializable(typeof(EvidenceBody))]
[JsonSerializable(typeof(MemoryBody))]
[JsonSerializable(typeof(WhyBody))]
[JsonSerializable(typeof(EpisodeListBody))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(CorrectionBody))]
[JsonSerializable(typeof(EraseBody))]
[JsonSerializable(typeof(MemoryExport))]
internal sealed partial class PageJsonContext : JsonSerializerContext;

internal static class PageJson
{
    public static PageJsonContext Context { get; } = new(new JsonSerializerOptions(PageJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
