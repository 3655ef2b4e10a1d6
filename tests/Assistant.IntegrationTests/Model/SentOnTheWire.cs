using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Agent.Models.Wire;
using Assistant.Audit;
using Microsoft.Extensions.AI;

namespace Assistant.IntegrationTests.Model;

/// <summary>Writes logged prompts again as they must have stood in the requests, so that the two can be compared byte for byte.</summary>
internal static class SentOnTheWire
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="pictures">The attachment store.</param>
    public static void AssertSame(StubModelServer server, IReadOnlyList<SentPrompt> sent, Func<string, byte[]> pictures)
    {
        Assert.Equal(server.Requests.Count, sent.Count);
        var all = new List<SentMessage>();
        foreach (var (request, prompt) in server.Requests.Zip(sent))
        {
            all = [.. all.Take(prompt.Continues), .. prompt.Messages];
            Assert.Equal(request.Body.GetProperty("messages").GetRawText(), Written(all, pictures));
        }
    }

    private static string Written(IEnumerable<SentMessage> messages, Func<string, byte[]> pictures)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartArray();
            foreach (var message in messages)
                ChatMessageWriter.Write(json, MessageOf(message, pictures));
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ChatMessage MessageOf(SentMessage message, Func<string, byte[]> pictures) => message.Role == "tool"
        ? new(ChatRole.Tool, [new FunctionResultContent(message.CallId!, message.Text)])
        : new(new ChatRole(message.Role),
        [
            .. message.Text.Length > 0 ? new AIContent[] { new TextContent(message.Text) } : [],
            .. (message.Pictures ?? []).Select(picture => PictureOf(picture, pictures(picture.AttachmentId))),
            .. (message.Calls ?? []).Select(call => ToolArguments.Call(call.Id, call.Name, call.Arguments)),
        ]);

    private static DataContent PictureOf(SentPicture picture, byte[] bytes)
    {
        Assert.Equal(picture.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        return new(bytes, picture.MediaType);
    }
}
