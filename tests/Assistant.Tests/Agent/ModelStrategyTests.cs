using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Microsoft.Extensions.AI;
using static Assistant.Tests.Agent.AgentUnderTest;

namespace Assistant.Tests.Agent;

public sealed class ModelStrategyTests
{
    private static readonly Evidence s_invoice = Picture("e1", "invoice.png", "ACME Ltd", "Invoice 4711", "Total due: EUR 1,240.00", "Payable by 14.03.2025");
    private static readonly Evidence s_lease = Document("e2", "lease.pdf", "The landlord is Mr Novak.", "The monthly rent is 850 EUR, payable in advance.", "Pets are not allowed.");

    [Fact]
    public async Task Answer_Citations_AreFoundAgainAndRenumbered()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The rent is 850 EUR [3]. The total of the invoice is EUR 1,240.00 [1]."));
        var heard = await agent.AskAsync("What is the rent and what is the total?", s_invoice, s_lease);
        Assert.Equal("The rent is 850 EUR [1]. The total of the invoice is EUR 1,240.00 [2].", heard.Answer.Text);
        Assert.Equal(("scripted-8b", true, "en"), (heard.Answer.Model, heard.Answer.Found, heard.Answer.Language));
        var (rent, total) = (heard.Answer.Citations[0], heard.Answer.Citations[1]);
        Assert.Equal((1, "e2", 2, true), (rent.N, rent.EvidenceId, rent.Position.Page, rent.Supported));
        Assert.Equal("The monthly rent is 850 EUR, payable in advance.", rent.Quote);
        Assert.Equal((2, "e1", "Total due: EUR 1,240.00", new Box(10, 40, 300, 58)), (total.N, total.EvidenceId, total.Quote, total.Position.Box));
        Assert.Equal("a-e1", total.AttachmentId);
    }

    [Fact]
    public async Task Answer_UnknownNumbers_AreRemoved()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The landlord is Mr Novak [1][17] [99]. See [1, 42] and 【1†source】."));
        var heard = await agent.AskAsync("Who is the landlord?", s_lease);
        Assert.DoesNotContain("17", heard.Answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("42", heard.Answer.Text, StringComparison.Ordinal);
        Assert.StartsWith("The landlord is Mr Novak [1].", heard.Answer.Text, StringComparison.Ordinal);
        Assert.All(heard.Answer.Citations, citation => Assert.Equal("e2", citation.EvidenceId));
    }

    [Fact]
    public async Task Answer_NumberOfTheWrongPiece_IsSetRight()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The monthly rent is 850 EUR [1]."));
        var citation = Assert.Single((await agent.AskAsync("What is the rent?", s_lease)).Answer.Citations);
        Assert.Equal((2, true), (citation.Position.Page, citation.Supported));
    }

    [Fact]
    public async Task Answer_ClaimWithoutSupport_IsMarked()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The deposit is 2,500 EUR [2]."));
        var citation = Assert.Single((await agent.AskAsync("What is the deposit?", s_lease)).Answer.Citations);
        Assert.False(citation.Supported);
        Assert.Equal(2, citation.Position.Page);
    }

    [Fact]
    public async Task Answer_NoCitations_AreSupplied()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The monthly rent is 850 EUR. Have a nice day!"));
        var heard = await agent.AskAsync("What is the rent?", s_lease);
        Assert.Equal("The monthly rent is 850 EUR [1]. Have a nice day!", heard.Answer.Text);
        Assert.Equal("The monthly rent is 850 EUR, payable in advance.", Assert.Single(heard.Answer.Citations).Quote);
    }

    [Fact]
    public async Task Answer_ChineseOverEnglish_IsSupportedByItsNumbers()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("月租金为 850 欧元[2]。"));
        var heard = await agent.AskAsync("每月租金是多少？", s_lease);
        Assert.True(Assert.Single(heard.Answer.Citations).Supported);
        Assert.Equal("月租金为 850 欧元[1]。", heard.Answer.Text);
    }

    [Theory]
    [InlineData("NOT_FOUND The lease says nothing about parking.")]
    [InlineData("**NOT_FOUND**: The lease says nothing about parking.")]
    [InlineData("<think>Parking? [1] Hmm.</think>\n\nNOT_FOUND. The lease says nothing about parking.")]
    public async Task Answer_NotFound_IsSaidSoWithoutCitations(string said)
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says(said));
        var heard = await agent.AskAsync("Where may I park?", s_lease);
        Assert.Equal(("The lease says nothing about parking.", false), (heard.Answer.Text, heard.Answer.Found));
        Assert.Empty(heard.Answer.Citations);
        Assert.Equal("The lease says nothing about parking.", heard.Deltas.Trim());
    }

    /// <summary>Chat templates of reasoning models put the first tag into the prompt.</summary>
    [Fact]
    public async Task Answer_BehindAThoughtThatOnlyEnds_IsWithoutIt()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The lease says 850 [1]. So I answer.\n</think>\n\nThe monthly rent is 850 EUR [1]."));

        Assert.Equal("The monthly rent is 850 EUR [1].", (await agent.AskAsync("What is the rent?", s_lease)).Answer.Text);
    }

    [Fact]
    public async Task Answer_InItsOwnWordsNotFound_IsNotFound()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The document does not mention parking."));
        Assert.False((await agent.AskAsync("Where may I park?", s_lease)).Answer.Found);
    }

    [Fact]
    public async Task Prompt_FileOfWhichAPartIsMissing_SaysSoInLaterTurnsToo()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The landlord is Mr Novak [1]."));
        var cut = s_lease with { Gaps = [new AttachmentFailure("lease.pdf", AttachmentProblem.TooLong, "what follows the first 100 characters")] };
        await agent.AskAsync(Request("Who is the landlord?", cut) with { NewEvidence = 0 });
        Assert.Contains("Not read: part of lease.pdf", agent.Model.Asked[0][^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Failures_AreMentioned()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("The landlord is Mr Novak [1]."));
        var request = Request("Who is the landlord?", s_lease) with { Failures = [new AttachmentFailure("secret.pdf", AttachmentProblem.PasswordProtected)] };
        var answer = (await agent.AskAsync(request)).Answer;
        Assert.Contains("secret.pdf is protected by a password", answer.Text, StringComparison.Ordinal);
        Assert.Single(answer.Failures);
        Assert.Contains("Not read: secret.pdf", agent.Model.Asked[0][^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_EvidenceHistoryAndQuestion_StandWhereTheyBelong()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("On 14 March 2025 [1]."));
        var memory = new WorkingMemoryState(1, "They talked about an invoice.", [new("x", "What is the total?", "EUR 1,240.00 [1].", "en", default, ["e1"], true)], ["e1"]);
        await agent.AskAsync(Request("and when is it due?", s_invoice) with { Memory = memory, NewEvidence = 0 });
        var asked = agent.Model.Asked[0];
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.User, ChatRole.Assistant, ChatRole.User], asked.Select(message => message.Role));
        Assert.Contains("They talked about an invoice.", asked[1].Text, StringComparison.Ordinal);
        Assert.Equal(("What is the total?", "EUR 1,240.00."), (asked[2].Text, asked[3].Text));
        Assert.EndsWith("and when is it due?", asked[^1].Text, StringComparison.Ordinal);
        Assert.Contains("BEGIN EVIDENCE 012345\n[1] (invoice.png) ACME Ltd / Invoice 4711", asked[^1].Text, StringComparison.Ordinal);
        Assert.Contains("It is now Wednesday, 12 March 2025, 10:00 (+01:00).", asked[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ACME", asked[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_MoreEvidenceThanRoom_KeepsWhatFitsTheQuestionAndSaysSo()
    {
        var model = new ScriptedModel { ContextTokens = 4_096 }.Says("The code is 7741 [1].");
        using var agent = new AgentUnderTest(model);
        var paragraphs = Enumerable.Range(0, 800).Select(i => i == 431 ? "The access code of the archive is 7741." : $"Paragraph {i} speaks of weather, trains and gardens in general terms.").ToArray();
        var answer = (await agent.AskAsync("What is the access code of the archive?", Document("e9", "long.txt", paragraphs))).Answer;
        Assert.Contains("7741", model.Asked[0][^1].Text, StringComparison.Ordinal);
        Assert.True(TokenEstimate.Of(string.Concat(model.Asked[0].Select(message => message.Text))) < 4_096);
        Assert.Equal(432, Assert.Single(answer.Citations).Position.Page);
        Assert.Contains("long.txt is too long for one answer", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_FollowUpOverTooMuchEvidence_IsMadeCompleteFirst()
    {
        var model = new ScriptedModel { ContextTokens = 4_096 }.Says("When was the archive of Brno opened?").Says("In 1887 [1].");
        using var agent = new AgentUnderTest(model);
        var paragraphs = Enumerable.Range(0, 800).Select(i => i == 77 ? "The archive of Brno was opened in 1887." : $"Paragraph {i} speaks of weather, trains and gardens in general terms.").ToArray();
        var memory = new WorkingMemoryState(1, "", [new("x", "Where is the archive?", "In Brno.", "en", default, [], true)], []);
        var request = Request("and when was that?", Document("e9", "long.txt", paragraphs)) with { Memory = memory };
        var answer = (await agent.AskAsync(request)).Answer;
        Assert.Equal(2, model.Asked.Count);
        Assert.Contains("1887", model.Asked[1][^1].Text, StringComparison.Ordinal);
        Assert.Equal(78, Assert.Single(answer.Citations).Position.Page);
        Assert.Equal(2, request.Sent.Sent.Count);
        Assert.Contains("and when was that?", request.Sent.Sent[0].Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_MessageOfAMegabyte_IsCutAndSaidSo()
    {
        var model = new ScriptedModel().Says("That is long.");
        using var agent = new AgentUnderTest(model);
        var answer = (await agent.AskAsync("Why? " + new string('x', 1_000_000))).Answer;
        Assert.True(TokenEstimate.Of(model.Asked[0][^1].Text) < 4_096);
        Assert.Contains("I read only its beginning", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Summarise this.", "at most 150 words")]
    [InlineData("Please translate it into German", "Translate for the person")]
    [InlineData("Give me the amounts as JSON", "one JSON object")]
    [InlineData("请总结一下这份合同", "at most 150 words")]
    [InlineData("Classify this as lease or invoice", "Use exactly the classes")]
    [InlineData("Write an e-mail to the landlord", "A mail has a subject line")]
    [InlineData("把这段话改写得更礼貌", "Rewrite the text")]
    [InlineData("Who is the landlord?", "You answer the person's last message")]
    public async Task Task_ByItsWords_HasItsPrompt(string message, string prompt)
    {
        var model = new ScriptedModel().Says("Fine.");
        using var agent = new AgentUnderTest(model);
        await agent.AskAsync(message, s_lease);
        Assert.Contains(prompt, model.Asked[0][0].Text, StringComparison.Ordinal);
        Assert.Contains("Mr Novak", model.Asked[0][^1].Text, StringComparison.Ordinal);
        Assert.Equal(prompt.StartsWith("You answer", StringComparison.Ordinal), model.Options[0]?.Tools?.Count > 0);
    }

    [Fact]
    public async Task Deltas_GrowIntoTheAnswer()
    {
        using var agent = new AgentUnderTest(new ScriptedModel().Says("Hello there, how can I help you today? 你好，有什么可以帮忙？"));
        var heard = await agent.AskAsync("hello hello my friend, talk to me");
        Assert.Equal(heard.Answer.Text, heard.Deltas);
        Assert.True(heard.Answer.Found);
    }

    [Theory]
    [InlineData(100_000_000L, "quotes")]
    [InlineData(1_000_000_000L, "scripted-8b")]
    public void Current_SmallModel_IsNotTheOneThatAnswers(long parameters, string expected)
    {
        using var agent = new AgentUnderTest(new ScriptedModel { Parameters = parameters });
        Assert.Equal(expected, agent.Get<ILanguageModels>().Current.Name);
        Assert.Equal(["scripted-8b"], agent.Get<ILanguageModels>().Names);
        Assert.NotNull(agent.Get<ILanguageModels>().Find("SCRIPTED-8B"));
    }

    [Fact]
    public async Task SmallModel_NeverAnswersFromEvidence_ButWritesWhenAskedTo()
    {
        var model = new ScriptedModel { Parameters = 135_000_000 };
        using var agent = new AgentUnderTest(model);
        var quoted = (await agent.AskAsync("What is the monthly rent?", s_lease)).Answer;
        Assert.Equal("quotes", quoted.Model);
        Assert.Equal("quotes", (await agent.AskAsync("What is the capital of Peru?")).Answer.Model);
        Assert.Empty(model.Asked);

        model.Says("Roses are red.");
        var written = (await agent.AskAsync("Write a poem about roses")).Answer;
        Assert.Equal("scripted-8b", written.Model);
        Assert.StartsWith("Roses are red.", written.Text, StringComparison.Ordinal);
        Assert.Contains("a small language model on this machine", written.Text, StringComparison.Ordinal);
    }
}
