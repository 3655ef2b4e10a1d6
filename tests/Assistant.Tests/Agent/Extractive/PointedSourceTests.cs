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
    [InlineData("第一张图片的总额是多少？", "120.00")]
    [InlineData("第二张截图里的总额是多少？", "45.50")]
    public async Task Question_ThatNamesAPlace_IsAnsweredFromThatOne(string question, string expected)
    {
        var answer = await new Asked(s_oak, s_elm, s_ash).AskAsync(question);

        Assert.True(answer.Found);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.Single(answer.CitedEvidence);
    }

    [Theory]
    [InlineData("And the other one?")]
    [InlineData("What about the second one?")]
    [InlineData("那另一个呢？")]
    [InlineData("那第二张呢？")]
    public async Task FollowUp_AboutTheOther_IsAnsweredFromTheOther(string followUp)
    {
        var asked = new Asked(s_oak, s_elm);
        Assert.Contains("120.00", (await asked.AskAsync("What is the total in the first picture?")).Text, StringComparison.Ordinal);

        var answer = await asked.AskAsync(followUp);

        Assert.Contains("45.50", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("120.00", answer.Text, StringComparison.Ordinal);
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
    [InlineData("What is the total in the second picture?")]
    [InlineData("第二张图片的总额是多少？")]
    public async Task Question_AboutOneThatWasNotRead_IsNotAnsweredFromAnother(string question)
    {
        var asked = new Asked(s_oak, s_ash) { Failures = [new("elm.heic", AttachmentProblem.Unsupported, "HEIC") { Place = 2 }] };

        var answer = await asked.AskAsync(question);

        Assert.False(answer.Found);
        Assert.DoesNotContain("120.00", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("9.99", answer.Text, StringComparison.Ordinal);
        Assert.Contains("elm.heic", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_AboutOneThatWasNotReadEarlier_IsNotAnsweredFromAnother()
    {
        var asked = new Asked(s_oak, s_ash);
        await asked.AskAsync("What is the total in the first picture?");

        Assert.Contains("9.99", (await asked.AskAsync("What is the total in the third picture?")).Text, StringComparison.Ordinal);
        Assert.False((await asked.AskAsync("What is the total in the second picture?")).Found);
    }

    [Fact]
    public async Task Question_AboutTheSecondPicture_CountsOverMessagesOfOne()
    {
        var asked = new Asked(s_oak);
        await asked.AskAsync("What is the total?");
        asked.Attach(s_elm with { Place = 1 });
        await asked.AskAsync("What is the total here?");

        Assert.Contains("120.00", (await asked.AskAsync("What was the total in the first picture?")).Text, StringComparison.Ordinal);
        Assert.Contains("45.50", (await asked.AskAsync("And in the second picture, what is the total?")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_AboutTheSecondDocumentWithinOne_IsReadFromIt()
    {
        var list = Made.Document("visa.txt", "Two documents are needed.", "The first document is the passport.", "The second document is a bank statement.") with { Place = 1 };

        var answer = await new Asked(list).AskAsync("What is the second document?");

        Assert.Contains("bank statement", answer.Text, StringComparison.Ordinal);
    }

    private static Evidence Picture(string name, int place, string line) => Made.Picture(name, (10, 10, "Invoice"), (10, 40, line)) with { Place = place, AttachmentId = name };
}
