using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Assistant.Channels.Activities;
using Assistant.Channels.Http;
using Microsoft.Extensions.Options;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>Reads a posted activity's JSON, bounded in size, depth and number, and says what is wrong with it.</summary>
internal sealed class IncomingActivityReader(IncomingFiles files, IOptions<BotFrameworkOptions> options)
{
    private const int Depth = 64;
    private const int MostMembers = 1_000;
    private const int MostEntities = 1_000;
    private const int MostReactions = 100;
    private const int LongestReaction = 64;

    /// <exception cref="Refusal">400 or 413, saying why.</exception>
    public IncomingActivity Read(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
            throw Refusal.BadArgument("The activity is not valid UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Depth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : throw Refusal.BadArgument("The activity must be a JSON object.");
        }
        catch (JsonException)
        {
            throw Refusal.BadArgument($"The activity is not valid JSON, or nested deeper than {Depth} levels.");
        }
        catch (InvalidOperationException)
        {
            throw Refusal.BadArgument("The activity holds text that is not valid Unicode.");
        }
    }

    private IncomingActivity Read(JsonElement json)
    {
        var type = Id(json, "type", "type");
        var client = ClientInfo.Of(json);
        var isSaid = type is "message" or "messageUpdate";
        var quoted = isSaid ? QuotedReply.Of(json) : null;
        var written = String(json, "text", options.Value.MaxTextCharacters) ?? "";
        var text = quoted?.Without(written) ?? QuotedReply.WithoutPlaceholder(written);
        var recipient = Account(json, "recipient");
        return new IncomingActivity
        {
            Type = type,
            Id = String(json, "id") is { Length: > 0 } id ? Clean(id, "id") : type == "message" ? throw Refusal.BadArgument("id is missing.") : null,
            ChannelId = ChannelOf(json),
            ServiceUrl = ServiceUrlOf(json),
            Conversation = ConversationOf(json),
            From = Account(json, "from"),
            Recipient = recipient,
            Tenants = [.. TenantsOf(json).OfType<string>()],
            TeamId = ChannelData(json, "team") is { } team ? String(team, "id") : null,
            Name = String(json, "name"),
            Text = text,
            Locale = String(json, "locale") ?? client.Locale,
            TimeZone = String(json, "localTimezone") ?? client.TimeZone,
            DeliveryMode = String(json, "deliveryMode"),
            At = DateTimeOffset.TryParse(String(json, "timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null,
            Action = String(json, "action"),
            Value = Raw(json, "value"),
            ReplyToId = String(json, "replyToId") is { Length: > 0 } about ? Clean(about, "replyToId") : null,
            ReactionsAdded = ReactionsIn(json, "reactionsAdded"),
            ReactionsRemoved = ReactionsIn(json, "reactionsRemoved"),
            MembersAdded = [.. Objects(json, "membersAdded", MostMembers).Select(member => Id(member, "id", "membersAdded.id"))],
            MembersRemoved = [.. Objects(json, "membersRemoved", MostMembers).Select(member => Id(member, "id", "membersRemoved.id"))],
            Mentions = [.. Objects(json, "entities", MostEntities).Select(MentionOf).OfType<Mention>()],
            Files = isSaid ? [.. files.Read(json, hasText: !string.IsNullOrWhiteSpace(text)), .. (IncomingFile[])(quoted?.FileFor(recipient) is { } quotation ? [quotation] : [])] : [],
            HasAttachments = json.TryGetProperty("attachments", out var attachments) && attachments.ValueKind == JsonValueKind.Array && attachments.GetArrayLength() > 0,
        };
    }

    private static string ChannelOf(JsonElement json)
    {
        var channel = Id(json, "channelId", "channelId");
        return channel.Length <= 64 && channel.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
            ? channel
            : throw Refusal.BadArgument("channelId must be at most 64 letters, digits, '-', '_', '.' or ':'.");
    }

    private static Uri ServiceUrlOf(JsonElement json) =>
        String(json, "serviceUrl") is { Length: > 0 } text
            ? Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : throw Refusal.BadArgument("serviceUrl must be an http or https address.")
            : throw Refusal.BadArgument("serviceUrl is missing.");

    private static IncomingConversation ConversationOf(JsonElement json)
    {
        var conversation = Object(json, "conversation") ?? throw Refusal.BadArgument("conversation is missing.");
        return new(
            Id(conversation, "id", "conversation.id"), String(conversation, "conversationType"),
            (conversation.TryGetProperty("isGroup", out var group) && group.ValueKind == JsonValueKind.True) || ChannelData(json, "meeting") is not null);
    }

    /// <summary>Teams has it in both places.</summary>
    private static IEnumerable<string?> TenantsOf(JsonElement json)
    {
        if (Object(json, "conversation") is { } conversation)
            yield return String(conversation, "tenantId");
        if (ChannelData(json, "tenant") is { } tenant)
            yield return String(tenant, "id");
    }

    /// <summary>Null where there is none: what else stands in channelData is the channel's own affair.</summary>
    private static JsonElement? ChannelData(JsonElement json, string name) =>
        json.TryGetProperty("channelData", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string[] ReactionsIn(JsonElement json, string name) =>
        [.. Objects(json, name, MostReactions).Select(reaction => Clean(String(reaction, "type", LongestReaction) ?? throw Refusal.BadArgument($"{name}.type is missing."), $"{name}.type"))];

    private static Mention? MentionOf(JsonElement entity) =>
        string.Equals(String(entity, "type"), "mention", StringComparison.OrdinalIgnoreCase) && Object(entity, "mentioned") is { } mentioned && String(mentioned, "id") is { Length: > 0 } id
            ? new(id, String(entity, "text"))
            : null;
}
