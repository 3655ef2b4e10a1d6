using Assistant.Agent.Asking;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>
/// "Erase all my data": asks whether that is meant, and has the person erased when the next message says so. Unlike "forget everything", which empties
/// the memory, it takes the log along. One message alone does neither.
/// </summary>
internal sealed class ErasureAnswers(IErasureRequests requests, IOptions<AskBackOptions> options)
{
    /// <param name="asked">Of the kind <see cref="MemoryRequestKind.EraseData"/> or <see cref="MemoryRequestKind.ForgetEverything"/>.</param>
    public Answer Ask(AgentRequest request, MemoryRequest asked)
    {
        var (lasts, language) = (options.Value.ApprovalLasts, asked.Language);
        if (!request.CanAskBack)
            return MemoryAnswers.Fixed(MemoryWording.AskInChat(language), language);
        var erasure = asked.Kind == MemoryRequestKind.EraseData;
        var title = erasure ? MemoryWording.EraseAsked(language) : MemoryWording.ForgetAsked(language);
        var question = new AskedBack
        {
            Id = request.TurnId,
            Kind = erasure ? AskedKind.Erasure : AskedKind.ForgetEverything,
            PersonId = request.From.Id,
            PersonName = request.From.Name,
            Until = request.Now + lasts,
            Title = title,
            Note = $"{AskedWording.HowToAgree(lasts, language)}{(erasure ? " " + MemoryWording.ForgetInstead(language) : "")}",
            Question = request.Question,
            Language = language,
            Yes = erasure ? MemoryWording.EraseYes(language) : MemoryWording.ForgetYes(language),
            No = MemoryWording.No(language),
        };
        return MemoryAnswers.Fixed($"{question.Title} {question.Note}", language) with
        {
            Asks = question,
            SuggestedReplies = [question.Yes, question.No],
        };
    }

    public async Task<Answer> EraseAsync(AgentRequest request, string language, ContentOwner person, CancellationToken cancellationToken)
    {
        try
        {
            return MemoryAnswers.Fixed(MemoryWording.Erasing(await requests.AddAsync(person, request.Conversation, cancellationToken), language), language);
        }
        catch (LegalHoldException)
        {
            return MemoryAnswers.Fixed(MemoryWording.Held(language), language);
        }
    }
}
