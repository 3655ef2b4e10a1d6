using Assistant.Inference.Language;
using Assistant.Inference.Tests.Language.Exports;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Tests.Language;

public sealed class PrefixCacheTests
{
    private const string System = "You answer briefly and you know all about boats, harbours, ropes and the weather.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Take_SecondTurnAfterAnotherConversation_ReadsOnlyWhatIsNew(bool grouped)
    {
        await using var kept = new TinyChat(new() { GroupQueryAttention = grouped });
        await using var fresh = new TinyChat(new() { GroupQueryAttention = grouped }, ("CacheMegabytes", "0"));
        List<ChatMessage> messages = [new(ChatRole.User, "My name is Anna. Say hello.")];
        var first = await kept.AnswerAsync(messages, 24);
        await kept.AnswerAsync("Something else altogether, of another person.", 8);
        messages.AddRange([new(ChatRole.Assistant, first.Text), new(ChatRole.User, "What is my name?")]);

        var second = await kept.AnswerAsync(messages, 24);

        Assert.InRange(second.Usage!.CachedInputTokenCount!.Value, first.Usage!.InputTokenCount!.Value, second.Usage.InputTokenCount!.Value - 10);
        var expected = await fresh.AnswerAsync(messages, 24);
        Assert.Equal((0, expected.Text), (expected.Usage!.CachedInputTokenCount, second.Text));
    }

    [Fact]
    public async Task Take_ActivationsQuantisedTogether_KeepsWholePartsSoThatTheAnswerIsTheSame()
    {
        var export = new DecoderExport { GroupQueryAttention = true, QuantisesActivations = true };
        await using var kept = new TinyChat(export, ("PrefillTokens", "16"));
        await using var fresh = new TinyChat(export, ("PrefillTokens", "16"), ("CacheMegabytes", "0"), ("PromptLookup", "false"));
        List<ChatMessage> messages = [new(ChatRole.System, System), new(ChatRole.User, "Is it windy, windy and windy?")];
        for (var turn = 0; turn < 4; turn++)
        {
            var (answer, expected) = (await kept.AnswerAsync(messages, 24), await fresh.AnswerAsync(messages, 24));
            Assert.Equal(expected.Text, answer.Text);
            var cached = answer.Usage!.CachedInputTokenCount!.Value;
            Assert.Equal((0, turn > 0), (cached % 16, cached > System.Length));
            messages.AddRange([new(ChatRole.Assistant, answer.Text), new(ChatRole.User, $"And at {turn}?")]);
        }
    }

    [Fact]
    public async Task ForgetAll_KeptOrBeingAnswered_IsReadAnewByTheNextTurn()
    {
        await using var chat = new TinyChat();
        List<ChatMessage> messages = [new(ChatRole.System, System), new(ChatRole.User, "My name is Anna.")];
        await chat.AnswerAsync(messages, 8);
        chat.Engine.ForgetAll();
        Assert.Empty(chat.Engine.Bytes);

        Assert.Equal(0, (await chat.AnswerAsync(messages, 8)).Usage!.CachedInputTokenCount);
        await foreach (var update in chat.Client.GetStreamingResponseAsync(messages, new() { MaxOutputTokens = 8 }, TestContext.Current.CancellationToken))
            chat.Engine.ForgetAll();
        Assert.Empty(chat.Engine.Bytes);
        Assert.Equal(0, (await chat.AnswerAsync(messages, 8)).Usage!.CachedInputTokenCount);
    }

    [Fact]
    public async Task Take_ConversationsThatShareASystemPrompt_ReadItOnceAndKeepTheirOwn()
    {
        await using var kept = new TinyChat();
        await using var fresh = new TinyChat(null, ("CacheMegabytes", "0"));
        string[] questions = ["Is it windy?", "Where are the boats?", "Which rope is the longest?"];
        foreach (var question in questions)
        {
            ChatMessage[] messages = [new(ChatRole.System, System), new(ChatRole.User, question)];
            var answer = await kept.AnswerAsync(messages, 16);
            Assert.Equal((await fresh.AnswerAsync(messages, 16)).Text, answer.Text);
            Assert.Equal(question != questions[0], answer.Usage!.CachedInputTokenCount >= System.Length);
        }
        Assert.Equal(questions.Length, kept.Engine.Bytes.Count);
        foreach (var question in questions)
        {
            ChatMessage[] messages = [new(ChatRole.System, System), new(ChatRole.User, question), new(ChatRole.Assistant, "So"), new(ChatRole.User, "And then?")];
            Assert.InRange((await kept.AnswerAsync(messages, 1)).Usage!.CachedInputTokenCount!.Value, System.Length + question.Length, 400);
        }
    }

