using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Plan;
using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.Tests.ChannelSimulator;

/// <summary>The hostile channel's judge: a reply that came twice is excused only when this very send was hidden from the bot.</summary>
public sealed class VerdictTests
{
    private const double Killed = 100;
    private static readonly HashSet<string> s_nothing = [];
    private static readonly HashSet<string> s_held = ["a-1"];

    [Theory]
    [InlineData(nameof(SendEnd.Failed), 1, 0)]
    [InlineData(nameof(SendEnd.CutOff), 1, 0)]
    [InlineData(nameof(SendEnd.Withheld), 1, 0)]
    [InlineData(nameof(SendEnd.Told), 0, 1)]
    [InlineData(nameof(SendEnd.GaveUp), 0, 1)]
    [InlineData(nameof(SendEnd.Open), 0, 1)]
    public void SentAgain_IsExcusedByHowTheChannelEndedTheFirstSend(string end, int hidden, int twice)
    {
        var play = new Play();
        play.Send(1, Enum.Parse<SendEnd>(end));
        play.Send(2, SendEnd.Told);

        Assert.Equal((hidden, twice, 0), play.Counts());
    }

    [Fact]
    public void SentThreeTimes_IsExcusedOnlyWhenTwoOfThemWereHidden()
    {
        var play = new Play();
        play.Send(1, SendEnd.CutOff);
        play.Send(2, SendEnd.Told);
        play.Send(3, SendEnd.Told);
        Assert.Equal((0, 1, 0), play.Counts());

        play = new Play();
        play.Send(1, SendEnd.CutOff);
        play.Send(2, SendEnd.Failed);
        play.Send(3, SendEnd.Told);
        Assert.Equal((1, 0, 0), play.Counts());
    }

    [Fact]
    public void Killed_WhileTheRequestWasUnderWay_HidesThatSend()
    {
        var play = new Play();
        play.Send(99, SendEnd.Open);
        play.Kill(s_held);
        play.Send(102, SendEnd.Told);

        Assert.Equal((1, 0, 1), play.Counts());
    }

    [Theory]
    [InlineData(99.9, 1, 0)]
    [InlineData(98.5, 0, 1)]
    public void Killed_AfterTheAnswer_IsAnExcuseOnlyUntilItCanBeOnDisk(double told, int hidden, int twice)
    {
        var play = new Play();
        play.Send(98, SendEnd.Told, told);
        play.Kill(s_held);
        play.Send(102, SendEnd.Told);

        Assert.Equal((hidden, twice, hidden), play.Counts());
    }

    [Theory]
    [InlineData(99.9, 1, 0)]
    [InlineData(98.5, 0, 1)]
    public void Killed_BeforeItHadNotedWhatShowsALongTurn_HidesThat(double told, int hidden, int twice)
    {
        var play = new Play();
        play.Send(98, SendEnd.Told, told, name: null);
        play.Kill(s_nothing);
        play.Send(102, SendEnd.Told);

        Assert.Equal((hidden, twice, hidden), play.Counts());
    }

    [Fact]
    public void WhatIsTakenBack_IsNoReply()
    {
        var play = new Play();
        play.TakeBack(play.Send(1, SendEnd.Told, name: null));
        play.Send(2, SendEnd.Told);

        Assert.Equal((0, 0, 0), play.Counts());
    }

    [Fact]
    public void Killed_AfterItHadNotedThatItWasSent_IsNoExcuse()
    {
        var play = new Play();
        play.Send(99.9, SendEnd.Told, 99.95);
        play.Kill(s_nothing);
        play.Send(102, SendEnd.Told);

        Assert.Equal((0, 1, 0), play.Counts());
    }

    [Fact]
    public void Killed_ExcusesNoSendOfAnother_NorOneThatItGaveUp_NorOneOfDirectLine()
    {
        var other = new Play();
        other.Send(99.9, SendEnd.Open, name: "a-2");
        other.Kill(s_held);
        other.Send(102, SendEnd.Told);
        Assert.Equal((0, 1, 0), other.Counts());

        var gaveUp = new Play();
        gaveUp.Send(99.5, SendEnd.GaveUp);
        gaveUp.Kill(s_held);
        gaveUp.Send(102, SendEnd.Told);
        Assert.Equal((0, 1, 0), gaveUp.Counts());

        var direct = new Play(ConversationKind.DirectLine);
        direct.Send(99.9, SendEnd.Open);
        direct.Kill(s_held);
        direct.Send(102, SendEnd.Told);
        Assert.Equal((0, 1, 0), direct.Counts());
    }

    [Fact]
    public void Killed_ThenSentTwiceByTheNextProcess_IsNotExcused()
    {
        var play = new Play();
        play.Send(99.9, SendEnd.Open);
        play.Kill(s_held);
        play.Send(102, SendEnd.Told);
        play.Send(103, SendEnd.Told);

        Assert.Equal((0, 1, 0), play.Counts());
    }

    [Fact]
    public void DeletedMessage_MayBeAnsweredOnce_AndTwiceOnlyWhenHidden()
    {
        var play = new Play(behaviours: Behaviour.Delete);
        play.Send(1, SendEnd.CutOff);
        play.Send(2, SendEnd.Told);
        Assert.Equal(0, play.Verdict.WithdrawnTwice);
        play.Send(3, SendEnd.Told);
        Assert.Equal(1, play.Verdict.WithdrawnTwice);
    }

