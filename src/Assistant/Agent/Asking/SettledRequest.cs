using Assistant.Memory;

namespace Assistant.Agent.Asking;

/// <summary>The question that waited for a reply, as it goes on with it: about the attachment that was chosen, or with the tool call that was settled or completed.</summary>
internal static class SettledRequest
{
    public static AgentRequest Of(AgentRequest request, AskedBack asked, AskedReply reply)
    {
        // The turns that asked are not what the question leans on: they are the question. Others may have talked between them.
        var asking = request.Memory.Turns.Reverse().Where(turn => turn.PersonId is null || turn.PersonId == asked.PersonId).TakeWhile(turn => turn.Asked?.Question == asked.Question).ToHashSet();
        var waited = request with { Question = asked.Question, Language = asked.Language, Memory = Without(request.Memory, asking) };
        if (asked.Kind == AskedKind.Choice)
            return waited with { Evidence = [.. request.Evidence.Where(each => each.Id == asked.Choices[reply.Choice].EvidenceId)], NewEvidence = 1 };
        return waited with { Settled = asked.Call is { } call ? new(reply.Form?.Into(call) ?? call, reply.IsYes) : null };
    }

    /// <summary>Whose words those turns held stays known: a call that waited has them, too.</summary>
    private static WorkingMemoryState Without(WorkingMemoryState memory, HashSet<RememberedTurn> asking) => memory with
    {
        Turns = [.. memory.Turns.Where(turn => !asking.Contains(turn))],
        SummaryOf = [.. memory.SummaryOf.Union(asking.SelectMany(turn => turn.OtherIds))],
    };
}
