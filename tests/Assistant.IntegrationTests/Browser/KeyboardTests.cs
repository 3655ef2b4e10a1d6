using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class KeyboardTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Page_ByKeyboardAlone_AsksReadsTheSourceAndComesBack()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        var keys = page.Page.Keyboard;
        // The first stop of Tab leads past the list.
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Field).ToBeFocusedAsync();
        await keys.TypeAsync("cite ");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("in two lines");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Answers).ToHaveCountAsync(1);

        await TabToAsync(page, "Source 1, ");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Sources.Locator("source-card[open]")).ToHaveCountAsync(1);
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.Sources).ToHaveCountAsync(0);
        Assert.StartsWith("Source 1, ", await FocusedAsync(page), StringComparison.Ordinal);

        await keys.PressAsync("/");
        await Assertions.Expect(page.Field).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Assertions.Expect(page.Field).ToHaveValueAsync("cite \nin two lines");
    }

    [Fact]
    public async Task Shortcuts_AreListedOnQuestionMarkAndWork()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("one");
        await page.Page.Locator("h1").ClickAsync();

        await page.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Keyboard shortcuts");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await page.Page.Keyboard.PressAsync("Alt+k");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Alt+n");
        await Assertions.Expect(page.Answers).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Escape_WhileItAnswers_Stops()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.SendAsync("wait for it");
        await AssistantPage.ShownAsync(page.Page.Locator("live-turn"), "thinking of it");

        await page.Page.Keyboard.PressAsync("Escape");

        await AssistantPage.ShownAsync(page.Answers.Last, "Stopped.");
        page.AssertClean();
    }

    private static async Task TabToAsync(AssistantPage page, string label)
    {
        var passed = new List<string>();
        while (passed.Count < 40)
        {
            await page.Page.Keyboard.PressAsync("Shift+Tab");
            passed.Add(await FocusedAsync(page));
            if (passed[^1].StartsWith(label, StringComparison.Ordinal))
                return;
        }
        Assert.Fail($"Tab does not reach “{label}”: {string.Join(" | ", passed)}");
    }

    private static Task<string> FocusedAsync(AssistantPage page) => page.Page.EvaluateAsync<string>("""
        () => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            return at?.getAttribute("aria-label") ?? at?.textContent?.trim() ?? ""; }
        """);
}
