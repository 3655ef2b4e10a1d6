using Assistant.Agent.Asking;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>Answers what a person asks of the assistant's memory of them, and does what they ask of it: correct, forget, pause. Such an answer cites the person's own words.</summary>
internal sealed class MemoryAnswers(
    IMemoryDialogue dialogue, PersonalFacts facts, PersonalMemory memory, IConversationMemory conversations, IConversationDirectory directory, ErasureAnswers erasure, ILanguageModels models, IOptions<LongTermMemoryOptions> options)
{
    private const int LongestNote = 400;

    /// <summary>Null when the message is not about what is remembered, or nothing is known that answers it.</summary>
    public async Task<Answer?> AnswerAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        if (PersonalFacts.OwnerOf(request.Conversation, request.From) is not { } person)
            return null;
        var asked = dialogue.Recognise(request.Question, request.Now);
        if (!request.IsShared && asked is { Kind: MemoryRequestKind.EraseData })
            return erasure.Ask(request, asked);
        // What is kept of a person is theirs to have, also where nobody is remembered, and to have erased.
        if (!options.Value.Enabled && asked is not { Kind: MemoryRequestKind.TakeAlong or MemoryRequestKind.EraseData })
            return null;
        if (request.IsShared)
            return asked is { Kind: not (MemoryRequestKind.Question or MemoryRequestKind.Correct) } ? OnlyInPrivate(asked.Language) : null;
        if (asked is null)
            return await NoteAsync(request, person, cancellationToken);
        if (asked.Kind == MemoryRequestKind.ForgetEverything)
            return erasure.Ask(request, asked);
        // A question with something to read goes to what was sent with it.
        if (asked.Kind == MemoryRequestKind.Question && request.NewEvidence > 0)
            return null;
        if (asked.Kind == MemoryRequestKind.Correct && await memory.IsPausedAsync(person, cancellationToken))
            return Fixed(MemoryWording.StillPaused(asked.Language), asked.Language);
        if (asked.Kind == MemoryRequestKind.Correct)
        {
            if (await CorrectAsync(request, asked, person, cancellationToken) is not { } corrected)
                return Fixed(MemoryWording.Unclear(asked.Language), asked.Language) with { IsUnclear = true };
            asked = corrected;
        }
        var answer = dialogue.Answer(asked, await facts.OpenAsync(person, cancellationToken), request.Now);
        if (answer is null)
            return null;
        try
        {
            await ActAsync(request, asked, person, cancellationToken);
        }
        catch (LegalHoldException)
        {
            return Fixed(MemoryWording.Held(asked.Language), asked.Language);
        }
        return (await CiteAsync(answer, person, asked.Language, cancellationToken)) with
        {
            Offer = asked.Kind switch { MemoryRequestKind.Overview => AnswerOffer.MemoryPanel, MemoryRequestKind.TakeAlong => AnswerOffer.PersonalData, _ => null },
        };
    }

    /// <summary>Erases the person or empties their memory, as <see cref="ErasureAnswers"/> asked, when they agree.</summary>
    public async Task<Answer> SettleAsync(AgentRequest request, AskedBack asked, bool isAllowed, CancellationToken cancellationToken)
    {
        if (!isAllowed || PersonalFacts.OwnerOf(request.Conversation, request.From) is not { } person)
            return Fixed(AskedWording.Declined(asked.Language), asked.Language);
        if (asked.Kind == AskedKind.Erasure)
            return await erasure.EraseAsync(request, asked.Language, person, cancellationToken);
        try
        {
            await memory.ForgetEverythingAsync(person, cancellationToken);
            return Fixed(MemoryWording.AllForgotten(asked.Language), asked.Language);
        }
        catch (LegalHoldException)
        {
            return Fixed(MemoryWording.Held(asked.Language), asked.Language);
        }
    }

    private static Answer OnlyInPrivate(string language) => Fixed(language == "zh"
        ? "我记得的关于您的内容只属于您本人，不在群里谈。请在私聊里告诉我。" : "What I remember of you is yours alone, and others read along here. Please ask me in a personal chat.", language);

    internal static Answer Fixed(string text, string language) => Answer.Fixed(text, language, AnsweredBy.Memory, found: true);

    /// <summary>"That's wrong, it's Oslo", after an answer from memory, is of a fact that was answered with; otherwise of what the person said last.</summary>
    /// <returns>With the value as it is kept; null when it is not clear which of several facts is meant.</returns>
    private async Task<MemoryRequest?> CorrectAsync(AgentRequest request, MemoryRequest asked, ContentOwner person, CancellationToken cancellationToken)
    {
        var utterance = UtteranceOf(request);
        var cited = request.Memory.Turns is [.., var last] ? last.EvidenceIds.Where(id => id.StartsWith(EpisodesOfTurn.CitedFact, StringComparison.Ordinal)).Select(id => id[EpisodesOfTurn.CitedFact.Length..]).ToHashSet() : [];
        Fact[] told = cited.Count == 0 ? [] : [.. (await facts.OpenAsync(person, cancellationToken)).Facts.Where(fact => cited.Contains(fact.Id))];
        if (told.Length == 0)
        {
            await facts.LearnAsync(person, utterance, cancellationToken);
            return asked;
        }
        if (CorrectedFact.Of(told, asked.Value, request.Now) is not var (fact, value))
            return null;
        if (!await facts.IsExcludedAsync(person, utterance, cancellationToken))
            await facts.AddAsync(person, utterance, [new Statement(fact.Subject, fact.Attribute, value, StatementKind.Corrects, null, null, request.Question.Trim()) { Replaces = fact.Value }], cancellationToken);
        return asked with { Value = value };
    }

    /// <summary>What only tells something of its person is acknowledged, where no model would converse about it.</summary>
    private async Task<Answer?> NoteAsync(AgentRequest request, ContentOwner person, CancellationToken cancellationToken)
    {
        if (models.Current.IsModel || request.NewEvidence > 0 || request.Question.Length > LongestNote || request.Question.AsSpan().IndexOfAny('?', '？') >= 0
            || !await facts.LearnAsync(person, UtteranceOf(request), cancellationToken))
            return null;
        var told = (await facts.OpenAsync(person, cancellationToken)).Facts.Where(fact => fact.Origins[^1].EpisodeId == request.TurnId).ToArray();
        return told.Length == 0 ? null : Fixed(dialogue.Noted(told, request.Language), request.Language);
    }

    private static Utterance UtteranceOf(AgentRequest request) => MemoryUtterance.Of(request.TurnId, request.Conversation, request.ActivityId, request.Question, request.Now, request.IsHeard);

    private Task ActAsync(AgentRequest request, MemoryRequest asked, ContentOwner person, CancellationToken cancellationToken) => asked.Kind switch
    {
        // Of an attribute everything goes, also what is no fact by itself ("I don't live in Oslo"); of a value or a person what is named.
        MemoryRequestKind.Forget when asked is { Subject: FactAttributes.User, Value: "" } => memory.ForgetFactsAsync(person,
            fact => fact.Subject == asked.Subject && fact.Attribute == asked.Attribute, ledger => ledger.Forget(asked.Subject, asked.Attribute), cancellationToken),
        MemoryRequestKind.Forget => memory.ForgetFactsAsync(person,
            fact => dialogue.IsNamed(fact, asked),
            ledger => ledger.Facts.Where(fact => dialogue.IsNamed(fact, asked)).Select(fact => fact.Id).Distinct().ToList().Aggregate(false, (any, id) => ledger.ForgetFact(id) || any), cancellationToken),
        MemoryRequestKind.DoNotRemember => memory.ExcludeAsync(conversations, person, request.Conversation, cancellationToken),
        MemoryRequestKind.Pause => memory.PauseAsync(person, cancellationToken),
        MemoryRequestKind.Resume => memory.ResumeAsync(person, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task<Answer> CiteAsync(MemoryAnswer answer, ContentOwner person, string language, CancellationToken cancellationToken)
    {
        var (text, citations) = (answer.Text, new List<Citation>());
        foreach (var fact in answer.Facts)
        {
            var origin = fact.Source;
            var title = (await directory.FindOwnAsync(origin.Conversation, person, cancellationToken))?.Title;
            // An import's conversation is called what it is called there.
            if (ConversationKey.TryParse(origin.Conversation) is not null)
                text = text.Replace(origin.Conversation, title is null ? "…" : $"“{title}”", StringComparison.Ordinal);
            citations.Add(new(citations.Count + 1, EvidenceKind.Memory, EpisodesOfTurn.CitedFact + fact.Id, title ?? origin.SaidAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), origin.Quote, new SourcePosition()));
        }
        return Fixed(text, language) with { Citations = citations };
    }
}
