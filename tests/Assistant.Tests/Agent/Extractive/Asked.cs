using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Agent.Extractive;
using Assistant.Agent.Extractive.Calculations;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Tasks;
using Assistant.Agent.Extractive.Wording;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>A conversation with the answers without a model, over evidence made by hand; remembers its turns.</summary>
internal sealed class Asked(params Evidence[] evidence)
{
    private readonly ExtractiveStrategy _strategy = Strategy(new NoEncoder());
    private WorkingMemoryState _memory = WorkingMemoryState.Empty;
    private Evidence[] _evidence = evidence;
    private int _new = evidence.Length;

    public List<AgentUpdate> Updates { get; } = [];

    public IReadOnlyList<AttachmentFailure> Failures { get; set; } = [];

    public bool IsHeard { get; init; }

    public static ExtractiveStrategy Strategy(ISentenceEncoder encoder)
    {
        var indexes = new EvidenceIndexes();
        var ranking = new PassageRanking(encoder);
        var asking = Options.Create(new AskBackOptions());
        return new(indexes, ranking, new AttachmentComparison(ranking), new DateSpan(ranking), new CourtesyReplies(new Sees(), new Hears()), new TaskReplies(indexes, new Classification(encoder)), new AttachmentChoice(ranking, asking), asking);
    }

    /// <summary>The next question comes with this attachment.</summary>
    public void Attach(Evidence attachment) => (_evidence, _new) = ([attachment, .. _evidence], 1);

    public async Task<Answer> AskAsync(string question, string? language = null)
    {
        var request = new AgentRequest
        {
            Conversation = new("default", "test", "c"),
            TurnId = "t",
            From = new Participant("u"),
            Question = question,
            Language = language ?? LanguageGuess.Of(question, null, _memory),
            IsHeard = IsHeard,
            Evidence = _evidence,
            NewEvidence = _new,
            Failures = Failures,
            Memory = _memory,
            Now = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero),
        };
        Answer? answer = null;
        await foreach (var update in _strategy.AnswerAsync(request, TestContext.Current.CancellationToken))
        {
            Updates.Add(update);
            answer = (update as AnswerReady)?.Answer;
        }
        var ids = _evidence.Take(_new).Select(e => e.Id).Union(answer!.CitedEvidence).ToList();
        _memory = new(_memory.Version + 1, "", [.. _memory.Turns, new($"a{_memory.Version}", question, answer.Text, request.Language, request.Now, ids, answer.Found) { Cited = answer.CitedEvidence }], [.. ids.Union(_memory.EvidenceIds)]);
        _new = 0;
        return answer;
    }

    internal sealed class NoEncoder : ISentenceEncoder
    {
        public bool IsAvailable(string language) => false;

        public string ModelFor(string language) => "none";

        public Task<IReadOnlyList<float[]>> EncodeAsync(IReadOnlyList<string> texts, bool query, string language, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }

    private sealed class Sees : ITextRecognizer
    {
        public bool IsAvailable => true;

        public Task<RecognizedText> ReadAsync(Picture picture, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }

    private sealed class Hears : ISpeechRecognizer
    {
        public bool IsAvailable => true;

        public string? English => "a model";

        public string? OtherLanguages => null;

        public IAsyncEnumerable<SpeechSegment> TranscribeAsync(Stream pcm, string? language, string? model, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
