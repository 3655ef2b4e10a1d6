using Assistant.IntegrationTests.Server;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>What comes between a person and the answer: files that change, clipboards with two things on them, a stop on the way, a list too long for one page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DisturbedTests(BrowserFixture fixture)
{
    [Fact]
    public async Task File_ChangedOnDiskAfterItWasPicked_HoldsNothingUp()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        page.ConnectionMayBreak = true;
        var file = Path.Combine(Path.GetTempPath(), $"picked-{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(file, "as it was picked", TestContext.Current.CancellationToken);
        await page.Page.Locator("message-composer input[type=file]").SetInputFilesAsync(file);
        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(1);
        await File.WriteAllTextAsync(file, "as it was changed a moment later", TestContext.Current.CancellationToken);

        await page.SendAsync("read it");
        await page.SendAsync("and this");

        // The browser's own copy goes out, or it is said that there is none: what comes after goes out in either case.
        await AssistantPage.ShownAsync(page.Page.Locator("transcript-view"), "You said: and this");
        await Assertions.Expect(page.Page.Locator("user-turn .state:not(.failed)")).ToHaveCountAsync(0);
        var read = page.Page.GetByText("It reads: as it was picked");
        await Assertions.Expect(read.Or(page.Page.GetByText("Cannot be read any more"))).ToHaveCountAsync(1);
        File.Delete(file);
    }

    [Fact]
    public async Task Paste_OfWhatOfficeCopies_IsItsText()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        var picture = await File.ReadAllBytesAsync(Path.Combine(Deploy.Tool.Root, "web/samples/invoice.png"), TestContext.Current.CancellationToken);
        await page.Page.EvaluateAsync("""
            async base64 => { const bytes = Uint8Array.from(atob(base64), each => each.charCodeAt(0));
                await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }), "text/plain": new Blob(["Total 12.50"], { type: "text/plain" }), "text/html": new Blob(["<table><td>Total<td>12.50</table>"], { type: "text/html" }) })]); }
            """, Convert.ToBase64String(picture));
        await page.Field.FocusAsync();

        await page.Page.Keyboard.PressAsync("Control+v");

        await Assertions.Expect(page.Field).ToHaveValueAsync("Total 12.50");
        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Stop_WhileAFileGoesUp_KeepsTheMessageToBeSentAgain()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        await page.Page.Locator("message-composer input[type=file]").SetInputFilesAsync(new FilePayload { Name = "log.txt", MimeType = "text/plain", Buffer = new byte[3_000_000].Select(_ => (byte)'a').ToArray() });
        var network = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await network.SendAsync("Network.enable");
        await SlowAsync(200_000);
        await page.SendAsync("take this");
        await page.Page.Locator("live-turn").GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await AssistantPage.ShownAsync(page.Questions.Last.Locator(".state"), "Stopped before it was sent.");
        await Assertions.Expect(page.Page.Locator("live-turn")).ToHaveCountAsync(0);
        Assert.Equal("You said: meanwhile", await page.AskAsync("meanwhile"));

        await SlowAsync(-1);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send again", Exact = true }).ClickAsync();

        await AssistantPage.ShownAsync(page.Page.Locator("transcript-view"), "You said: take this");
        await Assertions.Expect(page.Page.Locator("user-turn .state")).ToHaveCountAsync(0);
        page.AssertClean();

        Task SlowAsync(int up) => network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = up });
    }

    [Fact]
    public async Task Conversations_MoreThanOneList_AreReachedByKeyboard()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.Page.RouteAsync(
            url => new Uri(url).AbsolutePath == "/api/page/conversations",
            route => route.ContinueAsync(new() { Url = $"{route.Request.Url}{(route.Request.Url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=2" }));
        for (var i = 0; i < 5; i++)
        {
            await page.AskAsync($"number {i}");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        }
        await page.Page.ReloadAsync();
        var items = page.Page.Locator("conversation-item");
        await Assertions.Expect(items).ToHaveCountAsync(2);
        var older = page.Page.GetByRole(AriaRole.Button, new() { Name = "Older conversations" });
        await page.AssertAccessibleAsync("a list that goes on");

        await older.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(items).ToHaveCountAsync(4);
        await Assertions.Expect(items.Nth(2).Locator(".open")).ToBeFocusedAsync();
        await AssistantPage.ShownAsync(page.Page.Locator("conversation-rail [role=status]"), "2 older conversations added.");
        await older.ClickAsync();
        await Assertions.Expect(items).ToHaveCountAsync(5);
        await Assertions.Expect(older).ToHaveCountAsync(0);
        page.AssertClean();
    }
}
