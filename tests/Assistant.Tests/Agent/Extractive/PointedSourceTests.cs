using Assistant.Agent;
using Assistant.Agent.Extractive.Questions;
using Assistant.Memory;
using Assistant.Perception;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>Attachments that are pointed at by their place.</summary>
public sealed class PointedSourceTests
{
    private static readonly Evidence s_oak = Picture("oak.png", 1, "Total: 120.00 EUR");
    private static readonly Evidence s_elm = Picture("elm.png", 2, "Total: 45.50 EUR");
    private static readonly Evidence s_ash = Picture("ash.png", 3, "Total: 9.99 EUR");

    [Theory]
    [InlineData("What is the total in the second picture?", "45.50")]
    [InlineData("What is the total in picture 2?", "45.50")]
    [InlineData("What is the total in the last image?", "9.99")]
    [InlineData("What is the total of the second invoice?", "45.50")]
    [InlineData("What is the total on the 3rd receipt?", "9.99")]
    [InlineData("第二张发票的总额是多少？", "45.50")]
    [InlineData("第一张图片的总额是多少？", "120.00")]
    [InlineData("第二张截图里的总额是多少？", "45.50")]
    public async Task Question_ThatNamesAPlace_IsAnsweredFromThatOne(string question, string expected)
    {
        var answer = await new Asked(s_oak, s_elm, s_ash).AskAsync(question);

        Assert.True(answer.Found);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.Single(answer.CitedEvidence);
    }

