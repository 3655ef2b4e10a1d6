using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Models.Wire;

/// <summary>Reads the objects of a chat completion, whole or in chunks, and puts together what comes in pieces. Unknown fields are passed over. One answer each; not thread-safe.</summary>
internal sealed class ChunkReader
{
    private const int MaxCalls = 64;
    private const int MaxArguments = 64 * 1024;
    private readonly List<PartialCall> _calls = [];

    /// <summary>By its index in the stream: the call that its pieces go to.</summary>
    private readonly Dictionary<int, PartialCall> _open = [];

    public string? Text { get; private set; }
    public string? Refusal { get; private set; }
    public ChatFinishReason? Finish { get; private set; }
    public UsageDetails? Usage { get; private set; }
    public string? ModelId { get; private set; }
    public string? Id { get; private set; }

    /// <summary>The server's own report of a failure in place of an answer, or in the midst of it.</summary>
    public ServerError? Error { get; private set; }

    /// <summary>Reads one object; <see cref="Text"/> is then its piece of text, or null.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        Text = null;
        var json = new Utf8JsonReader(utf8);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Not an object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("choices"u8))
                ReadChoices(ref json);
            else if (json.ValueTextEquals("usage"u8))
                ReadUsage(ref json);
            else if (json.ValueTextEquals("error"u8))
                Error = ServerError.Read(ref json);
            else if (Id is null && json.ValueTextEquals("id"u8))
                Id = StringOrNull(ref json);
            else if (ModelId is null && json.ValueTextEquals("model"u8))
                ModelId = StringOrNull(ref json);
            else
                json.Skip();
        }
        if (json.TokenType != JsonTokenType.EndObject)
            throw new JsonException("Not a whole object.");
    }

    public IEnumerable<FunctionCallContent> Calls() =>
        _calls.Where(call => call.Name.Length > 0).Select((call, index) => ToolArguments.Call(call.Id.Length > 0 ? call.Id : $"call_{index}", call.Name, call.Arguments.ToString()));

    private void ReadChoices(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }
        for (var choice = 0; json.Read() && json.TokenType == JsonTokenType.StartObject; choice++)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (choice == 0 && (json.ValueTextEquals("delta"u8) || json.ValueTextEquals("message"u8)))
                    ReadMessage(ref json);
                else if (choice == 0 && json.ValueTextEquals("finish_reason"u8))
                    Finish = StringOrNull(ref json) is { } reason && !string.IsNullOrWhiteSpace(reason) ? new ChatFinishReason(reason) : Finish;
                else
                    json.Skip();
            }
        }
    }

    private void ReadMessage(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("content"u8))
                Text = StringOrNull(ref json);
            else if (json.ValueTextEquals("refusal"u8))
                Refusal = StringOrNull(ref json) is { Length: > 0 } refusal ? Refusal + refusal : Refusal;
            else if (json.ValueTextEquals("tool_calls"u8))
                ReadCalls(ref json);
            else
                json.Skip();
        }
    }

    private void ReadCalls(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }
        for (var position = 0; json.Read() && json.TokenType == JsonTokenType.StartObject; position++)
        {
            var (index, id, name, arguments) = (position, "", "", "");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("index"u8))
                    index = json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number) ? number : position;
                else if (json.ValueTextEquals("id"u8))
                    id = StringOrNull(ref json) ?? "";
                else if (json.ValueTextEquals("function"u8))
                    (name, arguments) = ReadFunction(ref json);
                else
                    json.Skip();
            }
            Add(index, id, name, arguments);
        }
    }

    private static (string Name, string Arguments) ReadFunction(ref Utf8JsonReader json)
    {
        var (name, arguments) = ("", "");
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return (name, arguments);
        }
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("name"u8))
                name = StringOrNull(ref json) ?? "";
            else if (json.ValueTextEquals("arguments"u8))
                arguments = Arguments(ref json);
            else
                json.Skip();
        }
        return (name, arguments);
    }

    /// <summary>A string by the protocol; some servers send the object itself.</summary>
    private static string Arguments(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
            return LenientText.Read(ref json);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return "";
        }
        using var document = JsonDocument.ParseValue(ref json);
        return document.RootElement.GetRawText();
    }

    private void Add(int index, string id, string name, string arguments)
    {
        // Some servers send whole calls, all of them at index 0: another id is another call.
        if (!_open.TryGetValue(index, out var call) || (id.Length > 0 && call.Id.Length > 0 && call.Id != id))
        {
            if (_calls.Count == MaxCalls)
                throw new LanguageModelException(TurnProblem.ModelNonsense, $"The model asked for more than {MaxCalls} tools at once.");
            _calls.Add(_open[index] = call = new PartialCall());
        }
        if (id.Length > 0)
            call.Id = id;
        call.Name += name;
        call.Arguments.Append(arguments);
        if (call.Arguments.Length > MaxArguments || call.Name.Length > 256)
            throw new LanguageModelException(TurnProblem.ModelNonsense, "The model's tool call has no end.");
    }

    private void ReadUsage(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }
        var usage = new UsageDetails();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("prompt_tokens"u8))
                usage.InputTokenCount = Number(ref json);
            else if (json.ValueTextEquals("completion_tokens"u8))
                usage.OutputTokenCount = Number(ref json);
            else if (json.ValueTextEquals("total_tokens"u8))
                usage.TotalTokenCount = Number(ref json);
            else
                json.Skip();
        }
        Usage = usage;
    }

    private static long? Number(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number))
            return number;
        json.Skip();
        return null;
    }

    private static string? StringOrNull(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
            return LenientText.Read(ref json);
        json.Skip();
        return null;
    }

    private sealed class PartialCall
    {
        public string Id { get; set; } = "";
        public string Name { get; set; } = "";
        public System.Text.StringBuilder Arguments { get; } = new();
    }
}
