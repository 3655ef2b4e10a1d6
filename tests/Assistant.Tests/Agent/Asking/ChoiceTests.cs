using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Tests.Agent.Extractive;
using static Assistant.Tests.Agent.AgentUnderTest;

namespace Assistant.Tests.Agent.Asking;

/// <summary>"Which one do you mean?" is asked when two attachments answer differently and nothing says which, and not otherwise.</summary>
public sealed class ChoiceTests : IDisposable
{
    private static readonly Evidence s_nordwind = Made.Document("nordwind.txt", "# Nordwind Supplies", "Offer 4471", "Delivery date: 12 May 2027", "Total: 1,250.00 EUR", "Contact: Ana Brandt");
    private static readonly Evidence s_suedwind = Made.Document("suedwind.txt", "# Suedwind Trading", "Offer 9023", "Delivery date: 3 June 2027", "Total: 1,310.00 EUR", "Contact: Ben Okoro");
    private readonly AgentUnderTest _agent = new(new ScriptedModel { IsAvailable = false });

    [Theory]
    [InlineData("What is the total?", "1,250.00", "1,310.00")]
    [InlineData("When is the delivery date?", "12 May 2027", "3 June 2027")]
    [InlineData("合计是多少？", "1,250.00", "1,310.00")]
    public async Task TwoAttachments_ThatAnswerDifferently_AreAskedAbout_AndTheReplyIsAnswered(string question, string first, string second)
    {
        var asked = await AskAsync(question, [], s_nordwind, s_suedwind);

        Assert.False(asked.Found);
        Assert.DoesNotContain(first, asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(second, asked.Text, StringComparison.Ordinal);
        Assert.Contains("1. nordwind.txt – Nordwind Supplies\n2. suedwind.txt – Suedwind Trading", asked.Text, StringComparison.Ordinal);
        Assert.Equal(["nordwind.txt", "suedwind.txt"], asked.SuggestedReplies);
        Assert.Equal((AskedKind.Choice, "u1", question), (asked.Asks!.Kind, asked.Asks.PersonId, asked.Asks.Question));

        var one = await ReplyAsync("1", asked, s_nordwind, s_suedwind);
        Assert.Contains(first, one.Text, StringComparison.Ordinal);
        Assert.Equal((true, question, "e-nordwind.txt"), (one.Found, one.Question, Assert.Single(one.Citations).EvidenceId));
        Assert.Equal(asked.Language, one.Language);
        Assert.Contains(second, (await ReplyAsync("the suedwind one", asked, s_nordwind, s_suedwind)).Text, StringComparison.Ordinal);
        Assert.Contains(second, (await ReplyAsync("suedwind.txt", asked, s_nordwind, s_suedwind)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which one is cheaper?")]
    [InlineData("Which of the two has the lower total?")]
    [InlineData("What is the difference between the totals?")]
    [InlineData("Add up both totals.")]
    [InlineData("哪个便宜？")]
    [InlineData("What is the total of Nordwind's offer?")]
    [InlineData("What is the total in suedwind.txt?")]
    [InlineData("Is the total above 1,000 EUR?")]
    [InlineData("Who is the captain of the ship?")]
    [InlineData("What is the total, and when is it delivered?")]
    public async Task Question_ThatComparesOrNamesOneOrAsksNoOneThing_IsNotAskedBack(string question) =>
        Assert.Null((await AskAsync(question, [], s_nordwind, s_suedwind)).Asks);

    [Fact]
    public async Task Question_ThatNamesTheFile_IsAnsweredFromIt()
    {
        Assert.Contains("1,310.00", (await AskAsync("What is the total in the Suedwind offer?", [], s_nordwind, s_suedwind)).Text, StringComparison.Ordinal);
        Assert.Contains("1,250.00", (await AskAsync("What is the total in the Nordwind offer?", [], s_suedwind, s_nordwind)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_ThatNamesTheKindOfFile_IsAnsweredFromIt()
    {
        var photo = Made.Picture("IMG_0042.jpg", (10, 10, "Kiosk am Markt"), (10, 60, "Total: 18.40 EUR"));

        Assert.Contains("18.40", (await AskAsync("What is the total in the photo?", [], s_nordwind, photo)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneThatWasSpokenOfLast_IsMeant()
    {
        var about = new RememberedTurn("m1", "Who is the contact at Suedwind?", "Ben Okoro", "en", DateTimeOffset.UnixEpoch, ["e-suedwind.txt"], true);

        var answer = await AskAsync("What is the total?", [about], newEvidence: false, s_nordwind, s_suedwind);

        Assert.Null(answer.Asks);
        Assert.Contains("1,310.00", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameAnswerInBoth_IsGiven()
    {
        var copy = Made.Document("copy.txt", "# Nordwind Supplies", "Offer 4471", "Total: 1250.00 EUR");
        var answer = await AskAsync("What is the total?", [], s_nordwind, copy);
        Assert.Null(answer.Asks);
        Assert.True(answer.Found);
    }

    [Fact]
    public async Task OneAttachment_OrOneOfTwoThatAnswers_IsNotAskedAbout()
    {
        Assert.Null((await AskAsync("What is the total?", [], s_nordwind)).Asks);
        var rules = Made.Document("rules.txt", "# House rules", "Smoking is not allowed.", "Two cars may be parked in the yard.");
        Assert.Contains("1,250.00", (await AskAsync("What is the total?", [], s_nordwind, rules)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Margin_Of0_OrWhereNobodyCouldReply_NeverAsks()
    {
        using var agent = new AgentUnderTest(new ScriptedModel { IsAvailable = false }, null, ("AskBack:ChoiceMargin", "0"));
        Assert.Null((await agent.AskAsync("What is the total?", s_nordwind, s_suedwind)).Answer.Asks);
        var answer = (await _agent.AskAsync(Request("What is the total?", s_nordwind, s_suedwind) with { CanAskBack = false, TellsEach = true })).Answer;
        Assert.Null(answer.Asks);
        Assert.True(answer.Found);
        // One of them alone would be given as if there were no other.
        Assert.Contains("1,250.00", answer.Text, StringComparison.Ordinal);
        Assert.Contains("1,310.00", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesOfOneName_AreToldApart()
    {
        var asked = await AskAsync("What is the total?", [], s_nordwind with { Source = "image.png" }, s_suedwind with { Source = "image.png" });

        Assert.Equal(["image.png (1)", "image.png (2)"], asked.SuggestedReplies);
        Assert.Contains("1,310.00", (await ReplyAsync("image.png (2)", asked, s_nordwind, s_suedwind)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_OfSomebodyElse_TooLate_OrToAnEarlierQuestion_IsAMessageLikeAnyOther()
    {
        var asked = await AskAsync("What is the total?", [], s_nordwind, s_suedwind);
        var request = ReplyTo("1", asked, s_nordwind, s_suedwind);

        Assert.Null((await _agent.AskAsync(request with { From = new("u2") })).Answer.Question);
        Assert.Null((await _agent.AskAsync(request with { Now = asked.Asks!.Until.AddSeconds(1) })).Answer.Question);
        Assert.Null((await _agent.AskAsync(request with { Memory = request.Memory with { Turns = [.. request.Memory.Turns, new("m3", "Thanks", "You are welcome.", "en", request.Now, [], true)] } })).Answer.Question);
        Assert.NotNull((await _agent.AskAsync(request)).Answer.Question);
    }

    [Fact]
    public async Task Button_OfAQuestionThatIsNotOpen_IsToldSo()
    {
        var asked = await AskAsync("What is the total?", [], s_nordwind, s_suedwind);
        var request = ReplyTo("nordwind.txt", asked, s_nordwind, s_suedwind) with { Pressed = new("another", "1") };

        Assert.Equal(AskedWording.NotOpen("en"), (await _agent.AskAsync(request)).Answer.Text);
        Assert.Equal(AskedWording.NotOpen("en"), (await _agent.AskAsync(request with { Pressed = new(asked.Asks!.Id, "9") })).Answer.Text);
        Assert.Contains("1,310.00", (await _agent.AskAsync(request with { Pressed = new(asked.Asks!.Id, "2") })).Answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_ForAnAttachmentThatIsGone_SaysSo()
    {
        var asked = await AskAsync("What is the total?", [], s_nordwind, s_suedwind);
        Assert.Equal(AskedWording.Gone("en"), (await ReplyAsync("2", asked, s_nordwind)).Text);
    }

    public void Dispose() => _agent.Dispose();

    private Task<Answer> AskAsync(string question, RememberedTurn[] before, params Evidence[] evidence) => AskAsync(question, before, newEvidence: true, evidence);

    private async Task<Answer> AskAsync(string question, RememberedTurn[] before, bool newEvidence, params Evidence[] evidence) =>
        (await _agent.AskAsync(Request(question, evidence) with { NewEvidence = newEvidence ? evidence.Length : 0, Memory = WorkingMemoryState.Empty with { Turns = before } })).Answer;

    private async Task<Answer> ReplyAsync(string reply, Answer asked, params Evidence[] evidence) => (await _agent.AskAsync(ReplyTo(reply, asked, evidence))).Answer;

    private static AgentRequest ReplyTo(string reply, Answer asked, params Evidence[] evidence)
    {
        var request = Request(reply, evidence);
        return request with
        {
            TurnId = "fedcba9876543210",
            NewEvidence = 0,
            Memory = WorkingMemoryState.Empty with { Turns = [new("m1", asked.Asks!.Question, asked.Text, asked.Language, request.Now, [.. evidence.Select(e => e.Id)], false) { Asked = asked.Asks }] },
        };
    }
}