    /// <summary>What is sent beside them is no invoice.</summary>
    [Fact]
    public async Task Question_AboutAPaperOfAKind_CountsThoseOfTheKind()
    {
        var answer = await new Asked(s_oak with { Id = "e-photo", Source = "photo.jpg", Blocks = [s_oak.Blocks[^1]] }, Picture("invoice-march.png", 2, "Total: 120.00 EUR"), Picture("invoice-april.png", 3, "Total: 45.50 EUR")).AskAsync("What is the total of the second invoice?");

        Assert.Contains("45.50", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>Of three that look alike and of which one does not say what it is nobody knows which is the second.</summary>
    [Fact]
    public async Task Question_AboutAPaper_WhereItCannotBeToldWhichAreSuch_IsNotCutToOne()
    {
        var answer = await new Asked(s_oak with { Blocks = [s_oak.Blocks[^1]] }, s_elm, s_ash).AskAsync("What is the total of the second invoice?");

        Assert.DoesNotContain("**9.99", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_AboutOneAfterTheOther_IsAnsweredFromEach()
    {
        var asked = new Asked(s_oak, s_elm, s_ash);
        foreach (var (place, expected) in new[] { ("second", "45.50"), ("first", "120.00"), ("third", "9.99"), ("first", "120.00") })
            Assert.Contains(expected, (await asked.AskAsync($"What is the total in the {place} picture?")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("And the other one?")]
    [InlineData("What about the second one?")]
    [InlineData("What about the second picture?")]
    [InlineData("What about the second invoice?")]
    [InlineData("And the total of the second invoice?")]
    [InlineData("那第二张发票呢？")]
    [InlineData("And in the second picture?")]
    [InlineData("What is the total in the other picture?")]
    [InlineData("那另一个呢？")]
    [InlineData("那第二张呢？")]
    [InlineData("那第二张图片呢？")]
    [InlineData("另一张图片的总额是多少？")]
    public async Task FollowUp_AboutTheOther_IsAnsweredFromTheOther(string followUp)
    {
        var asked = new Asked(s_oak with { Place = At(1, 2) }, s_elm with { Place = At(2, 2) });
        Assert.Contains("120.00", (await asked.AskAsync("What is the total in the first picture?")).Text, StringComparison.Ordinal);

        var answer = await asked.AskAsync(followUp);

        Assert.Contains("45.50", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("120.00", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUps_OneAfterAnother_KeepTheQuestion()
    {
        var asked = new Asked(s_oak, s_elm, s_ash);
        await asked.AskAsync("What is the total in the first picture?");
        Assert.Contains("45.50", (await asked.AskAsync("And the second one?")).Text, StringComparison.Ordinal);
        Assert.Contains("9.99", (await asked.AskAsync("And the third one?")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUp_AboutTheOtherWhereThereIsNone_AsksWhich()
    {
        var asked = new Asked(s_oak);
        await asked.AskAsync("What is the total?");

        var answer = await asked.AskAsync("And the other one?");

        Assert.False(answer.Found);
        Assert.DoesNotContain("120.00", answer.Text, StringComparison.Ordinal);
        Assert.Contains("which other one", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is the first step?", "And the second one?")]
    [InlineData("第一步是什么？", "那第二个呢？")]
    public async Task FollowUp_AboutTheNextOfSeveralThingsInOneFile_IsReadFromIt(string question, string followUp)
    {
        var manual = Made.Document("手册 manual.txt", "The first step is to unplug the machine.", "The second step is to open the lid.", "第一步是拔下插头。", "第二步是打开盖子。") with { Place = At(1, 1), AttachmentId = "manual" };
        var asked = new Asked(manual);
        await asked.AskAsync(question);

        var answer = await asked.AskAsync(followUp);

        Assert.True(answer.Found);
        Assert.Matches("open the lid|打开盖子", answer.Text);
    }

    [Theory]
    [InlineData("What is the total in the second picture?")]
    [InlineData("What's in the second picture?")]
    [InlineData("Read the second picture")]
    [InlineData("第二张图片的总额是多少？")]
    public async Task Question_AboutOneThatWasNotRead_IsNotAnsweredFromAnother(string question)
    {
        var asked = new Asked(s_oak, s_ash) { Failures = [new("elm.heic", AttachmentProblem.Unsupported, "HEIC") { Place = 2 }] };

        var answer = await asked.AskAsync(question);

        Assert.False(answer.Found);
        Assert.True(answer.IsFinal);
        Assert.DoesNotContain("120.00", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("9.99", answer.Text, StringComparison.Ordinal);
        Assert.Contains("elm.heic", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_AboutOneThatWasNotReadEarlier_IsNotAnsweredFromAnother()
    {
        var asked = new Asked(s_oak, s_elm with { Place = At(2, 4) }, s_ash with { Place = At(3, 4) });
        await asked.AskAsync("What is the total in the first picture?");

        Assert.Contains("9.99", (await asked.AskAsync("What is the total in the third picture?")).Text, StringComparison.Ordinal);
        Assert.False((await asked.AskAsync("What is the total in the fourth picture?")).Found);
    }

    [Theory]
    [InlineData("What does the second picture say?")]
    [InlineData("Read the second picture")]
    [InlineData("第二张图片里写了什么？")]
    public async Task Task_OfOneThatIsPointedAt_IsDoneWithIt(string message)
    {
        var answer = await new Asked(s_oak, s_elm).AskAsync(message);

        Assert.True(answer.Found);
        Assert.Contains("45.50", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("120.00", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_AboutTheSecondPicture_CountsOverMessagesOfOne()
    {
        var asked = new Asked(s_oak with { Place = At(1, 1) });
        await asked.AskAsync("What is the total?");
        asked.Attach(s_elm with { Place = At(1, 1, minute: 5) });
        await asked.AskAsync("What is the total here?");

        Assert.Contains("120.00", (await asked.AskAsync("What was the total in the first picture?")).Text, StringComparison.Ordinal);
        Assert.Contains("45.50", (await asked.AskAsync("What was the total in the second picture?")).Text, StringComparison.Ordinal);
        Assert.Contains("120.00", (await asked.AskAsync("What was the total in the first picture?")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first", true)]
    [InlineData("third", false)]
    public async Task Question_AfterTheClockWasPutBack_CountsThisMessagesOwn(string place, bool isRead)
    {
        var asked = new Asked(s_oak with { Place = At(1, 1, minute: 30) });
        await asked.AskAsync("What is the total?");
        asked.Attach(s_elm with { Place = At(1, 3) });
        asked.Failures = [new("ash.heic", AttachmentProblem.Unsupported, "HEIC") { Place = 3 }, new("fir.heic", AttachmentProblem.Unsupported, "HEIC") { Place = 2 }];

        var answer = await asked.AskAsync($"What is the total in the {place} picture?");

        Assert.Equal(isRead, answer.Found);
        Assert.Equal(isRead, answer.Text.Contains("45.50", StringComparison.Ordinal));
        Assert.DoesNotContain("120.00", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpokenQuestion_ThatPointsAndIsNotFound_SaysWhatWasHeard()
    {
        var answer = await new Asked(s_oak, s_elm) { IsHeard = true }.AskAsync("Who is the plumber in the second picture?");

        Assert.False(answer.Found);
        Assert.Contains("“Who is the plumber in the second picture?”", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which is cheaper, the first picture or the second picture?")]
    [InlineData("What is the total in image 1.5?")]
    [InlineData("In the photo 3 people stand. What is the total?")]
    [InlineData("第二个文件夹里有什么？")]
    public void Question_ThatPointsAtNoneOrSeveral_IsAboutAll(string question) => Assert.Null(PointedSource.Of(question, Request(s_oak, s_elm, s_ash)));

    [Fact]
    public async Task Question_AboutTheSecondDocumentWithinOne_IsReadFromIt()
    {
        var list = Made.Document("visa.txt", "Two documents are needed.", "The first document is the passport.", "The second document is a bank statement.") with { Place = At(1, 1), AttachmentId = "visa" };

        var answer = await new Asked(list).AskAsync("What is the second document?");

        Assert.Contains("bank statement", answer.Text, StringComparison.Ordinal);
    }

    private static AttachmentPlace At(int number, int of, int minute = 0) => new(number, of, new DateTimeOffset(2027, 3, 1, 8, minute, 0, TimeSpan.Zero));

    private static Evidence Picture(string name, int number, string line) => Made.Picture(name, (10, 10, "Invoice"), (10, 40, line)) with { Place = At(number, 3), AttachmentId = name };

    private static AgentRequest Request(params Evidence[] evidence) => new()
    {
        Conversation = new("default", "test", "c"), TurnId = "t", From = new("u"), Question = "", Language = "en", Evidence = evidence, NewEvidence = evidence.Length, Failures = [], Memory = WorkingMemoryState.Empty, Now = DateTimeOffset.UnixEpoch,
    };
}
