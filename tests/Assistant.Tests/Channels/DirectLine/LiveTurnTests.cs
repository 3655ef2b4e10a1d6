using System.Text.Json;
using Assistant.Channels.DirectLine.Outbound;
using Assistant.Conversations;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.DirectLine;

public sealed class LiveTurnTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LiveTurn _live;

    public LiveTurnTests() => _live = new(new ConversationKey("default", "directline", "c"), _time);

    [Fact]
    public void Growth_FasterThanItIsRead_IsLeftOut()
    {
        var sent = 0;
        for (var i = 0; i < 1_000; i++)
        {
            if (_live.Growth(new AnswerGrew("m", new string('x', i))) is not null)
                sent++;
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(sent, 10, 16);
    }

    [Fact]
    public void Growth_ThatWasLeftOut_IsOwedUntilItOrANewerOneIsShown()
    {
        Assert.NotNull(_live.Growth(new AnswerGrew("m", "one")));
        Assert.False(_live.Owes);
        Assert.Null(_live.Growth(new AnswerGrew("m", "one two")));
        Assert.Null(_live.Owed());
        Assert.True(_live.Owes);

        _time.Advance(LiveTurn.GrowthPace);

        Assert.Equal("one two", _live.Owed()!.Text);
        Assert.False(_live.Owes);
        Assert.Null(_live.Growth(new AnswerGrew("m", "one two three")));
        _live.End("m");
        Assert.False(_live.Owes);
    }

    [Fact]
    public void Progress_OfANewStageOrItsEnd_IsAlwaysTold()
    {
        Assert.NotNull(Progress(TurnStage.ReadingPictures, 0, 2));
        Assert.Null(Progress(TurnStage.ReadingPictures, 1, 2));
        Assert.NotNull(Progress(TurnStage.ReadingPictures, 2, 2));
        Assert.NotNull(Progress(TurnStage.Thinking, null, null));
    }

    [Fact]
    public void Progress_IsWordedInTheLanguageOfTheMessage()
    {
        _live.Heard(Said("m-1", "这张发票的总额是多少？", null));
        Assert.Equal("正在思考…", _live.Progress(new TurnProgressed("m-1", new TurnProgress(TurnStage.Thinking)))!.Text);
        _live.End("m-1");
        _live.Heard(Said("m-2", "What is the total of this?", "zh-CN"));
        Assert.Equal("Thinking…", _live.Progress(new TurnProgressed("m-2", new TurnProgress(TurnStage.Thinking)))!.Text);
    }

    [Fact]
    public void Stream_IsNamedAfterItsFirstActivityAndEndsWithTheAnswer()
    {
        var first = Progress(TurnStage.Thinking, null, null)!;
        var second = _live.Growth(new AnswerGrew("m", "Hello"))!;

        Assert.Equal((first.Id, 1), (Data(first, "streamId").GetString(), Data(first, "streamSequence").GetInt32()));
        Assert.Equal((first.Id, 2), (Data(second, "streamId").GetString(), Data(second, "streamSequence").GetInt32()));
        Assert.Null(_live.End("another"));
        Assert.Equal(first.Id, _live.End("m"));
        Assert.Null(_live.End("m"));
    }

    [Fact]
    public void Stream_OfProgressAlone_IsEndedOnlyWhenItWasThereToBeSeen()
    {
        Progress(TurnStage.Thinking, null, null);
        Assert.Null(_live.End("m"));

        var seen = Progress(TurnStage.Thinking, null, null)!;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(seen.Id, _live.End("m"));
    }

    [Fact]
    public void Stopped_EndsTheStreamWithoutText()
    {
        var first = _live.Growth(new AnswerGrew("m", "Hel"))!;
        var stopped = _live.Stopped(new TurnStopped("m"));

        Assert.Null(stopped.Text);
        Assert.Equal(("final", first.Id, true), (Data(stopped, "streamType").GetString(), Data(stopped, "streamId").GetString(), Data(stopped, "stopped").GetBoolean()));
        Assert.NotEqual(first.Id, Data(_live.Growth(new AnswerGrew("next", "x"))!, "streamId").GetString());
    }

    private WireActivity? Progress(TurnStage stage, double? done, double? total) => _live.Progress(new TurnProgressed("m", new TurnProgress(stage, done, total)));

    private static JsonElement Data(WireActivity activity, string name) => activity.ChannelData!.Value.GetProperty(name);

    private static StoredActivity Said(string id, string text, string? locale) =>
        new() { Watermark = 1, Id = id, Author = ActivityAuthor.User, From = new("u"), At = DateTimeOffset.UnixEpoch, Text = text, Locale = locale };
}
