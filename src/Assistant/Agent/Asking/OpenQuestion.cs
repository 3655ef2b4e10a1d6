using Assistant.Memory;

namespace Assistant.Agent.Asking;

/// <summary>What this person's turn before asked them, and what this message is to it.</summary>
/// <param name="Reply">Null when it replies to a question that is not open any more, or a card's button was pressed by somebody else.</param>
internal sealed record OpenQuestion(AskedBack? Asked, AskedReply? Reply)
{
    private static readonly OpenQuestion s_closed = new(null, null);

    /// <summary>Null when the message answers no question: it is a message like any other.</summary>
    public static OpenQuestion? Of(AgentRequest request)
    {
        var last = request.Memory.Turns.AskingOf(request.From.Id)?.Asked;
        var asked = last?.IsOpenAt(request.Now) == true ? last : null;
        // Whoever agrees too late must not believe that it was done.
        if (asked is null && last is { Kind: not (AskedKind.Choice or AskedKind.Form) } && request is { NewEvidence: 0, Pressed: null } && AskedReply.Read(last, request.Question, null) is not null)
            return s_closed;
        if (request.Pressed is { } pressed && pressed.Asked != asked?.Id)
            return s_closed;
        // With something to read it is a question of its own.
        if (asked is null || request.NewEvidence > 0 || ReplyTo(asked, request) is not { } reply)
            return request.Pressed is null ? null : s_closed;
        return new(asked, reply);
    }

    private static AskedReply? ReplyTo(AskedBack asked, AgentRequest request) =>
        asked is { Kind: AskedKind.Form, Call: { } call } ? FilledForm.Read(call, asked, request) : AskedReply.Read(asked, request.Question, request.Pressed);
}