    [Fact]
    public async Task Return_MoreThanFits_ForgetsTheLongestUnused()
    {
        await using var chat = new TinyChat(null, ("CacheMegabytes", "1"), ("ContextTokens", "512"));
        string Question(int number) => $"{number} {new string((char)('a' + number), 400)}";
        for (var number = 0; number < 12; number++)
        {
            await chat.AnswerAsync(Question(number), 4);
            Assert.InRange(chat.Engine.Bytes.Sum(), 1, 1 << 20);
        }
        Assert.InRange(chat.Engine.Bytes.Count, 3, 11);
        Assert.All(chat.Engine.Bytes, bytes => Assert.InRange(bytes, 400 * 512, 1 << 20));
        Assert.InRange((await chat.AnswerAsync(Question(11), 1)).Usage!.CachedInputTokenCount!.Value, 400, 500);
        Assert.InRange((await chat.AnswerAsync(Question(0), 1)).Usage!.CachedInputTokenCount!.Value, 0, 40);
    }

    /// <summary>What the conversation that goes on holds already is not needed once more.</summary>
    [Fact]
    public async Task Take_ConversationThatGoesOn_LeavesAnotherThatFitsBesideIt()
    {
        await using var chat = new TinyChat(null, ("CacheMegabytes", "1"));
        string Question(char letter) => $"{letter} {new string(letter, 400)}";
        List<ChatMessage> messages = [new(ChatRole.User, Question('a'))];
        messages.AddRange([new(ChatRole.Assistant, (await chat.AnswerAsync(messages, 4)).Text), new(ChatRole.User, "Then?")]);
        foreach (var letter in "bcd")
            await chat.AnswerAsync(Question(letter), 4);
        Assert.InRange(chat.Engine.Bytes.Sum(), 3 << 18, 1 << 20);

        await chat.AnswerAsync(messages, 4);

        Assert.Equal(4, chat.Engine.Bytes.Count);
        Assert.InRange((await chat.AnswerAsync(Question('b'), 1)).Usage!.CachedInputTokenCount!.Value, 400, 500);
    }

    [Theory]
    [InlineData(null, 46_000L * 4_096, 8L << 30, 256L << 20)]
    [InlineData(null, 229_376L * 4_096, 8L << 30, 229_376L * 4_096)]
    [InlineData(null, 229_376L * 32_768, 8L << 30, 2L << 30)]
    [InlineData(64, 229_376L * 4_096, 8L << 30, 64L << 20)]
    [InlineData(0, 229_376L * 4_096, 8L << 30, 0)]
    public void CacheBytes_NotSet_HoldAConversationAsFarAsMemoryAllows(int? set, long conversation, long limit, long expected) =>
        Assert.Equal(expected, new LocalModelOptions { CacheMegabytes = set }.CacheBytes(conversation, limit));

    [Fact]
    public async Task Load_CacheThatHoldsNoWholeConversation_SaysHowMuchItHolds()
    {
        await using var chat = new TinyChat(new() { GroupQueryAttention = true, Layers = 10 }, ("CacheMegabytes", "1"));
        await chat.AnswerAsync("Hello there, is anybody in?", 1);

        Assert.Contains(chat.Notes, note => note.Contains("kept up to 409 of 512 tokens", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Return_NothingToBeKept_ReleasesTheMemory()
    {
        await using var chat = new TinyChat(null, ("CacheMegabytes", "0"));
        await chat.AnswerAsync("Hello there, is anybody in?", 4);
        Assert.Empty(chat.Engine.Bytes);
    }
}
