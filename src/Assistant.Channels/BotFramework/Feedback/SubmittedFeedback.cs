using System.Text.Json;
using Assistant.Audit;
using Assistant.Channels.Http;
using Assistant.Text;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Feedback;

/// <summary>What message/submitAction says: {"actionName":"feedback","actionValue":{"reaction":"like","feedback":"{\"feedbackText\":\"…\"}"}}.</summary>
/// <param name="Reason">Null when nothing was written.</param>
internal sealed record SubmittedFeedback(AnswerRating Rating, string? Reason)
{
    /// <summary>Null when it is another action than feedback.</summary>
    /// <exception cref="Refusal">400 or 413: what is wrong with it. A reason that is too long is cut.</exception>
    public static SubmittedFeedback? Read(string? value)
    {
        using var document = Parse(value, "value");
        if (String(document.RootElement, "actionName") != "feedback")
            return null;
        var given = Object(document.RootElement, "actionValue") ?? throw Refusal.BadArgument("value.actionValue is missing.");
        return new(
            RatingOf(given) ?? throw Refusal.BadArgument("value.actionValue.reaction must be like or dislike."),
            String(given, "feedback", LongestData) is { Length: > 0 } form ? ReasonIn(form) : null);
    }

    /// <summary>Which thumb was pressed, for the form's words; null when the channel does not say.</summary>
    public static AnswerRating? PressedThumb(string? value)
    {
        if (value is null)
            return null;
        using var document = Parse(value, "value");
        var data = Object(document.RootElement, "data") ?? document.RootElement;
        return Object(data, "actionValue") is { } given ? RatingOf(given) : null;
    }

    private static AnswerRating? RatingOf(JsonElement given) => String(given, "reaction") switch
    {
        "like" => AnswerRating.Like,
        "dislike" => AnswerRating.Dislike,
        _ => null,
    };

    /// <summary>Teams sends the form's fields as JSON, Agents Playground the text alone.</summary>
    private static string? ReasonIn(string form)
    {
        using var fields = TryParse(form);
        var text = fields?.RootElement.ValueKind == JsonValueKind.Object ? String(fields.RootElement, FeedbackForm.ReasonField, LongestData) : form;
        // Forms of the channel's own take longer reasons than ours: the thumb counts all the same.
        return text?.Trim() is { Length: > 0 } reason ? reason.Beginning(FeedbackForm.LongestReason) : null;
    }

    private static JsonDocument Parse(string? json, string path)
    {
        var document = TryParse(json ?? "") ?? throw Refusal.BadArgument($"{path} must hold JSON.");
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        throw Refusal.BadArgument($"{path} must hold a JSON object.");
    }

    /// <summary>Null when it is no JSON.</summary>
    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
