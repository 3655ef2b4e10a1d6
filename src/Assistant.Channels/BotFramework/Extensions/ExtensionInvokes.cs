using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Privacy;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>Answers the message extensions of the app's manifest: "Ask Assistant" on a message, and the search over what is remembered of the person.</summary>
internal sealed class ExtensionInvokes(AskAboutMessage ask, MemorySearch search)
{
    /// <summary>Null when there is no such invoke.</summary>
    public async Task<JsonObject?> AnswerAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken) => activity.Name switch
    {
        "composeExtension/query" => await search.FindAsync(
            new ContentOwner(MessageIntake.ConversationOf(activity, app).Tenant, activity.Person.Id), SearchRequest.Read(activity.Value), MemoryCardWords.LanguageOf(null, activity.Locale), cancellationToken),
        "composeExtension/fetchTask" => ask.Open(activity),
        "composeExtension/submitAction" => await ask.AnswerAsync(activity, app, cancellationToken),
        _ => null,
    };
}
