using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Assistant.Agent.Asking;

/// <summary>What a reply writes into a form: all of it by a card, the first field by words.</summary>
/// <param name="Values">By the names of the fields; what was wrong is not among them.</param>
/// <param name="Problems">What was wrong, in sentences for the person.</param>
internal sealed partial record FilledForm(IReadOnlyDictionary<string, JsonNode> Values, IReadOnlyList<string> Problems)
{
    // What is longer and does not fit is about something else.
    private const int LongestTry = 60;

    /// <summary>Null when the message is something else, which withdraws the question.</summary>
    public static AskedReply? Read(WaitingCall call, AskedBack asked, AgentRequest request)
    {
        if (request.Pressed is { } pressed)
            return pressed.Reply switch
            {
                PressedReply.FillReply => new(-1, true) { Form = Of(call, asked.Language, pressed.Fields, request.Now) },
                PressedReply.NoReply => new(-1, false),
                _ => null,
            };
        var (said, first) = (request.Question.Trim(), call.Missing[0]);
        if (Cancel().IsMatch(said) || (first.Kind != AskedFieldKind.Toggle && AskedReply.IsNo(said)))
            return new(-1, false);
        if (first.Kind == AskedFieldKind.Text && IsQuestion(said))
            return null;
        var value = FieldValue.Read(first, said, request.Now, asked.Language);
        if (value.Json is null && (said.Length > LongestTry || IsQuestion(said)))
            return null;
        return new(-1, true) { Form = Collect([(first, value)]) };
    }

    /// <summary>What a card's inputs hold, each judged; what is absent is missing.</summary>
    public static FilledForm Of(WaitingCall call, string language, IReadOnlyDictionary<string, string> written, DateTimeOffset now) =>
        Collect([.. call.Missing.Select(field => (field, FieldValue.Read(field, written.GetValueOrDefault(field.Name, ""), now, language)))]);

    /// <summary>The call with what was written, and what it still needs.</summary>
    public WaitingCall Into(WaitingCall call)
    {
        var arguments = JsonNode.Parse(call.Arguments)!.AsObject();
        foreach (var (name, value) in Values)
            arguments[name] = value.DeepClone();
        return call with { Arguments = arguments.ToJsonString(s_plain), Missing = [.. call.Missing.Where(field => !Values.ContainsKey(field.Name))] };
    }

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static FilledForm Collect(IReadOnlyList<(AskedField Field, FieldValue Value)> read) => new(
        read.Where(each => each.Value.Json is not null).ToDictionary(each => each.Field.Name, each => each.Value.Json!),
        [.. read.Select(each => each.Value.Problem).OfType<string>()]);

    private static bool IsQuestion(string said) => said.EndsWith('?') || said.EndsWith('？') || Asks().IsMatch(said);

    [GeneratedRegex("^(?:cancel|stop|never ?mind|forget it|no,? thanks?(?: you)?|取消|算了|不用了?)[.!。！]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Cancel();

    [GeneratedRegex(@"^(?:(?:what|who|whose|when|where|why|how|which|(?:can|could|would|will) you|tell me|show me)\b|什么|谁|怎么|为什么|哪|请问|告诉我)", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();
}
