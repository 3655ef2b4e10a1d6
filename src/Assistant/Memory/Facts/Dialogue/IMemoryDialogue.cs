namespace Assistant.Memory.Facts.Dialogue;

/// <summary>
/// Talk about memory in chat: recognises what is asked and words the answer from a ledger. Changes nothing itself: on Forget the caller forgets
/// the facts that <see cref="IsNamed"/>, on DoNotRemember keeps nothing of the conversation, and pauses and resumes; ForgetEverything and EraseData are asked about first (<see cref="Agent.Asking.AskedBack"/>);
/// a correction is a statement like others, so the ledger has it once the message's statements were added.
/// </summary>
public interface IMemoryDialogue
{
    /// <summary>Null when the message is not about what is remembered of the person who writes.</summary>
    MemoryRequest? Recognise(string message, DateTimeOffset saidAt);

    /// <summary>
    /// Null when nothing is known that answers a <see cref="MemoryRequestKind.Question"/>: the turn then goes on as it would without memory.
    /// </summary>
    MemoryAnswer? Answer(MemoryRequest request, IFactLedger ledger, DateTimeOffset now);

    /// <summary>The request names the fact: by its subject, its attribute and its value, as far as it says them.</summary>
    bool IsNamed(Fact fact, MemoryRequest request);

    /// <summary>What is said to a message that only tells something of its person.</summary>
    string Noted(IReadOnlyList<Fact> facts, string language);

    /// <summary>What a fact is of, as its person is told: "where you live", "sister: name".</summary>
    string Label(Fact fact, string language);

    /// <summary>The same with the value and the time in which it holds, when it is known: "where you live: Bergen (since 7 June 2026)".</summary>
    string Describe(Fact fact, string language);
}
