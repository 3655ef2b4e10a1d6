using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.IntegrationTests.Processes;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>Files on a slow line: how far they are is shown, and what fails can be sent again or taken back.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class UploadTests(BrowserFixture fixture, ITestOutputHelper output)
{
    private const int Megabyte = 1_000_000;

    [Fact]
    public async Task Upload_OnASlowLine_ShowsHowFarItIs()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        await ChooseAsync(page, 8 * Megabyte);
        await page.Page.EvaluateAsync("""
            () => { window.said = []; const look = () => {
                const turn = [...document.querySelector("assistant-app").shadowRoot.querySelector("transcript-view").shadowRoot.querySelectorAll("user-turn")].at(-1);
                const text = turn?.shadowRoot.querySelector(".state")?.textContent.trim() ?? "";
                if (text && text !== window.said.at(-1)) window.said.push(text);
                requestAnimationFrame(look); }; look(); }
            """);
        var network = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 20, ["downloadThroughput"] = -1, ["uploadThroughput"] = Megabyte });

        await page.AskAsync("on a slow line");

        var said = await page.Page.EvaluateAsync<string[]>("() => window.said");
        output.WriteLine(string.Join(" | ", said));
        var parts = said.Select(each => Percent().Match(each)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(parts.Count >= 3, $"seen {parts.Count} states of the upload");
        Assert.Equal(parts.Order(), parts);
        Assert.Contains(parts, part => part is > 5 and < 95);
        await Assertions.Expect(page.Questions.Last.Locator(".state")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Upload_BrokenOff_IsSaidAndSentByItselfWhenTheNetworkIsBack()
    {
        var server = await fixture.ScriptedAsync();
        await using var line = new SlowLine(new Uri(server.Address).Port);
        await using var page = await AssistantPage.OpenAsync(fixture, server);
        page.ConnectionMayBreak = true;
        await page.Page.GotoAsync(line.Address);
        await page.AskAsync("to warm up");
        await ChooseAsync(page, 8 * Megabyte);
        await page.SendAsync("take this");
        var state = page.Questions.Last.Locator(".state");
        await Assertions.Expect(state).ToHaveTextAsync(new Regex(@"Sending, [1-9]\d?\s?%"), new() { Timeout = 60_000 });

        line.Cut();

        await Assertions.Expect(state).ToContainTextAsync(new Regex(@"broke off at [1-9]\d?\s?%\. Your files are kept"), new() { Timeout = 60_000 });
        line.Mend();
        await page.Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await Assertions.Expect(page.Answers).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Assertions.Expect(state).ToHaveCountAsync(0);
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        await Assertions.Expect(page.Questions).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Upload_WhoseAcknowledgementIsLost_IsOneMessage()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        page.ConnectionMayBreak = true;
        var uploads = 0;
        await page.Page.RouteAsync("**/upload*", async route =>
        {
            await route.FetchAsync();
            if (++uploads == 1)
                await route.AbortAsync();
            else
                await route.ContinueAsync();
        });
        await ChooseAsync(page, 2_000);

        await page.SendAsync("take this");

        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        await Assertions.Expect(page.Questions.Last.Locator(".state")).ToHaveCountAsync(0);
        // The message is seen by its echo, maybe before the pause of the sender is over.
        await Eventually.HoldsAsync(() => Volatile.Read(ref uploads) > 1);
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Questions).ToHaveCountAsync(2);
        await Assertions.Expect(page.Questions.Last.Locator(".file")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Upload_StillWaitingAfterAReload_StandsBelowWhatWasSaidBefore()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        page.ConnectionMayBreak = true;
        await page.Page.RouteAsync("**/upload*", route => route.AbortAsync());
        await ChooseAsync(page, 2_000);
        await page.SendAsync("take this");
        await AssistantPage.ShownAsync(page.Questions.Last.Locator(".state"), "Will be sent");

        await page.Page.ReloadAsync();

        await Assertions.Expect(page.Questions).ToHaveCountAsync(2);
        await Assertions.Expect(page.Answers).ToHaveCountAsync(1);
        await AssistantPage.ShownAsync(page.Questions.Last, "take this");
        await page.Page.UnrouteAllAsync();
        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        await Assertions.Expect(page.Questions.Last.Locator(".file")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Upload_Refused_IsSaidAndCanBeSentAgain()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        page.ConnectionMayBreak = true;
        await page.Page.RouteAsync("**/upload*", route => route.FulfillAsync(new() { Status = 413, Body = "{}" }), new() { Times = 1 });
        await ChooseAsync(page, 2_000);
        await page.SendAsync("take this");
        var state = page.Questions.Last.Locator(".state.failed");
        await Assertions.Expect(state).ToBeVisibleAsync();

        await state.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        await Assertions.Expect(state).ToHaveCountAsync(0);
        await Assertions.Expect(page.Questions).ToHaveCountAsync(2);
        await AssistantPage.ShownAsync(page.Questions.Last.Locator(".file"), "log.txt");
    }

    [Fact]
    public async Task Upload_Refused_CanBePutBackIntoTheField()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        page.ConnectionMayBreak = true;
        await page.Page.RouteAsync("**/upload*", route => route.FulfillAsync(new() { Status = 413, Body = "{}" }), new() { Times = 1 });
        await ChooseAsync(page, 2_000);
        await page.SendAsync("take this");

        await page.Questions.Last.Locator(".state.failed").GetByRole(AriaRole.Button, new() { Name = "Edit and send again" }).ClickAsync();

        await Assertions.Expect(page.Field).ToHaveValueAsync("take this");
        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Questions).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Answer_Copied_IsOnTheClipboard()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("copy **this**");

        await page.Answers.Last.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await Assertions.Expect(page.Answers.Last.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        Assert.Equal("You said: copy **this**", await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        page.AssertClean();
    }

    [Fact]
    public async Task Answer_AskedForAgain_IsAnsweredAgainWithTheSameWords()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("once more");

        await page.Answers.Last.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        Assert.Equal("You said: once more", await page.Answer.InnerTextAsync());
        page.AssertClean();
    }

    private static Task ChooseAsync(AssistantPage page, int bytes)
    {
        var content = new byte[bytes];
        Array.Fill(content, (byte)'a');
        return page.Page.Locator("message-composer input[type=file]").SetInputFilesAsync(new FilePayload { Name = "log.txt", MimeType = "text/plain", Buffer = content });
    }

    [GeneratedRegex(@"(\d+)\s?%")]
    private static partial Regex Percent();
}
