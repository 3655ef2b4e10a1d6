using System.Text.Json.Nodes;
using Assistant.Agent;
using Assistant.Channels.Activities.Cards;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>The greeting in Teams, when somebody installs the assistant or adds it to a chat: what it does, and questions to tap, which are then what the person said.</summary>
internal static class WelcomeCard
{
    public static JsonObject Of(Answer greeting) => CardParts.Card(
        greeting.Text, [CardParts.Heading(greeting.Language == "zh" ? "欢迎" : "Welcome"), CardParts.Sentence(greeting.Text)], greeting.SuggestedReplies.Select(Question));

    private static JsonNode Question(string text) => CardParts.Submit(text, new JsonObject { ["msteams"] = new JsonObject { ["type"] = "imBack", ["value"] = text } });
}
