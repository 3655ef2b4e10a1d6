using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Conversations;

/// <summary>What of earlier turns a question is answered from, and what is said of it.</summary>
public sealed class TurnEvidenceTests
{
    private readonly List<Evidence> _all = [];
    private TurnOptions _options = new();
    private Turn? _turn;
    private AskedBack? _asked;
    private string _lastQuestion = "q";
    private DateTimeOffset _lastTurn = StoreData.Now.AddDays(1);

    [Fact]
    public async Task FileOfLongAgo_IsFoundByTheQuestionsWords()
    {
        for (var i = 0; i < 60; i++)
            _all.Add(Document($"minutes-{i}.txt", i == 55 ? "The warranty of the crane ends in May 2031." : $"Minutes number {i}, nothing was decided.", minutes: -i));
        _all[55] = _all[55] with { PersonId = "bob" };

        var known = await GatherAsync("When does the warranty of the crane end?");
        Assert.Equal(41, known.Earlier.Count);
        Assert.Equal("minutes-55.txt", known.Earlier[^1].Source);
        Assert.Equal(["bob"], _turn!.OtherIds);
        Assert.False(known.IsCutOff);
        Assert.Equal(40, (await GatherAsync("Where do penguins live?")).Earlier.Count);
    }

    [Fact]
    public async Task FilesBeyondTheBound_AreSaidNotToHaveBeenSearched_WhereNothingIsFound()
    {
        _options = new() { MaxRecalledEvidence = 2, MaxOlderCharacters = 10 };
        for (var i = 0; i < 6; i++)
            _all.Add(Document($"{i}.txt", "Nothing was decided here.", minutes: -i));
        var known = await GatherAsync("Where do penguins live?");

        Assert.EndsWith("Older files of this conversation were not searched. If you mean one of them, please send it again.", known.Told(Said(found: false), null).Text, StringComparison.Ordinal);
        Assert.Contains("更早的文件没有查找", known.Told(Said(found: false) with { Language = "zh" }, null).Text, StringComparison.Ordinal);
        Assert.Equal("Said.", known.Told(Said(found: true), null).Text);
    }

    [Fact]
    public async Task DocumentSentAgainAfterAnEdit_IsAnsweredFromTheNewest_AndTheAnswerSaysSo()
    {
        _all.Add(Document("Budget.docx", "Rent 1,200\nTravel 400\nFood 350", minutes: 30));
        _all.Add(Document("budget.docx", "Rent 1,100\nTravel 400\nFood 350", minutes: 0));
        _all.Add(Document("plan.docx", "Rent 1,100\nTravel 400\nFood 350", minutes: -5));
        var known = await GatherAsync("How much is the rent?");

        Assert.Equal(["Budget.docx", "plan.docx"], known.Earlier.Select(each => each.Source));
        Assert.Equal("Said.\n\nI went by the newest Budget.docx, sent on 24 November at 09:30. Ask about the earlier version if you mean that one.", known.Told(Citing(_all[0]), "UTC").Text);
        Assert.Contains("11月24日 09:30", known.Told(Citing(_all[0]) with { Language = "zh" }, "UTC").Text, StringComparison.Ordinal);
        Assert.Equal("Said.", known.Told(Citing(_all[2]), "UTC").Text);
        Assert.Equal(3, (await GatherAsync("How much was the rent in the earlier version?")).Earlier.Count);
    }

    /// <summary>Quotes of one person's messages are alike in name and heading.</summary>
    [Fact]
    public async Task QuotesOfOnePerson_AreNoVersions()
    {
        _all.Add(Document("quoted message.html", "Ben:\nThe lift is out of order.", minutes: 30));
        _all.Add(Document("quoted message.html", "Ben:\nMy room is 4711.", minutes: 0));

        Assert.Equal(2, (await GatherAsync("Which room is it?")).Earlier.Count);
    }

    /// <summary>"2" has no word of what was offered.</summary>
    [Fact]
    public async Task WhatWasOfferedToChooseFrom_IsThere_WhateverItsAgeAndVersion()
    {
        _options = new() { MaxRecalledEvidence = 1 };
        _all.Add(Document("Budget.docx", "Rent 1,200\nTravel 400\nFood 350", minutes: 30));
        _all.Add(Document("plan.docx", "Start in May", minutes: 20));
        _all.Add(Document("Budget.docx", "Rent 1,100\nTravel 400\nFood 350", minutes: 0));
        _asked = new AskedBack
        {
            Id = "t0", Kind = AskedKind.Choice, PersonId = "dl_anna", Until = StoreData.Now.AddDays(1), Title = "Which?", Question = "How much was the rent?", Language = "en",
            Choices = [new("Budget.docx (1)", "e-0", ""), new("Budget.docx (2)", "e-2", "")],
        };

        Assert.Equal(["e-0", "e-2"], (await GatherAsync("2")).Earlier.Select(each => each.Id));
    }

