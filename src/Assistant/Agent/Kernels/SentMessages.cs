using System.Security.Cryptography;
using Assistant.Agent.Models.Wire;
using Assistant.Audit;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Kernels;

/// <summary>Messages to a model as the log keeps them. What only we know of a message is among its additional properties, which no client sends.</summary>
internal static class SentMessages
{
    private const string OtherIds = "assistant.others";
    private const string AttachmentId = "assistant.attachment";

    /// <summary>Says whose words are in a message, besides those of the person whose turn it is.</summary>
    public static ChatMessage With(this ChatMessage message, IReadOnlyList<string> otherIds)
    {
        (message.AdditionalProperties ??= [])[OtherIds] = otherIds;
        return message;
    }

    public static DataContent Of(string attachmentId, ReadOnlyMemory<byte> picture, string mediaType) =>
        new(picture, mediaType) { AdditionalProperties = new() { [AttachmentId] = attachmentId } };

    /// <summary>How many messages it is on its way: each tool's result is one of its own.</summary>
    public static int Count(ChatMessage message) => message.Role == ChatRole.Tool ? message.Contents.OfType<FunctionResultContent>().Count() : 1;

    /// <param name="otherIds">Whose words may be in a message that does not say.</param>
    public static IEnumerable<SentMessage> Of(ChatMessage message, IReadOnlyList<string> otherIds)
    {
        var others = message.AdditionalProperties?.TryGetValue(OtherIds, out var said) == true ? (IReadOnlyList<string>)said! : otherIds;
        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>().Select(result => new SentMessage(message.Role.Value, ToolResultText.Of(result)) { CallId = result.CallId, OtherIds = others });
        SentPicture[] pictures = [.. message.Contents.OfType<DataContent>().Select(PictureOf)];
        SentCall[] calls = [.. message.Contents.OfType<FunctionCallContent>().Select(call => new SentCall(call.CallId, call.Name, ToolArguments.Text(call)))];
        return
        [
            new SentMessage(message.Role.Value, string.Concat(message.Contents.OfType<TextContent>().Select(text => text.Text)))
            {
                Pictures = pictures.Length > 0 ? pictures : null, Calls = calls.Length > 0 ? calls : null, OtherIds = others,
            },
        ];
    }

    private static SentPicture PictureOf(DataContent picture) => new(
        picture.AdditionalProperties?.TryGetValue(AttachmentId, out var id) == true ? (string)id! : "", picture.MediaType, Convert.ToHexStringLower(SHA256.HashData(picture.Data.Span)));
}
