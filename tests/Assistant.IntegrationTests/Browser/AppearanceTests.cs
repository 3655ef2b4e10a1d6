using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class AppearanceTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Theme_FollowsTheSystemUntilThePersonChooses()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(Dark: true));
        Assert.Equal("rgb(21, 24, 26)", await GroundAsync(page));

        // System, then light.
        await page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Appearance") }).ClickAsync();
        Assert.Equal("rgb(255, 255, 255)", await GroundAsync(page));
        await page.Page.ReloadAsync();
        Assert.Equal("rgb(255, 255, 255)", await GroundAsync(page));
        page.AssertClean();
    }

    [Fact]
    public async Task Language_FollowsTheBrowserAndCanBeChanged()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new("zh-CN"));
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "新对话" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        Assert.Equal("You said: 你好，请问发票总额是多少？", await page.AskAsync("你好，请问发票总额是多少？"));

        await page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("English$") }).ClickAsync();

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" })).ToBeVisibleAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task Phone_Width_ShowsDrawersAndASheetAndNothingSideways()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(Phone: true));
        await page.AskAsync("cite this");

        await page.Answer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Source 1") }).TapAsync();
        await Assertions.Expect(page.Sources.Locator("source-card[open]")).ToBeInViewportAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Close the sources" }).Last.TapAsync();
        await Assertions.Expect(page.Sources).ToHaveCountAsync(0);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open the conversations" }).TapAsync();
        await Assertions.Expect(page.Page.Locator("conversation-item")).ToBeInViewportAsync();

        Assert.Equal(390, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Phone_WithALongTitle_CutsTheTitleAndNothingElse()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(Phone: true));

        await page.AskAsync("what went wrong with the nightly copy of the archive, and what should I do about it?");

        await Assertions.Expect(page.Page.Locator("header h1")).ToContainTextAsync("what went wrong");
        foreach (var whole in new[] { page.Page.Locator("message-composer"), page.Page.Locator("message-composer .send"), page.Page.Locator("header .memory"), page.Questions.Last })
            await Assertions.Expect(whole).ToBeInViewportAsync(new() { Ratio = 1 });
        page.AssertClean();
    }

    [Fact]
    public async Task Zoom_OfTwoHundredPercent_LosesNothing()
    {
        // 200% on a window of 1280 x 800 leaves half of each.
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(Width: 640, Height: 400));
        await page.AskAsync("cite this");

        await Assertions.Expect(page.Field).ToBeInViewportAsync(new() { Ratio = 1 });
        await page.Answer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Source 2") }).ClickAsync();
        await Assertions.Expect(page.Sources.Locator("source-card[open]")).ToBeInViewportAsync();
        Assert.Equal(640, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    private static Task<string> GroundAsync(AssistantPage page) => page.Page.Locator("main").EvaluateAsync<string>("""
        node => { for (let at = node; at; at = at.parentNode ?? at.host) if (at instanceof Element) { const c = getComputedStyle(at).backgroundColor; if (c !== "rgba(0, 0, 0, 0)") return c; } return ""; }
        """);
}