    [Fact]
    public void AnswerInSeveralMessages_IsOne_AndEachOfThemIsJudgedByItself()
    {
        var play = new Play();
        play.SendParts(1, 3);
        Assert.Equal((1, 0, 0, 0), (play.Verdict.RepliedOnce, play.Verdict.RepliedTwice, play.Verdict.HiddenByChannel, play.Verdict.OutOfOrder));
        Assert.Equal(1, play.Verdict.InParts);

        play.Send(5, SendEnd.Told, name: Part(2));
        Assert.Equal((0, 1), (play.Verdict.RepliedOnce, play.Verdict.RepliedTwice));
    }

    [Fact]
    public void AnswerInSeveralMessages_OfWhichOneIsMissing_IsNoAnswer()
    {
        var play = new Play();
        play.SendParts(1, 2, isWhole: false);
        Assert.Equal((0, 1), (play.Verdict.RepliedOnce, play.Verdict.RepliedNever));

        play = new Play();
        play.Send(1, SendEnd.Told, name: Part(0), moreFollows: true);
        play.Send(2, SendEnd.Told, name: Part(2));
        Assert.Equal((0, 1), (play.Verdict.RepliedOnce, play.Verdict.RepliedNever));
    }

    [Fact]
    public void AnswerInSeveralMessages_InAnotherOrder_IsOvertaken()
    {
        var play = new Play();
        play.Send(2, SendEnd.Told, name: Part(0), moreFollows: true);
        play.Send(1, SendEnd.Told, name: Part(1));

        Assert.Equal(1, play.Verdict.OutOfOrder);
    }

    /// <summary>The bot had noted that the first had arrived, and had begun the second: only that may come again.</summary>
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Killed_WithinAnAnswerInSeveralMessages_ExcusesThoseThatWereNotNoted(int sentAgain, int hidden, int twice)
    {
        var play = new Play();
        play.Send(99.8, SendEnd.Told, 99.85, name: Part(0), moreFollows: true);
        play.Send(99.9, SendEnd.Open, name: Part(1), moreFollows: true);
        play.Kill([Part(1), Part(2)]);
        if (sentAgain == 0)
            play.Send(101, SendEnd.Told, name: Part(0), moreFollows: true);
        play.Send(102, SendEnd.Told, name: Part(1), moreFollows: true);
        play.Send(103, SendEnd.Told, name: Part(2));

        Assert.Equal((hidden, twice, hidden), play.Counts());
    }

    [Theory]
    [InlineData(403, true)]
    [InlineData(413, true)]
    [InlineData(202, false)]
    [InlineData(null, false)]
    public void WhatIsToBeRefused_HasToBe(int? status, bool isGood)
    {
        var play = new Play(behaviours: Behaviour.WrongTenant);
        play.Answered(status);

        Assert.Equal((isGood ? 0 : 1, isGood), (play.Verdict.RefusedTaken, play.Verdict.IsGood));
    }

    [Theory]
    [InlineData(nameof(Behaviour.Delete), null, 0)]
    [InlineData(nameof(Behaviour.Delete), "100,031", 1)]
    [InlineData(nameof(Behaviour.Edit), "10,100,031", 0)]
    [InlineData(nameof(Behaviour.Edit), "100,031", 1)]
    public void ChangeThatCameFirst_IsWhatCounts(string behaviour, string? answer, int missed)
    {
        var play = new Play(3, behaviours: Enum.Parse<Behaviour>(behaviour));
        if (answer is not null)
            play.Send(1, SendEnd.Told, text: answer);

        Assert.Equal(missed, play.Verdict.ChangesMissed);
    }

    [Fact]
    public void MessageThatAnswersNothing_IsNotGood()
    {
        var play = new Play();
        play.Send(1, SendEnd.Told);
        Assert.True(play.Verdict.IsGood);

        play.Stray();

        Assert.False(play.Verdict.IsGood);
    }

    private static string Part(int part) => ShownReply.NameOf("r-0123456789abcdef", part);

    /// <summary>A play of one activity.</summary>
    private sealed class Play
    {
        private readonly PlayLedger _ledger;
        private readonly ActivityRecord _record;

        public Play(ConversationKind kind = ConversationKind.Personal, params Behaviour[] behaviours)
            : this(1, kind, behaviours)
        {
        }

        public Play(int number, ConversationKind kind = ConversationKind.Personal, params Behaviour[] behaviours)
        {
            var activity = new PlannedActivity(number, new(1, kind, 0), TimeSpan.Zero, behaviours.ToHashSet());
            _ledger = new PlayLedger(new PlayPlan([[activity]], TimeSpan.FromSeconds(1)));
            _record = _ledger[activity];
        }

        public Verdict Verdict => Verdict.Of(_ledger);

        /// <summary>Answered again by the channel's fault, without, and at a kill.</summary>
        public (int Hidden, int Twice, int AtKill) Counts() => (Verdict.HiddenByChannel, Verdict.RepliedTwice, Verdict.AtKill);

        public void SendParts(double at, int count, bool isWhole = true)
        {
            for (var part = 0; part < count; part++)
                Send(at + part, SendEnd.Told, name: Part(part), moreFollows: !isWhole || part < count - 1);
        }

        public void Answered(int? status)
        {
            if (status is { } given)
                _record.WasAnswered(1, given, 1);
        }

        public void Stray() => _ledger.Strayed();

        public ShownReply Send(double at, SendEnd end, double? ended = null, string? name = "a-1", bool moreFollows = false, string text = "2")
        {
            var reply = _record.Show(at, text, name, moreFollows);
            reply.Ends(end, ended ?? at);
            return reply;
        }

        public void TakeBack(ShownReply reply) => _record.TakeBack(reply);

        public void Kill(HashSet<string> notSent) => KillJudge.Judge(_ledger.Records, Killed, notSent);
    }
}
