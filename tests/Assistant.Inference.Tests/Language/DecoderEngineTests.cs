using Assistant.Agent;
using Assistant.Inference.Tests.Language.Exports;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Tests.Language;

public sealed class DecoderEngineTests
{
    private const string Question = "Say something about boats, boats and boats.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BeginAsync_AShortWishBehindALongOne_IsAnsweredFirst()
    {
        await using var chat = new TinyChat();
        var longer = chat.Client.GetStreamingResponseAsync(Question, new() { MaxOutputTokens = 300 }, Token).GetAsyncEnumerator(Token);
        Assert.True(await longer.MoveNextAsync());
        var first = ReadAsync(longer);
        var answer = await chat.AnswerAsync("Hi", 3);
        Assert.False(first.IsCompleted);
        Assert.Equal(3, answer.Usage!.OutputTokenCount);
        Assert.Equal(300, await first);

        static async Task<long> ReadAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
        {
            var written = 0L;
            while (await updates.MoveNextAsync())
                written = updates.Current.Contents.OfType<UsageContent>().FirstOrDefault()?.Details.OutputTokenCount ?? written;
            await updates.DisposeAsync();
            return written;
        }
    }

    /// <summary>A form is compiled before its request's turn: while another has the model, what is wrong with it is known, and nobody waits for it.</summary>
    [Fact]
    public async Task BeginAsync_WithAForm_CompilesItOutsideTheStep()
    {
        await using var chat = new TinyChat();
        Assert.NotEmpty((await chat.AnswerAsync("Hi", 2)).Messages);
        using var release = new ManualResetEventSlim();
        var busy = chat.Engine.StepAsync(() => release.Wait(TimeSpan.FromSeconds(60), Token), Token);
        using var schema = System.Text.Json.JsonDocument.Parse("""{"type":"object","propertyNames":{"maxLength":3}}""");
        try
        {
            var refused = chat.Client.GetResponseAsync("Write.", new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement) }, Token);

            Assert.Contains("propertyNames", (await Assert.ThrowsAsync<LanguageModelException>(() => refused.WaitAsync(TimeSpan.FromSeconds(30), Token))).Message, StringComparison.Ordinal);
        }
        finally
        {
            release.Set();
            await busy;
        }
    }

    [Fact]
    public async Task BeginAsync_ManyAtOnce_AnswersEachAsAlone()
    {
        await using var chat = new TinyChat(null, ("Concurrent", "3"));
        await using var alone = new TinyChat(null, ("CacheMegabytes", "0"), ("PromptLookup", "false"));
        string[] questions = [.. Enumerable.Range(0, 9).Select(number => $"Question {number} about {new string((char)('a' + number), 5 * number)}?")];
        var together = await Task.WhenAll(questions.Select(question => chat.AnswerAsync(question, 20)));
        for (var i = 0; i < questions.Length; i++)
            Assert.Equal((await alone.AnswerAsync(questions[i], 20)).Text, together[i].Text);
    }

    [Fact]
    public async Task BeginAsync_MoreThanMayWait_AreRefused()
    {
        await using var chat = new TinyChat(null, ("Concurrent", "1"), ("MaxWaiting", "1"));
        await using (var answered = chat.Client.GetStreamingResponseAsync(Question, null, Token).GetAsyncEnumerator(Token))
        {
            Assert.True(await answered.MoveNextAsync());
            using var tired = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var waiting = chat.Client.GetResponseAsync(Question, null, tired.Token);
            var refused = await Assert.ThrowsAsync<LanguageModelException>(() => chat.AnswerAsync(Question, 1));
            Assert.Equal(TurnProblem.ModelRateLimited, refused.Problem);
            await tired.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
        Assert.Equal(1, (await chat.AnswerAsync(Question, 1)).Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task StepAsync_CancelledOrLeftAtAnyPoint_ServesTheNextAndKeepsOneState()
    {
        await using var chat = new TinyChat(null, ("Concurrent", "1"), ("PromptLookup", "false"));
        var expected = await chat.AnswerAsync(Question, 16);
        for (var updates = 0; updates < 10; updates++)
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TakeAsync(updates, cancel));
            await TakeAsync(updates, null);
            Assert.Equal(expected.Text, (await chat.AnswerAsync(Question, 16)).Text);
            Assert.Single(chat.Engine.Bytes);
        }

        async Task TakeAsync(int count, CancellationTokenSource? cancel)
        {
            if (count == 0)
                cancel?.Cancel();
            await foreach (var update in chat.Client.GetStreamingResponseAsync(Question, new() { MaxOutputTokens = 16 }, cancel?.Token ?? Token))
                if (--count <= 0)
                {
                    if (cancel is null)
                        return;
                    await cancel.CancelAsync();
                }
        }
    }

    [Fact]
    public async Task StepAsync_CancelledAtAnyMoment_ServesTheNext()
    {
        await using var chat = new TinyChat(null, ("Concurrent", "2"));
        var prompt = new string('a', 350);
        var expected = (await chat.AnswerAsync(prompt, 8)).Text;
        for (var microseconds = 0; microseconds < 20_000; microseconds += 800)
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
            cancel.CancelAfter(TimeSpan.FromMicroseconds(microseconds));
            var answers = Enumerable.Range(0, 4).Select(number => chat.Client.GetResponseAsync($"{number}{prompt}", new() { MaxOutputTokens = 60 }, cancel.Token)).ToList();
            foreach (var answer in answers)
                Assert.True(await Record.ExceptionAsync(() => answer) is null or OperationCanceledException);
        }
        Assert.Equal(expected, (await chat.AnswerAsync(prompt, 8)).Text);
    }

    [Fact]
    public async Task Dispose_ByTwoThreadsWhileItAnswers_EndsWhatRuns()
    {
        var chat = new TinyChat(null, ("Concurrent", "2"));
        var client = chat.Client;
        var model = (IDisposable)chat.Model;
        var running = Enumerable.Range(0, 3).Select(number => client.GetResponseAsync($"{number} {Question}", new() { MaxOutputTokens = 400 }, Token)).ToList();
        await using (var held = client.GetStreamingResponseAsync("And a last one", null, Token).GetAsyncEnumerator(Token))
        {
            await Task.Delay(30, Token);
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(model.Dispose, Token)));
            foreach (var answer in running)
                Assert.True(await Record.ExceptionAsync(() => answer) is null or ObjectDisposedException or OperationCanceledException);
            await Assert.ThrowsAnyAsync<ObjectDisposedException>(async () => await held.MoveNextAsync());
        }
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetResponseAsync(Question, null, Token));
        await chat.DisposeAsync();
    }

    [Fact]
    public async Task StepAsync_ModelGivesNoNumbers_SaysSoAndServesTheNext()
    {
        await using var chat = new TinyChat(new DecoderExport { GroupQueryAttention = true, Poisoned = 2 + 'Z' });
        var expected = (await chat.AnswerAsync(Question, 8)).Text;
        var failure = await Assert.ThrowsAsync<LanguageModelException>(() => chat.AnswerAsync("Zebras", 8));
        Assert.Equal(TurnProblem.ModelNonsense, failure.Problem);
        Assert.DoesNotContain("Zebras", failure.Message, StringComparison.Ordinal);
        Assert.Single(chat.Engine.Bytes);
        Assert.Equal(expected, (await chat.AnswerAsync(Question, 8)).Text);
    }
}
