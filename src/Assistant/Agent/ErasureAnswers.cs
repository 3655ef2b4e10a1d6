using Assistant.Memory.Facts.Dialogue;
using Assistant.Privacy;

namespace Assistant.Agent;

/// <summary>
/// "Erase all my data": asks whether that is meant, and has the person erased when the next message confirms it in the words asked for. Unlike "forget everything", which empties
/// the memory, it takes the log along; so one message alone never does it.
/// </summary>
internal sealed class ErasureAnswers(IMemoryDialogue dialogue, IErasureRequests requests)
{
    private static readonly TimeSpan s_confirmable = TimeSpan.FromMinutes(10);

    /// <param name="asked">Of the kind <see cref="MemoryRequestKind.EraseData"/>.</param>
    public async Task<Answer> AnswerAsync(AgentRequest request, MemoryRequest asked, ContentOwner person, CancellationToken cancellationToken)
    {
        if (!dialogue.ConfirmsErasure(request.Question) || !WasAsked(request))
            return Fixed(MemoryWording.EraseAsked(asked.Language), asked.Language);
        try
        {
            return Fixed(MemoryWording.Erasing(await requests.AddAsync(person, request.Conversation, cancellationToken), asked.Language), asked.Language);
        }
        catch (LegalHoldException)
        {
            return Fixed(MemoryWording.Held(asked.Language), asked.Language);
        }
    }

    /// <summary>The message before was the request, not long ago; anything said in between withdraws it.</summary>
    private bool WasAsked(AgentRequest request) =>
        request.Memory.Turns is [.., var last] && request.Now - last.At <= s_confirmable && dialogue.Recognise(last.Question, last.At) is { Kind: MemoryRequestKind.EraseData };

    private static Answer Fixed(string text, string language) => new() { Text = text, Found = true, Model = MemoryAnswers.Model, Language = language };
}
