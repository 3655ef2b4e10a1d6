using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Audit;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Conversations;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>
/// "Ask Assistant" on a message: a dialog asks for the question, and shows the answer. The message is a document of that conversation, which is one of its own: the chat that it stands in learns nothing of it.
/// The same question about the same message is the same conversation, so that a client that asks again, as Teams does after five seconds, gets the same answer. One that was apologised for is tried anew when it is asked later.
/// The answer stands in the outbox for the person's own chat from the start, held while the dialog waits for it: whatever happens, it comes to one of the two.
/// </summary>
internal sealed class AskAboutMessage(MessageIntake intake, AnswerWaiting waiting, PersonalChat chat, IConversationDirectory directory, ITurnLog log, IOptions<BotFrameworkOptions> options, TimeProvider time)
{
    private const string Question = "question";
    private const int MostSaid = 1_000;

    // A client that asks again by itself does so within seconds.
    private static readonly TimeSpan s_sameAsking = TimeSpan.FromMinutes(1);

    /// <summary>The question box.</summary>
    public JsonObject Open(IncomingActivity activity)
    {
        var words = WordsFor(activity);
        using var value = ExtensionCommand.Open(activity.Value, ExtensionCommand.Ask);
        return AskedMessage.Read(value.RootElement, options.Value.MaxTextCharacters) is { } message ? AskCards.Form(message, words, null) : AskCards.Message(words.NoText);
    }

    /// <summary>The answer, or a sentence that says where it will be.</summary>
    public async Task<JsonObject> AnswerAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken)
    {
        var words = WordsFor(activity);
        using var value = ExtensionCommand.Open(activity.Value, ExtensionCommand.Ask);
        if (AskedMessage.Read(value.RootElement, options.Value.MaxTextCharacters) is not { } message)
            return AskCards.Message(words.NoText);
        var question = QuestionIn(value.RootElement);
        if (question.Length is 0 or > AskCards.LongestQuestion)
            return AskCards.Form(message, words, question.Length == 0 ? words.NoQuestion : words.TooLong(AskCards.LongestQuestion));

        var asked = Asked(activity, message, question, words);
        var (id, isRepeated) = await IdAsync(MessageIntake.ConversationOf(asked, app), cancellationToken);
        var to = await chat.AddressAsync(activity, app, cancellationToken);
        var accepted = await intake.TakeAsync(asked with { Id = id }, app, InboundKind.Message, cancellationToken, elsewhere: to);
        using var timer = new CancellationTokenSource(options.Value.AskWaits, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            if (await waiting.AnswerToAsync(accepted, linked.Token) is not { Answer: { } answer } reply)
                return AskCards.Message(words.Stopped);
            // Whoever asked first may have been told that it comes into the chat.
            if (!isRepeated && to.HeldUntil is not null)
                await log.MarkDeliveredAsync(accepted.Message.Conversation, reply.Id, null, cancellationToken);
            return AskCards.Answered(question, answer, words);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return AskCards.Message(to.Inline ? words.CannotCome : words.ComesLater);
        }
    }

    /// <summary>Of the asking that this one repeats, or of a new one.</summary>
    private async Task<(string Id, bool IsRepeated)> IdAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var said = await directory.ActivitiesAsync(conversation, 0, MostSaid, cancellationToken);
        if (said.Where(activity => activity.Author == ActivityAuthor.User).ToArray() is not [.., var last] askings)
            return (Question, false);
        var apology = said.FirstOrDefault(activity => activity.ReplyToId == last.Id && activity.Answer is { Failure: not null });
        return apology is not null && time.GetUtcNow() - apology.At > s_sameAsking ? ($"{Question}-{askings.Length + 1}", false) : (last.Id, true);
    }

    private static ExtensionWords WordsFor(IncomingActivity activity) => new(MemoryCardWords.LanguageOf(null, activity.Locale));

    private static string QuestionIn(JsonElement value) =>
        (ActivityFields.Object(value, "data") is { } data ? ActivityFields.String(data, AskCards.QuestionField, ActivityFields.LongestData) ?? "" : "").Trim();

    /// <summary>As if the person had sent the message as a file into a chat of its own, with the question.</summary>
    private static IncomingActivity Asked(IncomingActivity activity, AskedMessage message, string question, ExtensionWords words)
    {
        var same = string.Join('\n', activity.Person.Id, message.Id, message.Content, question);
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(same)).AsSpan(0, 16));
        return activity with
        {
            Type = "message",
            Id = Question,
            Conversation = new($"ask-{id}", "personal", IsGroup: false),
            Text = question,
            Value = null,
            ReplyToId = null,
            Mentions = [],
            Files = [new($"{words.NameOf(message.Author, message.At)}{(message.IsHtml ? ".html" : ".txt")}", message.IsHtml ? "text/html" : "text/plain", Encoding.UTF8.GetBytes(message.Content), null)],
        };
    }
}
