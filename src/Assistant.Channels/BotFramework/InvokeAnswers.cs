using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Extensions;
using Assistant.Channels.BotFramework.Feedback;
using Assistant.Channels.BotFramework.Files;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.BotFramework;

/// <summary>Answers invokes, in the response; those that nothing here has a use for with 501.</summary>
internal sealed class InvokeAnswers(FeedbackIntake feedback, CardInvokes cards, FileConsentInvokes files, ExtensionInvokes extensions)
{
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
            case "adaptiveCard/action":
                await (await cards.AnswerAsync(activity, app, context.RequestAborted)).WriteAsync(context);
                return;
            case "fileConsent/invoke":
                await files.TakeAsync(activity, app, context.RequestAborted);
                break;
            default:
                if (await extensions.AnswerAsync(activity, app, context.RequestAborted) is { } answer)
                {
                    await InvokeJson.WriteAsync(context, answer);
                    return;
                }
                throw new Refusal(501, "NotImplemented", "This invoke is not known here.");
        }
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{}", context.RequestAborted);
    }
}
