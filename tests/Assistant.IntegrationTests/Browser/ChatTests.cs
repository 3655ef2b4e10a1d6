using System.Text.RegularExpressions;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class ChatTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Message_Typed_IsAnsweredAndListed()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());

        Assert.Equal("You said: hello there", await page.AskAsync("hello there"));

        await AssistantPage.ShownAsync(page.Page.Locator("conversation-item[current]"), "hello there");
        page.AssertClean();
    }

    [Fact]
    public async Task Answer_WhileItGrows_IsShownWordByWordAndSpokenBySentence()
    {
        const string Paced = "paced word by word";
        var server = await fixture.ScriptedAsync();
        await using var page = await AssistantPage.OpenAsync(fixture, server);
        // How much of the answer stood on the page, each time it changed.
        await page.Page.EvaluateAsync("""
            () => { window.grown = []; const look = () => {
                const live = document.querySelector("assistant-app").shadowRoot.querySelector("transcript-view").shadowRoot.querySelector("live-turn");
                const text = live?.shadowRoot.querySelector("markdown-text")?.shadowRoot.querySelector(".prose")?.textContent ?? "";
                if (text && text !== window.grown.at(-1)) window.grown.push(text);
                requestAnimationFrame(look); }; look(); }
            """);

        await page.SendAsync(Paced);
        for (var word = 1; word <= ScriptedAnswers.PacedWords; word++)
        {
            await page.Page.WaitForFunctionAsync($"() => window.grown.at(-1)?.includes('word{word}')");
            server.Script.Release(Paced);
        }
        await AssistantPage.ShownAsync(page.Answers, $"You said: {Paced}");

        var grown = await page.Page.EvaluateAsync<string[]>("() => window.grown");
        Assert.True(grown.Length >= 3, $"seen {grown.Length} states of the answer");
        Assert.All(grown.Zip(grown.Skip(1)), pair => Assert.StartsWith(pair.First.TrimEnd(), pair.Second, StringComparison.Ordinal));
        page.AssertClean();
    }

    [Fact]
    public async Task Stop_WhileItAnswers_EndsTheTurnAndLeavesThePageReady()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.SendAsync("wait for it");
        await AssistantPage.ShownAsync(page.Page.Locator("live-turn"), "thinking of it");

        await page.Page.Locator("live-turn").GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        await AssistantPage.ShownAsync(page.Answers.Last, "Stopped.");
        Assert.Equal("You said: and now", await page.AskAsync("and now"));
        page.AssertClean();
    }

    [Fact]
    public async Task Failure_OfATurn_OffersToTryAgain()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.SendAsync("fail now");
        await AssistantPage.ShownAsync(page.Answers.Last, "Something went wrong here.");
        await AssistantPage.ShownAsync(page.Answers.Last, "Reference");

        await page.Answers.Last.GetByRole(AriaRole.Button, new() { Name = "Try again" }).First.ClickAsync();

        await Assertions.Expect(page.Questions).ToHaveCountAsync(2);
        page.AssertClean();
    }

    [Fact]
    public async Task Reload_AfterAnswers_LosesAndRepeatsNothing()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("first");
        await page.AskAsync("second");
        await page.Field.FillAsync("not sent yet");

        await page.Page.ReloadAsync();

        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        await Assertions.Expect(page.Questions).ToHaveCountAsync(2);
        await Assertions.Expect(page.Field).ToHaveValueAsync("not sent yet");
        Assert.Equal("You said: third", await page.AskAsync("third"));
        await Assertions.Expect(page.Questions).ToHaveCountAsync(3);
        page.AssertClean();
    }

    [Fact]
    public async Task Reload_WhileItAnswers_GoesOnWithTheAnswer()
    {
        const string Paced = "paced over a reload";
        var server = await fixture.ScriptedAsync();
        await using var page = await AssistantPage.OpenAsync(fixture, server);
        await page.SendAsync(Paced);
        server.Script.Release(Paced);
        await AssistantPage.ShownAsync(page.Page.Locator("live-turn"), "word2");

        await page.Page.ReloadAsync();

        server.Script.Release(Paced, ScriptedAnswers.PacedWords - 1);
        await AssistantPage.ShownAsync(page.Answers, $"You said: {Paced}");
        await Assertions.Expect(page.Questions).ToHaveCountAsync(1);
        page.AssertClean();
    }

    [Fact]
    public async Task Reload_WhileItSaysNothingNew_ShowsHowFarItIs()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.SendAsync("wait for it");
        await AssistantPage.ShownAsync(page.Page.Locator("live-turn"), "thinking of it");

        await page.Page.ReloadAsync();

        await AssistantPage.ShownAsync(page.Page.Locator("live-turn"), "thinking of it");
        await page.Page.Locator("live-turn").GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await AssistantPage.ShownAsync(page.Answers.Last, "Stopped.");
    }

    [Fact]
    public async Task Server_Restarted_GoesOnWhereItWas()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--urls", $"http://127.0.0.1:{FreePort.Take()}");
        await using var page = await AssistantPage.OpenAsync(fixture, server);
        await page.AskAsync("before");
        page.ConnectionMayBreak = true;

        await server.RestartAsync();

        Assert.Equal("You said: after", await page.AskAsync("after"));
        await Assertions.Expect(page.Questions).ToHaveCountAsync(2);
        await Assertions.Expect(page.Page.Locator(".status")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Tabs_OnOneConversation_ShowTheSame()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("from the first");
        var second = await page.OpenTabAsync();
        await Assertions.Expect(second.Locator("answer-turn")).ToHaveCountAsync(1);

        await page.AskAsync("once more");

        await Assertions.Expect(second.Locator("answer-turn")).ToHaveCountAsync(2);
        await Assertions.Expect(second.Locator("user-turn")).ToHaveCountAsync(2);
        page.AssertClean();
    }

    [Fact]
    public async Task Citations_OfAnAnswer_AreButtonsAndWhatWasUnreadIsSaid()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());

        await page.AskAsync("cite something");

        await Assertions.Expect(page.Answer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Source 1, .*Total 12\\.50") })).ToBeVisibleAsync();
        await AssistantPage.ShownAsync(page.Answers.Last.GetByRole(AriaRole.Note), "scan.heic");
        await Assertions.Expect(page.Answers.Last.GetByRole(AriaRole.Button, new() { Name = "Who sent it?" })).ToBeVisibleAsync();
    }
}
