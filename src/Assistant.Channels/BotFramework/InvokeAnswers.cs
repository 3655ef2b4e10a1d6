using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Feedback;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.DirectLine;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.BotFramework;

/// <summary>Answers invokes, in the response.</summary>
internal sealed class InvokeAnswers(FeedbackIntake feedback)
{
    /// <summary>Invokes of Teams that are taken without an effect yet; others are answered with 501.</summary>
    private static readonly HashSet<string> s_withoutEffect = new(StringComparer.Ordinal) { "adaptiveCard/action", "task/fetch", "task/submit", "fileConsent/invoke" };

    public async Task WriteAsync(HttpContext context, AppRegistration? app, IncomingActivity activity)
    {
        switch (activity.Name)
        {
            case "message/fetchTask":
                await context.Response.WriteAsJsonAsync(FeedbackForm.Of(SubmittedFeedback.PressedThumb(activity.Value), activity.Locale), FormJson.Default.FormResponse, cancellationToken: context.RequestAborted);
                return;
            case "message/submitAction":
                await feedback.SubmitAsync(activity, app, context.RequestAborted);
                break;
            case { } name when s_withoutEffect.Contains(name) || name.StartsWith("composeExtension/", StringComparison.Ordinal) || name.StartsWith("config/", StringComparison.Ordinal):
                break;
            default:
                throw new Refusal(501, "NotImplemented", "This invoke is not known here.");
        }
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{}", context.RequestAborted);
    }
}
