using System.Diagnostics;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>Nobody looks at a page on which nothing happens: what a person did shows at once, whatever the server does.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PromptnessTests(BrowserFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Message_BeforeTheServerHasIt_StandsInTheTranscriptWithProgress()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        var release = new TaskCompletionSource();
        await page.Page.RouteAsync("**/activities", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        await page.Field.FillAsync("held back");
        await page.Page.EvaluateAsync("""
            () => { window.seen = {}; let began;
                addEventListener("keydown", () => { began ??= performance.now(); }, { capture: true, once: true });
                const look = () => {
                    const transcript = document.querySelector("assistant-app").shadowRoot.querySelector("transcript-view").shadowRoot;
                    if (transcript.querySelectorAll("user-turn").length === 2) window.seen.message ??= performance.now() - began;
                    if (transcript.querySelector("live-turn")?.shadowRoot.querySelector(".line span")?.textContent) window.seen.progress ??= performance.now() - began;
                    requestAnimationFrame(look); }; look(); }
            """);

        await page.Field.PressAsync("Enter");

        await AssistantPage.ShownAsync(page.Questions.Last, "held back");
        await Assertions.Expect(page.Page.Locator("live-turn")).ToBeVisibleAsync();
        // Drawn a frame later, maybe.
        await page.Page.WaitForFunctionAsync("() => window.seen.message !== undefined && window.seen.progress !== undefined");
        var seen = await page.Page.EvaluateAsync<Dictionary<string, double>>("() => window.seen");
        output.WriteLine($"message after {seen["message"]:F0} ms (goal 100), progress after {seen["progress"]:F0} ms (goal 300)");
        Assert.Equal(1, await page.Answers.CountAsync());
        release.SetResult();
        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        page.AssertClean();
    }

    [Fact]
    public async Task Page_Opened_IsUsableBeforeAnythingIsFetched()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.Page.RouteAsync("**/api/page/**", _ => Task.CompletedTask);
        var began = Stopwatch.GetTimestamp();

        await page.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });

        await page.Field.FillAsync("typed at once");
        output.WriteLine($"typed {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms after the reload");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeEnabledAsync();
        page.AssertClean();
    }
}
