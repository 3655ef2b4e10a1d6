using System.Text.Json.Serialization;
using Assistant.Audit;

namespace Assistant.Channels.BotFramework.Feedback;

/// <summary>The form that asks why: Teams' task module with an Adaptive Card.</summary>
internal static class FeedbackForm
{
    /// <summary>The field of what the person writes; Teams' own form has the same.</summary>
    public const string ReasonField = "feedbackText";

    public const int LongestReason = 2_000;

    public static FormResponse Of(AnswerRating? rating, string? locale)
    {
        var chinese = locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;
        var (title, label, placeholder, send) = chinese
            ? ("反馈", rating == AnswerRating.Dislike ? "哪里不好？" : "哪里好？", "可不填。请勿填写机密信息。", "发送")
            : ("Feedback", rating == AnswerRating.Dislike ? "What was wrong?" : "What was good?", "Optional. Please write nothing confidential.", "Send");
        var card = new FormCard([new(ReasonField, label, placeholder, LongestReason)], [new(send)]);
        return new(new(new(title, new(card))));
    }
}

/// <summary>What message/fetchTask is answered with.</summary>
internal sealed record FormResponse(FormTask Task);

internal sealed record FormTask(FormInfo Value)
{
    public string Type { get; } = "continue";
}

internal sealed record FormInfo(string Title, FormAttachment Card)
{
    public string Height { get; } = "small";
    public string Width { get; } = "small";
}

internal sealed record FormAttachment(FormCard Content)
{
    public string ContentType { get; } = "application/vnd.microsoft.card.adaptive";
}

internal sealed record FormCard(IReadOnlyList<FormInput> Body, IReadOnlyList<FormAction> Actions)
{
    [JsonPropertyName("$schema")]
    public string Schema { get; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Type { get; } = "AdaptiveCard";
    public string Version { get; } = "1.5";
}

internal sealed record FormInput(string Id, string Label, string Placeholder, int MaxLength)
{
    public string Type { get; } = "Input.Text";
    public bool IsMultiline { get; } = true;
}

internal sealed record FormAction(string Title)
{
    public string Type { get; } = "Action.Submit";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FormResponse))]
internal sealed partial class FormJson : JsonSerializerContext;
