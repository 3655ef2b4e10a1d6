using System.Globalization;
using System.Text.Json.Nodes;
using Assistant.ChannelSimulator.Channel;
using Assistant.ChannelSimulator.Plan;
using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.ChannelSimulator.Play;

/// <summary>Activities as Teams and other channels post them.</summary>
internal sealed class ActivityBodies(Scenario scenario, Func<int, string> serviceUrl)
{
    public const string Tenant = "aaaaaaaa-2222-3333-4444-555555555555";
    private const string OtherTenant = "bbbbbbbb-2222-3333-4444-555555555555";
    private const int UnreadableFiles = 20;
    private const string Mention = "<at>Assistant</at>";

    private readonly string _large = new('x', 1024 * 1024);
    private readonly Lazy<string> _huge = new(() => new string('x', 17 * 1024 * 1024));

    public string Of(PlannedActivity activity) => activity switch
    {
        { Conversation.Kind: ConversationKind.DirectLine } => DirectLine(activity),
        _ when activity.Has(Behaviour.Malformed) => Malformed(activity),
        _ when activity.Has(Behaviour.Huge) => With(activity, "text", activity.Number % 20 == 0 ? _huge.Value : _large),
        _ => Message(activity).ToJsonString(),
    };

    public string Edit(PlannedActivity activity)
    {
        var edited = Event(activity, "messageUpdate", "editMessage");
        edited["text"] = TextOf(activity, activity.AskedAfterEdit);
        return edited.ToJsonString();
    }

    public string Deletion(PlannedActivity activity) => Event(activity, "messageDelete", "softDeleteMessage").ToJsonString();

    private JsonObject Message(PlannedActivity activity)
    {
        var message = Basic(activity, "message");
        message["text"] = TextOf(activity, activity.Asked);
        if (activity.Has(Behaviour.LongAnswer))
            message["attachments"] = new JsonArray([.. Enumerable.Range(0, UnreadableFiles).Select(i => (JsonNode)new JsonObject { ["contentType"] = "image/png", ["name"] = $"{(char)('a' + i)}-{new string('x', 90)}.png" })]);
        else if (activity.Behaviours.FirstOrDefault(PlannedActivity.IsOfAttachments, (Behaviour)(-1)) is >= 0 and var kind)
            message["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = HostileFiles.ContentType(kind), ["name"] = $"{Scenario.Name(kind)}.{(kind == Behaviour.StreamRefused ? "txt" : "png")}",
                ["contentUrl"] = $"{serviceUrl(activity.Conversation.Region)}v3/attachments/{Scenario.Name(kind)}/{activity.Number}",
            });
        return message;
    }

    private JsonObject Event(PlannedActivity activity, string type, string eventType)
    {
        var changed = Basic(activity, type);
        changed["channelData"]!["eventType"] = eventType;
        return changed;
    }

    private JsonObject Basic(PlannedActivity activity, string type)
    {
        var conversation = activity.Conversation;
        var tenant = activity.Has(Behaviour.WrongTenant) ? OtherTenant : Tenant;
        var json = new JsonObject
        {
            ["type"] = type, ["id"] = activity.Id, ["channelId"] = conversation.ChannelId, ["serviceUrl"] = serviceUrl(conversation.Region), ["locale"] = "en-US",
            ["conversation"] = new JsonObject { ["id"] = conversation.Id }, ["from"] = new JsonObject { ["id"] = $"user-{conversation.Number}", ["name"] = "Ada" }, ["recipient"] = new JsonObject { ["id"] = "bot-1", ["name"] = "Assistant" },
            ["channelData"] = new JsonObject(),
        };
        if (conversation.Kind == ConversationKind.WebChat)
            return json;
        json["conversation"]!["tenantId"] = tenant;
        json["channelData"]!["tenant"] = new JsonObject { ["id"] = tenant };
        json["conversation"]!["conversationType"] = conversation.Kind == ConversationKind.Personal ? "personal" : "groupChat";
        if (conversation.Kind == ConversationKind.GroupChat)
            json["conversation"]!["isGroup"] = true;
        if (conversation.Kind == ConversationKind.GroupChat && !activity.Has(Behaviour.NotAddressed))
            json["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = Mention, ["mentioned"] = new JsonObject { ["id"] = "bot-1", ["name"] = "Assistant" } });
        return json;
    }

    private string TextOf(PlannedActivity activity, int number)
    {
        var question = scenario.Question.Replace("{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return activity.Conversation.Kind == ConversationKind.GroupChat && !activity.Has(Behaviour.NotAddressed) ? $"{Mention} {question}" : question;
    }

    /// <summary>As a client posts it: the server knows who speaks, and in which conversation.</summary>
    private string DirectLine(PlannedActivity activity)
    {
        var message = new JsonObject
        {
            ["type"] = "message", ["from"] = new JsonObject { ["id"] = $"dl_user-{activity.Conversation.Number}" }, ["locale"] = "en-US", ["text"] = TextOf(activity, activity.Asked),
            ["channelData"] = new JsonObject { ["clientActivityID"] = activity.Id },
        };
        if (activity.Has(Behaviour.Huge))
            return With(message, "text", activity.Number % 20 == 0 ? _huge.Value : _large);
        if (!activity.Has(Behaviour.Malformed))
            return message.ToJsonString();
        return (activity.Number % 5) switch
        {
            0 => message.ToJsonString()[..40],
            1 => "[]",
            2 => "",
            3 => With(message, "type", null),
            _ => With(message, "text", 7),
        };
    }

    private static string With(JsonObject json, string name, JsonNode? value)
    {
        json[name] = value;
        return json.ToJsonString();
    }

    private string With(PlannedActivity activity, string name, JsonNode? value) => With(Message(activity), name, value);

    private string Malformed(PlannedActivity activity)
    {
        var whole = Message(activity).ToJsonString();
        return (activity.Number % 9) switch
        {
            0 => whole[..(whole.Length / 2)],
            1 => "[]",
            2 => "",
            3 => With(activity, "from", null),
            4 => With(activity, "conversation", null),
            5 => With(activity, "recipient", null),
            6 => With(activity, "id", $"{activity.Id}\u0007"),
            7 => With(activity, "text", 7),
            _ => With(activity, "serviceUrl", "file:///etc/hostname"),
        };
    }
}
