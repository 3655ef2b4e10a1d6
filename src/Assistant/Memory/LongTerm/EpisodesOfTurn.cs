using Assistant.Agent;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Memory.LongTerm;

/// <summary>
/// What a turn leaves in memory: the person's words, what was heard and read in what they sent, and the answer, each marked by its source.
/// Requests to the memory itself leave nothing, nor do answers that found nothing or only gave back what was remembered, nor anything said in a pause.
/// </summary>
internal sealed class EpisodesOfTurn(IMemoryDialogue dialogue)
{
    public const string UserSpeaker = "user", AssistantSpeaker = "assistant";

    /// <summary>How what is remembered is named where it is cited.</summary>
    public const string CitedFact = "fact-", CitedEpisode = "episode-";

    private const int Longest = 4_000;

    public IEnumerable<Episode> Of(LoggedTurn turn)
    {
        if (turn.InPause || dialogue.Recognise(turn.Question, turn.At) is { Kind: not MemoryRequestKind.Correct and not MemoryRequestKind.Question })
            yield break;
        var conversation = turn.Conversation.ToString();
        var heard = turn.Read.Where(read => read.Kind == EvidenceKind.Audio).Select(Text).ToList();
        if (turn.Question.Length > 0)
            yield return new(turn.TurnId, turn.At, UserSpeaker, conversation, Cut(turn.Question), heard.Exists(text => Repeats(turn.Question, text)) ? UtteranceSource.Recording : UtteranceSource.User);
        foreach (var read in turn.Read)
            if (Text(read) is { Length: > 0 } text && !(read.Kind == EvidenceKind.Audio && Repeats(turn.Question, text)))
                yield return new($"{turn.TurnId}/{read.Id}", turn.At, read.Source, conversation, Cut(text), read.Kind == EvidenceKind.Audio ? UtteranceSource.Recording : UtteranceSource.Picture);
        if (turn is { Found: true, Answer.Length: > 0, Model: not AnsweredBy.Memory } && !turn.EvidenceIds.Any(IsRemembered))
            yield return new(AnswerId(turn.TurnId), turn.At, AssistantSpeaker, conversation, Cut(turn.Answer), UtteranceSource.Assistant);
    }

    public static string AnswerId(string turnId) => turnId + "/answer";

    /// <summary>Episodes that an answer cites.</summary>
    public static IReadOnlyList<string> Cited(Answer? answer) =>
        [.. (answer?.Citations ?? []).Where(citation => citation.EvidenceId.StartsWith(CitedEpisode, StringComparison.Ordinal)).Select(citation => citation.EvidenceId[CitedEpisode.Length..]).Distinct()];

    /// <summary>Facts that an answer rests on; a list of all that is remembered rests on none.</summary>
    public static IReadOnlyList<string> CitedFacts(Answer? answer) => answer is null or { Offer: AnswerOffer.MemoryPanel } ? []
        : [.. answer.Citations.Where(citation => citation.EvidenceId.StartsWith(CitedFact, StringComparison.Ordinal)).Select(citation => citation.EvidenceId[CitedFact.Length..]).Distinct()];

    /// <summary>The episode is one that the turn left.</summary>
    public static bool IsOf(string episodeId, string turnId) => episodeId.StartsWith(turnId, StringComparison.Ordinal) && (episodeId.Length == turnId.Length || episodeId[turnId.Length] == '/');

    private static bool IsRemembered(string evidenceId) =>
        evidenceId.StartsWith(CitedFact, StringComparison.Ordinal) || evidenceId.StartsWith(CitedEpisode, StringComparison.Ordinal);

    private static string Text(Evidence read) => string.Join(read.Kind == EvidenceKind.Audio ? ' ' : '\n', read.Blocks.Select(block => block.Text)).Trim();

    /// <summary>A voice note is the question itself.</summary>
    private static bool Repeats(string question, string heard) => question.Length > 0 && heard.Length > 0 && (heard.Contains(question, StringComparison.Ordinal) || question.Contains(heard, StringComparison.Ordinal));

    private static string Cut(string text) => text.Beginning(Longest);
}
