using Assistant.Memory;

namespace Assistant.Agent.Asking;

/// <summary>The question that waited for a reply, as it goes on with it: about the attachment that was chosen, or with the tool call that was settled.</summary>
internal static class SettledRequest
{
    public static AgentRequest Of(AgentRequest request, AskedBack asked, AskedReply reply)
    {
        // The turn that asked is not what the question leans on: it is the question.
        var waited = request with { Question = asked.Question, Language = asked.Language, Memory = Without(request.Memory) };
        if (asked.Kind == AskedKind.Choice)
            return waited with { Evidence = [.. request.Evidence.Where(each => each.Id == asked.Choices[reply.Choice].EvidenceId)], NewEvidence = 1 };
        return waited with { Settled = asked.Call is { } call ? new(call, reply.IsYes) : null };
    }

    /// <summary>Whose words the turn held that asked stays known: a call that waited has them, too.</summary>
    private static WorkingMemoryState Without(WorkingMemoryState memory) => memory.Turns is not [.., var asking]
        ? memory
        : memory with { Turns = [.. memory.Turns.SkipLast(1)], SummaryOf = [.. memory.SummaryOf.Union(asking.OtherIds)] };
}
