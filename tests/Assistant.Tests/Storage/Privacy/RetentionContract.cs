using System.Text;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.Attachments;
using Assistant.Storage.Retention;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>What rules of retention have to reach besides rows of the log, whichever database lies beneath.</summary>
public abstract partial class RetentionContract
{
    private const string Heard = "The locker by the canal opens with 4711";
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private readonly ConversationKey _conversation = StoreData.NewConversation();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings);

    [Fact]
    public async Task Recording_WhoseTranscriptWentBefore_GoesWithTheLogAndTheFolderToo()
    {
        await using var store = await StartAsync([.. Rule(0, RetentionKind.Transcripts, 7), .. Rule(1, RetentionKind.Log, 30)]);
        await TurnAsync(store, "m1", "", Heard);
        await store.Attachments.SaveAsync(new(_conversation, s_anna.SubjectId), "never-sent", new MemoryStream([1]), 10, Token);
        foreach (var file in Files(store).Where(File.Exists))
            File.SetLastWriteTimeUtc(file, StoreData.Now.UtcDateTime);

        await ApplyAsync(store, 8);
        Assert.Empty(await RowsAsync(store, "SELECT payload FROM evidence"));
        Assert.True(await HasFileAsync(store, "att-m1"));

        await ApplyAsync(store, 23);
        Assert.False(await HasFileAsync(store, "att-m1"));
        Assert.False(await HasFileAsync(store, "never-sent"));
        Assert.Null(await store.Directory.FindAsync(_conversation, Token));
        Assert.Empty(Files(store));
        await AssertIntactAsync(store);
    }

    [Theory]
    [InlineData(RetentionKind.Recordings, "audio/ogg", false)]
    [InlineData(RetentionKind.Pictures, "audio/ogg", true)]
    [InlineData(RetentionKind.Pictures, "image/png", false)]
    [InlineData(RetentionKind.Documents, "application/x-unknown", false)]
    [InlineData(RetentionKind.Recordings, "application/x-unknown", true)]
    public async Task Attachment_ThatCouldNotBeRead_GoesByTheTypeItWasSentWith(RetentionKind kind, string type, bool left)
    {
        await using var store = await StartAsync(Rule(0, kind, 7));
        await TurnAsync(store, "m1", "What is this?", null, type);
        // Of a second run it is not asked again.
        await ApplyAsync(store, 6);
        Assert.True(await HasFileAsync(store, "att-m1"));
        await ApplyAsync(store, 2);
        Assert.Equal(left, await HasFileAsync(store, "att-m1"));
    }

    [Fact]
    public async Task Attachment_OfSomebodyHeld_GoesAfterTheirRelease()
    {
        await using var store = await StartAsync(Rule(0, RetentionKind.Recordings, 7));
        await TurnAsync(store, "m1", "", Heard);
        await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);
        await ApplyAsync(store, 30);
        Assert.True(await HasFileAsync(store, "att-m1"));
        await store.Get<ILegalHolds>().ReleaseAsync(s_anna, "court", Token);
        await ApplyAsync(store, 30);
        Assert.False(await HasFileAsync(store, "att-m1"));
    }

    [Theory]
    [InlineData(null, false, 1)]
    [InlineData("msteams", false, 3)]
    [InlineData(null, true, 3)]
    public async Task Memory_WhateverItCameFrom_GoesWithTheLogByItsOwnTime(string? channel, bool held, int left)
    {
        await using var store = await StartAsync([.. Rule(0, RetentionKind.Log, 30), .. channel is null ? Array.Empty<(string, string)>() : [("Retention:Rules:0:Channel", channel)]]);
        var facts = store.Get<PersonalFacts>();
        await store.Get<ILongTermMemory>().RememberAsync(s_anna, [Imported("old", -40), Imported("middle", -20), Imported("young", 0)], false, Token);
        await facts.LearnAsync(s_anna, [Said("old", "I live in Bergen.", -40), Said("middle", "I work as a plumber.", -20), Said("young", "My cat is called Miso.", 0)], Token);
        if (held)
            await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);

        await ApplyAsync(store, 0);
        Assert.Equal(channel is null && !held ? 2 : 3, (await store.Get<ILongTermMemory>().ListAsync(s_anna, Token)).Count);
        await ApplyAsync(store, 15);

        Assert.Equal(left, (await store.Get<ILongTermMemory>().ListAsync(s_anna, Token)).Count);
        Assert.Equal(left, (await facts.OpenAsync(s_anna, Token)).State.Statements.Count);
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task RuleOfAChannel_TakesThePlaceOfTheOneForAll()
    {
        await using var store = await StartAsync([.. Rule(0, RetentionKind.Log, 30), .. Rule(1, RetentionKind.Log, 2190), ("Retention:Rules:1:Channel", "msteams")]);
        var teams = StoreData.NewConversation() with { Channel = "msteams" };
        foreach (var conversation in new[] { _conversation, teams })
        {
            await StoredTalk.TalkAsync(store, conversation, "in " + conversation.Channel);
            await store.Get<PersonalFacts>().LearnAsync(s_anna, Said("t-" + conversation.Channel, conversation == teams ? "My cat is called Miso." : "I live in Bergen.", 0) with { Conversation = conversation.ToString() }, Token);
        }
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, null, Token);

        await ApplyAsync(store, 31);

        Assert.Empty(await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token));
        Assert.NotEmpty(await store.Directory.ActivitiesAsync(teams, 0, 10, Token));
        Assert.Equal("My cat is called Miso.", Assert.Single((await store.Get<PersonalFacts>().OpenAsync(s_anna, Token)).State.Statements).Statement.Quote);
        Assert.All(await store.Get<ILongTermMemory>().ListAsync(s_anna, Token), episode => Assert.Equal(teams.ToString(), episode.Conversation));
        await ApplyAsync(store, 2190);
        Assert.Empty(await store.Directory.ActivitiesAsync(teams, 0, 10, Token));
        Assert.Empty(await store.Get<ILongTermMemory>().ListAsync(s_anna, Token));
        await AssertIntactAsync(store);
    }

    [Theory]
    [InlineData("teams", null, "msteams")]
    [InlineData("acme", null, "Retention:OtherChannels")]
    [InlineData("acme", "acme", null)]
    public void RuleOfAChannelThatNobodyKnows_StopsTheStart(string channel, string? other, string? says)
    {
        var options = new RetentionOptions { Rules = { new() { Kind = RetentionKind.Log, Keep = TimeSpan.FromDays(1), Channel = channel } } };
        if (other is not null)
            options.OtherChannels.Add(other);

        var result = new RetentionOptionsCheck().Validate(null, options);

        Assert.Equal(says is not null, result.Failed);
        Assert.Contains(says ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_OfAConversation_GoWithItsTurns()
    {
        await using var store = await StartAsync([.. Rule(0, RetentionKind.Log, 30), ("Retention:Rules:0:Channel", "directline")]);
        await TurnAsync(store, "m1", "I live in Bergen.", null);
        await store.Get<PersonalFacts>().LearnAsync(s_anna, Said("t-m1", "I live in Bergen.", 0) with { Conversation = _conversation.ToString() }, Token);
        await store.Get<PersonalFacts>().LearnAsync(s_anna, Said("t-m2", "My cat is called Miso.", 20) with { Conversation = _conversation.ToString() }, Token);
        await ApplyAsync(store, 31);
        Assert.Equal("My cat is called Miso.", Assert.Single((await store.Get<PersonalFacts>().OpenAsync(s_anna, Token)).State.Statements).Statement.Quote);
    }

    [Theory]
    [InlineData(RetentionKind.Transcripts)]
    [InlineData(RetentionKind.Readings)]
    public async Task Transcript_InAnswersAndPromptsAndMemory_GoesAndNothingElse(RetentionKind kind)
    {
        await using var store = await StartAsync(Rule(0, kind, 7));
        await TurnAsync(store, "m1", "", Heard, answer: $"You said: {Heard} [1]", prompt: Heard);
        store.Time.Advance(TimeSpan.FromDays(1));
        await TurnAsync(store, "m2", "Which bridge is it near?", null, answer: $"By what you said, \"{Heard}\" [1]", cites: "e-m1", prompt: $"{Heard}\nWhich bridge is it near?");
        await TurnAsync(store, "m3", "What is the capital of Norway?", null, answer: "Oslo, as everybody knows.", prompt: $"{Heard}\nWhat is the capital of Norway?");
        await store.Get<PersonalFacts>().LearnAsync(s_anna, Said(TurnId("m1"), "I live in Bergen.", 0) with { Conversation = _conversation.ToString() }, Token);
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, null, Token);
        Assert.Contains(await EverythingAsync(store), text => text.Contains("canal", StringComparison.Ordinal));

        await ApplyAsync(store, 6.5);

        var left = await EverythingAsync(store);
        Assert.DoesNotContain(left, text => text.Contains("canal", StringComparison.Ordinal));
        Assert.Contains(left, text => text.Contains("Oslo, as everybody knows.", StringComparison.Ordinal));
        Assert.Contains(left, text => text.Contains("Which bridge is it near?", StringComparison.Ordinal));
        Assert.Empty((await store.Get<PersonalFacts>().OpenAsync(s_anna, Token)).State.Statements);
        Assert.DoesNotContain(await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token), activity => activity.Id == "a-" + TurnId("m2"));
        Assert.Contains(await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token), activity => activity.Id == "a-" + TurnId("m3"));
        await AssertIntactAsync(store);
        Assert.Empty(Assert.Single(await store.Get<IRetention>().ApplyAsync(Token)).Removed);
    }

    [Fact]
    public async Task DamagedRow_KeepsTheRulesFromNothingElse()
    {
        await using var store = await StartAsync(Rule(0, RetentionKind.Log, 7));
        var conversations = Enumerable.Range(0, 4).Select(_ => StoreData.NewConversation()).ToList();
        foreach (var conversation in conversations)
            await TalkAsync(store, conversation, "hello");
        foreach (var person in new[] { "dl_berta", "dl_carl", "dl_dora" })
            await store.Get<ILongTermMemory>().RememberAsync(new("default", person), [Imported("of " + person, 0)], false, Token);
        var damaged = conversations.Take(2).Select(conversation => conversation.ToString()).ToList();
        var kept = Assert.Single(await RowsAsync(store, $"SELECT payload FROM activities WHERE conversation = '{damaged[0]}' AND watermark = 1"));
        foreach (var conversation in damaged)
            await ExecuteAsync(store, $"UPDATE activities SET payload = @bytes WHERE conversation = '{conversation}' AND watermark = 1", "no JSON"u8.ToArray());
        await ExecuteAsync(store, "UPDATE memory_segments SET payload = @bytes WHERE subject = 'dl_carl'", [4, 1, 255, 255, 255, 127]);
        store.Time.Advance(TimeSpan.FromDays(8));

        var result = Assert.Single(await store.Get<IRetention>().ApplyAsync(Token));

        Assert.Equal([.. damaged.Order(StringComparer.Ordinal), "the memory of dl_carl"], result.Unread);
        foreach (var conversation in conversations)
            Assert.Equal(damaged.Contains(conversation.ToString()), await store.Directory.FindAsync(conversation, Token) is not null);
        Assert.Equal(2, result.Removed["memory_items"]);

        // Put back as it was it goes, and the files that it names.
        await ExecuteAsync(store, $"UPDATE activities SET payload = @bytes WHERE conversation = '{damaged[0]}' AND watermark = 1", kept);
        var again = Assert.Single(await store.Get<IRetention>().ApplyAsync(Token));
        Assert.Equal([damaged[1], "the memory of dl_carl"], again.Unread);
        Assert.Equal(1, again.Removed["attachment_files"]);
        Assert.Null(await store.Directory.FindAsync(conversations[0], Token));
    }

    [Theory]
    [InlineData(RetentionKind.Recordings)]
    [InlineData(RetentionKind.Documents)]
    public async Task Bytes_OfWhatWasRead_GoWithoutTheConversationsWorkingMemory(RetentionKind kind)
    {
        await using var store = await StartAsync([.. Rule(0, kind, 7), ("WorkingMemory:TimeToLive", "100.00:00:00")]);
        await TurnAsync(store, "m1", "", Heard);
        await store.Memory.SaveAsync(_conversation, WorkingMemoryState.Empty with { Version = 1, Summary = "They spoke of a locker." }, Token);

        await ApplyAsync(store, 8);
        await ApplyAsync(store, 1);

        Assert.Equal(kind != RetentionKind.Recordings, await HasFileAsync(store, "att-m1"));
        Assert.Equal("They spoke of a locker.", (await store.Memory.LoadAsync(_conversation, Token))?.Summary);
        Assert.Empty(Assert.Single(await store.Get<IRetention>().ApplyAsync(Token)).Removed);
    }

    [Fact]
    public async Task Upload_WhoseMessageWasRefused_GoesAfterTwoLooks_AndNoOther()
    {
        await using var store = await StartAsync();
        var (unknown, held) = (StoreData.NewConversation(), StoreData.NewConversation());
        await TurnAsync(store, "m1", "What is this?", null);
        await TurnAsync(store, "m2", "", Heard);
        await SaveAsync(_conversation, "dl_anna", "att-m3");
        await store.Inbox.AcceptAsync(StoreData.Message(_conversation, "m3"), 50, Token);
        await SaveAsync(_conversation, "dl_anna", "refused");
        await SaveAsync(unknown, "dl_anna", "ended");
        await SaveAsync(held, "dl_held", "of-the-held");
        await store.Get<ILegalHolds>().SetAsync(new("default", "dl_held"), "court", Token);
        var uploads = store.Get<LeftUploads>();

        Assert.Equal(0, await uploads.LookAsync(Token));
        store.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await uploads.LookAsync(Token));
        store.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(2, await uploads.LookAsync(Token));

        Assert.False(await HasFileAsync(store, "refused"));
        foreach (var id in new[] { "att-m1", "att-m2", "att-m3" })
            Assert.True(await HasFileAsync(store, id));
        Assert.Equal([held], await WithFilesAsync(unknown, held));
        await store.Get<ILegalHolds>().ReleaseAsync(new("default", "dl_held"), "court", Token);
        await uploads.LookAsync(Token);
        store.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await uploads.LookAsync(Token));

        Task<long> SaveAsync(ConversationKey conversation, string person, string id) => store.Attachments.SaveAsync(new(conversation, person), id, new MemoryStream([1]), 10, Token);

        async Task<List<ConversationKey>> WithFilesAsync(params ConversationKey[] asked)
        {
            var places = await store.Get<IStoredAttachments>().PlacesAsync(Token);
            return [.. asked.Where(conversation => places.Contains(store.Get<IStoredAttachments>().PlaceOf(conversation)))];
        }
    }

    private static (string, string)[] Rule(int number, RetentionKind kind, int days) =>
        [($"Retention:Rules:{number}:Kind", kind.ToString()), ($"Retention:Rules:{number}:Keep", $"{days}.00:00:00")];

    private static Episode Imported(string id, int days) => new(id, StoreData.Now.AddDays(days), "anna", "chat-1", "Something about " + id);

    private static Utterance Said(string id, string text, int days) => new(id, text, StoreData.Now.AddDays(days));

    private string TurnId(string id) => "t-" + _conversation.Id + id;

    private static async Task ApplyAsync(StoreUnderTest store, double days)
    {
        store.Time.Advance(TimeSpan.FromDays(days));
        await store.Get<IRetention>().ApplyAsync(Token);
    }

    private async Task<bool> HasFileAsync(StoreUnderTest store, string id)
    {
        await using var file = await store.Attachments.OpenAsync(new(_conversation, s_anna.SubjectId), id, Token);
        return file is not null;
    }

    private static string[] Files(StoreUnderTest store) => System.IO.Directory.Exists(Path.Combine(store.Folder, "attachments")) ? System.IO.Directory.GetFileSystemEntries(Path.Combine(store.Folder, "attachments"), "*", SearchOption.AllDirectories) : [];

    /// <param name="heard">What was heard in its recording; null: nothing could be read.</param>
    private async Task TurnAsync(StoreUnderTest store, string id, string text, string? heard, string type = "audio/ogg", string answer = "Noted.", string? cites = null, string? prompt = null)
    {
        var now = store.Time.GetUtcNow();
        var isAlone = heard is null && cites is not null;
        var message = StoreData.Message(_conversation, id, text) with { ReceivedAt = now, Attachments = isAlone ? [] : [new InboundAttachment("att-" + id, "note", type, 12)] };
        if (!isAlone)
            await store.Attachments.SaveAsync(new(_conversation, s_anna.SubjectId), "att-" + id, new MemoryStream(Encoding.UTF8.GetBytes("bytes")), 1_000, Token);
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var turn = StoreData.Turn(message with { Attachments = [new InboundAttachment("att", "note", type)] }, accepted.Sequence, (await store.Inbox.OpenAsync(_conversation, Token)).Epoch, answer);
        await store.Log.RecordAsync(turn with
        {
            Accepted = new AcceptedMessage(message, accepted.Sequence),
            Question = text.Length > 0 ? text : heard ?? "",
            StartedAt = now,
            EndedAt = now.AddSeconds(1),
            Answer = turn.Answer! with { Citations = cites is null ? [] : [turn.Answer.Citations[0] with { Kind = EvidenceKind.Audio, EvidenceId = cites, Quote = heard ?? Heard }], ToolCalls = [] },
            Evidence = heard is null ? [] : [StoreData.Evidence("e-" + id, "att-" + id) with { Kind = EvidenceKind.Audio, Blocks = [new EvidenceBlock(heard, new SourcePosition())] }],
            Sent = prompt is null ? [] : [new SentPrompt("stub", 0, [new("system", "Answer from the passages."), new("user", prompt)])],
        }, Token);
    }

    private static async Task<List<string>> EverythingAsync(StoreUnderTest store)
    {
        var texts = new List<string>();
        await foreach (var item in store.Get<IPersonArchive>().ReadAsync(s_anna, "officer", Token))
            texts.Add(item.Content);
        return texts;
    }
}
