namespace Assistant.Memory;

/// <summary>What an answer asked back is open until its person says something else in the conversation; what others say meanwhile leaves it open.</summary>
public static class OpenQuestions
{
    /// <summary>The newest turn of a person, if it asked them something. A turn of nobody knows whom may have been theirs.</summary>
    public static RememberedTurn? AskingOf(this IEnumerable<RememberedTurn> turns, string personId) =>
        turns.LastOrDefault(turn => turn.PersonId is null || turn.PersonId == personId) is { Asked: { } asked } newest && asked.PersonId == personId ? newest : null;

    /// <summary>Those turns that still wait for their person.</summary>
    internal static IEnumerable<RememberedTurn> Asking(this IReadOnlyList<RememberedTurn> turns) =>
        turns.Where(turn => turn.Asked is { } asked && turns.AskingOf(asked.PersonId) == turn);

    /// <summary>
    /// A message that was stopped or deleted leaves no turn that is remembered, but was its person's next one, and may have begun what was allowed:
    /// what they were asked is open no more, or a second "yes" would do it twice.
    /// </summary>
    internal static WorkingMemoryState WithoutQuestionTo(this WorkingMemoryState memory, string personId) =>
        memory.Turns.AskingOf(personId) is not { } asking ? memory : memory with { Turns = [.. memory.Turns.Select(turn => ReferenceEquals(turn, asking) ? turn with { Asked = null } : turn)] };
}
