using System.Text.Json;
using Assistant.Channels.Http;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>Reads the messages of a request: texts, and pictures, recordings and files as their bytes.</summary>
internal sealed class MessageReader(IOptions<OpenAIOptions> options, IOptions<PerceptionOptions> perception)
{
    private static readonly HashSet<string> s_roles = ["system", "developer", "user", "assistant", "tool"];

    /// <exception cref="ApiError">400, naming what is wrong.</exception>
    public IReadOnlyList<SaidMessage> Read(ChatRequest request)
    {
        if (request.Messages is not { Count: > 0 } messages)
            throw ApiError.Invalid("messages is missing or empty.", "messages");
        if (messages.Count > options.Value.MaxMessages)
            throw ApiError.Invalid($"messages has {messages.Count} entries; at most {options.Value.MaxMessages} are accepted.", "messages");
        var said = new List<SaidMessage>(messages.Count);
        var files = 0;
        foreach (var (index, message) in messages.Index())
        {
            said.Add(Read(message, index, files));
            files += said[^1].Files.Count;
        }
        return said.Sum(message => (long)message.Text.Length) <= options.Value.MaxTextCharacters
            ? said
            : throw ApiError.Invalid($"The messages have more than {options.Value.MaxTextCharacters} characters.", "messages", "context_length_exceeded");
    }

    /// <param name="before">Files of the messages before: those without a name are numbered through.</param>
    private SaidMessage Read(ChatRequestMessage? message, int index, int before)
    {
        var at = $"messages[{index}]";
        if (message?.Role is not { } role || !s_roles.Contains(role))
            throw ApiError.Invalid($"{at}.role must be one of {string.Join(", ", s_roles)}.", $"{at}.role");
        if (role == "tool" && string.IsNullOrEmpty(message.ToolCallId))
            throw ApiError.Invalid($"{at}.tool_call_id is missing.", $"{at}.tool_call_id");
        var read = message.Content switch
        {
            null or { ValueKind: JsonValueKind.Null } => new SaidMessage(role, ""),
            { ValueKind: JsonValueKind.String } text => new SaidMessage(role, text.GetString()!),
            { ValueKind: JsonValueKind.Array } parts => OfParts(role, parts, at, before),
            _ => throw ApiError.Invalid($"{at}.content must be a text or a list of parts.", $"{at}.content"),
        };
        return read with { ToolCalls = message.ToolCalls ?? [], ToolCallId = message.ToolCallId };
    }

    private SaidMessage OfParts(string role, JsonElement content, string at, int before)
    {
        var texts = new List<string>();
        var files = new List<SaidFile>();
        foreach (var (index, element) in content.EnumerateArray().Index())
        {
            var where = $"{at}.content[{index}]";
            var part = element.ValueKind == JsonValueKind.Object ? PartOf(element, where) : throw ApiError.Invalid($"{where} must be an object.", where);
            switch (part)
            {
                case { Type: "text" or "refusal" }:
                    texts.Add(part.Text ?? "");
                    break;
                case { Type: "image_url", ImageUrl.Url: { Length: > 0 } url }:
                    files.Add(OfDataUri(url, $"picture {before + files.Count + 1}", $"{where}.image_url.url"));
                    break;
                case { Type: "input_audio", InputAudio: { Data: { Length: > 0 } data } audio }:
                    files.Add(OfBase64(data, $"recording {before + files.Count + 1}{Extension(audio.Format)}", $"audio/{audio.Format ?? "wav"}", $"{where}.input_audio.data"));
                    break;
                case { Type: "file", File: { FileData: { Length: > 0 } data } file }:
                    files.Add(OfDataUri(data, FileNames.Clean(file.Filename, $"file {before + files.Count + 1}"), $"{where}.file.file_data"));
                    break;
                default:
                    throw ApiError.Invalid($"{where} must be a text, an image_url, an input_audio or a file with its content.", where);
            }
        }
        return new(role, string.Join('\n', texts)) { Files = files };
    }

    private static ContentPart PartOf(JsonElement element, string where)
    {
        try
        {
            return element.Deserialize(ApiWire.Json.ContentPart)!;
        }
        catch (JsonException)
        {
            throw ApiError.Invalid($"{where} does not hold what its type asks for.", where);
        }
    }

    private SaidFile OfDataUri(string text, string name, string where)
    {
        if (!DataUri.Is(text))
            throw ApiError.Invalid("Only data URIs (data:image/png;base64,...) are accepted; addresses are not fetched.", where);
        var (type, bytes) = DataUri.Read(text, perception.Value.MaxBytes);
        return new(name, type ?? "application/octet-stream", bytes);
    }

    private SaidFile OfBase64(string data, string name, string type, string where)
    {
        if (data.Length / 4L * 3 > perception.Value.MaxBytes)
            throw ApiError.TooLarge($"A recording may have at most {perception.Value.MaxBytes} bytes.");
        try
        {
            return new(name, type, Convert.FromBase64String(data));
        }
        catch (FormatException)
        {
            throw ApiError.Invalid("The recording is not valid base64.", where);
        }
    }

    private static string Extension(string? format) => format is { Length: > 0 and <= 8 } && format.All(char.IsAsciiLetterOrDigit) ? $".{format}" : "";
}
