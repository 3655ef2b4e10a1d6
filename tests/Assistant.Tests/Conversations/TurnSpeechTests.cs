using Assistant.Conversations;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Conversations;

public sealed class TurnSpeechTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Heard _heard = new();
    private readonly TurnSpeech _speech;

    public TurnSpeechTests() =>
        _speech = new TurnSpeech(StoreData.Message(StoreData.NewConversation(), "m1"), _heard, null, new UnusedTurnLog(), new TurnOptions(), _time, NullLogger.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grow_FasterThanAnEyeSees_ShowsSomeOfTheStepsAndAtLastAll()
    {
        for (var i = 0; i < 100; i++)
        {
            await _speech.GrowAsync("x", Token);
            _time.Advance(TimeSpan.FromMilliseconds(5));
        }
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange(_heard.Texts.Count, 5, 10);
        Assert.Equal(new string('x', 100), _heard.Texts[^1]);
    }

    [Fact]
    public async Task Grow_ThenAPause_ShowsTheWordsBeforeThePause()
    {
        await _speech.GrowAsync("Let me ", Token);
        await _speech.GrowAsync("look ", Token);
        await _speech.GrowAsync("that up", Token);
        Assert.Equal(["Let me "], _heard.Texts);

        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(["Let me ", "Let me look that up"], _heard.Texts);
    }

    [Fact]
    public async Task End_WithWordsOwed_ShowsNothingAfterTheAnswer()
    {
        await _speech.GrowAsync("All ", Token);
        await _speech.GrowAsync("done", Token);
        _speech.End();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["All "], _heard.Texts);
    }

    public ValueTask DisposeAsync() => _speech.DisposeAsync();

    private sealed class Heard : ITurnEvents
    {
        public List<string> Texts { get; } = [];

        public void Publish(ConversationEvent happened) => Texts.Add(((AnswerGrew)happened).Text);
    }
}
