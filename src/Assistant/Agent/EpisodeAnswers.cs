using Assistant.Agent.Extractive;
using Assistant.Agent.Extractive.Tasks;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Tasks;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Memory.Published;
using Assistant.Perception;
using Assistant.Tools.Search;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>
/// What was said and read in a person's earlier conversations, as evidence: quoted when a question found no answer in its own conversation, offered to a model
/// when a message looks back. Whoever has no memory is not recalled. What operators published is everybody's.
/// </summary>
internal sealed partial class EpisodeAnswers(
    ILongTermMemory memory, ExtractiveStrategy quotes, IConversationDirectory directory, ILanguageModels models, IOptions<LongTermMemoryOptions> options, ILogger<EpisodeAnswers> logger, PublishedMemory? published = null)
{
    private const int LongestQuestion = 600;
    private const int TokensForQuotes = 600;
    private const int TokensForModel = 500;
    private const int MostItems = 6;
    private const int MostPublished = 3;
    private const int TurnsOfABeginning = 3;

    /// <summary>For a model: what the message looks back at, as passages behind all other evidence.</summary>
    public async Task<AgentRequest> WithMemoryAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        if (!models.Current.IsModel)
            return request;
        IReadOnlyList<RecalledItem> recalled = [.. LooksBack(request) ? await OwnAsync(request, TokensForModel, cancellationToken) : [], .. await PublishedAsync(request, TokensForModel, cancellationToken)];
        if (recalled.Count == 0)
            return request;
        // What was said in this conversation stands in its history.
        var others = recalled.Where(item => item.Conversation != request.Conversation.ToString()).ToList();
        return request with { Evidence = [.. request.Evidence, .. await EvidenceAsync(others, request, cancellationToken)] };
    }

    /// <param name="otherwise">The answer when memory has none, either.</param>
    public async Task<Answer> AnswerAsync(AgentRequest request, Answer otherwise, CancellationToken cancellationToken)
    {
        if (models.Current.IsModel || MessageTasks.Of(request.Question) is not (MessageTask.Answer or MessageTask.Extract))
            return otherwise;
        IReadOnlyList<RecalledItem> recalled = [.. await OwnAsync(request, TokensForQuotes, cancellationToken), .. await PublishedAsync(request, TokensForQuotes, cancellationToken)];
        if (recalled.Count == 0)
            return otherwise;
        var evidence = await EvidenceAsync(recalled, request, cancellationToken);
        foreach (var owner in evidence.Select(each => each.PersonId).OfType<string>())
            request.Sent.Read(owner);
        string[] read = [.. otherwise.MemoryRead.Concat(evidence.Select(each => each.Id))];
        await foreach (var update in quotes.AnswerAsync(request with { Evidence = evidence, CanAskBack = false }, cancellationToken))
        {
            if (update is not AnswerReady { Answer: { Found: true, Citations: [var first, ..] } answer } || evidence.ToList().FindIndex(each => each.Id == first.EvidenceId) is not (>= 0 and var at))
                continue;
            return answer with { Text = $"{EpisodeWording.Where(recalled[at], evidence[at].Source, request.Language)}\n\n{answer.Text}", MemoryRead = read };
        }
        return otherwise with { MemoryRead = read };
    }

    private static bool LooksBack(AgentRequest request) =>
        BackwardLook.Is(request.Question) || (request.Memory.Turns.Count < TurnsOfABeginning && BackwardLook.IsOfOneself(request.Question));

    private async Task<IEnumerable<RecalledItem>> OwnAsync(AgentRequest request, int tokens, CancellationToken cancellationToken)
    {
        // Others would read it.
        if (!IsAsked(request) || request.IsShared || PersonalFacts.OwnerOf(request.Conversation, request.From) is not { } person)
            return [];
        var query = new RecallQuery(request.Question, tokens) { InTurn = true, Now = request.Now, WithArchive = BackwardLook.Is(request.Question) };
        return OnIt(request, await FoundAsync(() => memory.RecallAsync(person, query, cancellationToken), request.TurnId)).Take(MostItems);
    }

    /// <summary>For everybody, so for groups too.</summary>
    private async Task<IEnumerable<RecalledItem>> PublishedAsync(AgentRequest request, int tokens, CancellationToken cancellationToken) => published is not null && IsAsked(request)
        ? OnIt(request, await FoundAsync(() => published.RecallAsync(request.Conversation.Tenant, new RecallQuery(request.Question, tokens) { InTurn = true, Now = request.Now }, MostPublished, cancellationToken), request.TurnId))
        : [];

    /// <summary>A question with something to read goes to what was sent with it.</summary>
    private bool IsAsked(AgentRequest request) => options.Value is { Enabled: true, Episodes: true } && request.NewEvidence == 0 && request.Question.Length is > 0 and <= LongestQuestion;

    private static IEnumerable<RecalledItem> OnIt(AgentRequest request, IReadOnlyList<RecalledItem> found)
    {
        var asked = SearchTerms.Of(request.Question);
        return found.Where(item => !IsQuestion(item.Text) && SearchTerms.Of(item.Text).Intersect(asked).Any());
    }

    /// <summary>Nothing while it cannot be read: the turn goes on with what its own conversation says.</summary>
    private async Task<IReadOnlyList<RecalledItem>> FoundAsync(Func<Task<IReadOnlyList<RecalledItem>>> recall, string turnId)
    {
        try
        {
            return await recall();
        }
        catch (StorageUnavailableException e)
        {
            Log.NotRecalled(logger, turnId, e.Message);
            return [];
        }
    }

    /// <summary>What a person asked before tells nothing.</summary>
    private static bool IsQuestion(string text) => text.AsSpan().TrimEnd() is [.., '?' or '？'];

    private async Task<IReadOnlyList<Evidence>> EvidenceAsync(IReadOnlyList<RecalledItem> items, AgentRequest request, CancellationToken cancellationToken)
    {
        var (person, language) = (PersonalFacts.OwnerOf(request.Conversation, request.From), request.Language);
        var titles = new Dictionary<string, string?>();
        var evidence = new List<Evidence>();
        foreach (var item in items)
        {
            var isPublished = item.Source == UtteranceSource.Published;
            if (!titles.TryGetValue(item.Conversation, out var title))
                titles[item.Conversation] = title = person is { } own ? (await directory.FindOwnAsync(item.Conversation, own, cancellationToken))?.Title : null;
            var owner = isPublished ? PublishedOrigin.Parse(item.Conversation).User : "";
            evidence.Add(new Evidence
            {
                PersonId = owner.Length > 0 ? owner : null,
                Id = EpisodesOfTurn.CitedEpisode + item.Sources[0],
                Kind = EvidenceKind.Memory,
                Source = isPublished ? EpisodeWording.Published(item.From, language) : EpisodeWording.Source(title, item.From, language),
                Blocks = [.. item.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => new EvidenceBlock(line, new SourcePosition()))],
            });
        }
        return evidence;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Turn {TurnId}: earlier conversations were not recalled: {Reason}")]
        public static partial void NotRecalled(ILogger logger, string turnId, string reason);
    }
}