    [Fact]
    public async Task OtherDocumentsOfOneName_AndTheSameSentTwice_AreNoVersions()
    {
        _all.Add(Document("invoice.pdf", "Acme\nTotal 12", minutes: 30));
        _all.Add(Document("invoice.pdf", "Bolt and Sons\nDue 45", minutes: 0));
        _all.Add(Document("plan.docx", "Start in May", minutes: -10));
        _all.Add(Document("plan.docx", "Start in May", minutes: -20));
        var known = await GatherAsync("How much is the total?");

        Assert.Equal(["invoice.pdf", "invoice.pdf", "plan.docx"], known.Earlier.Select(each => each.Source));
        Assert.Empty(known.Renewed);
    }

    [Fact]
    public async Task FileThatWasNotReadBeforeAStop_IsSaidToBeUnread_AtOnceAndLaterWhereNothingIsFound()
    {
        _all.Add(Document("talk.m4a", "", minutes: 0) with { Blocks = [], Gaps = [new("talk.m4a", AttachmentProblem.Stopped) { Place = 2 }] });
        _lastTurn = StoreData.Now.AddMinutes(-1);
        var next = await GatherAsync("What is said in it?");
        Assert.Equal([new AttachmentFailure("talk.m4a", AttachmentProblem.Stopped)], next.JustUnread);
        Assert.Equal("Said.", next.Told(Said(found: false), null).Text);

        // The word that stopped it is a message, too.
        (_lastTurn, _lastQuestion) = (StoreData.Now.AddMinutes(1), "stop");
        Assert.Single((await GatherAsync("What is said in it?")).JustUnread);

        _lastQuestion = "q";
        var later = await GatherAsync("What is said in it?");
        Assert.Empty(later.JustUnread);
        Assert.Contains("I did not read talk.m4a", later.Told(Said(found: false), null).Text, StringComparison.Ordinal);
        Assert.Equal("Said.", later.Told(Said(found: true), null).Text);

        _all.Insert(0, Document("talk.m4a", "Good morning.", minutes: 5));
        Assert.Empty((await GatherAsync("What is said in it?")).Unread);
    }

    /// <param name="minutes">When it was sent, after <see cref="StoreData.Now"/>.</param>
    private Evidence Document(string name, string lines, int minutes) => new()
    {
        Id = $"e-{_all.Count}",
        Kind = EvidenceKind.Document,
        Source = name,
        AttachmentId = $"{_all.Count}",
        Place = new(1, 1, StoreData.Now.AddMinutes(minutes)),
        Blocks = [.. lines.Split('\n').Select(line => new EvidenceBlock(line, new SourcePosition()))],
    };

    private Task<KnownEvidence> GatherAsync(string question)
    {
        var options = Options.Create(_options);
        _turn = new Turn(new(StoreData.Message(StoreData.NewConversation(), "m1", question), 9), 1, "t1", StoreData.Now, new TurnStopwatch(TimeProvider.System))
        {
            Recalled = new(
                WorkingMemoryState.Empty with { EvidenceIds = [.. _all.Select(each => each.Id)], Turns = [new RememberedTurn("m0", _lastQuestion, "a", "en", _lastTurn, [], true) { Asked = _asked }] },
                [.. _all.Take(_options.MaxRecalledEvidence)]),
        };
        return new TurnEvidence(new OlderEvidence(new Stored(_all), options), options).GatherAsync(_turn, AttachmentReading.Nothing, question, TestContext.Current.CancellationToken);
    }

    private static Answer Said(bool found) => Answer.Fixed("Said.", "en", AnsweredBy.Quotes, found);

    private static Answer Citing(Evidence evidence) => Said(found: true) with { Citations = [new Citation(1, evidence.Kind, evidence.Id, evidence.Source, "Rent", new SourcePosition())] };

    private sealed class Stored(List<Evidence> all) : IEvidenceStore
    {
        public Task<IReadOnlyList<Evidence>> LoadAsync(ConversationKey conversation, IReadOnlyList<string> evidenceIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Evidence>>([.. all.Where(each => evidenceIds.Contains(each.Id))]);

        public Task<IReadOnlyList<EvidenceReference>> NewestAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Evidence?> FindByAttachmentAsync(ConversationKey conversation, string attachmentId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
