using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>The panel of what is remembered: all that a person can do in it, by mouse and by keyboard; with pictures for people to judge, under artifacts/screenshots.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MemoryPanelTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("memory-light", "en-GB", false, false)]
    [InlineData("memory-dark", "en-GB", true, false)]
    [InlineData("memory-phone", "en-GB", false, true)]
    [InlineData("memory-chinese", "zh-CN", false, false)]
    [InlineData("memory-chinese-phone", "zh-CN", true, true)]
    public async Task Panel_WithFactsAndConversations_IsAccessibleAndTaken(string name, string locale, bool dark, bool phone)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(), new(locale, dark, phone, Still: true));
        string[] told = locale == "zh-CN" ? ["我住在苏州。", "我对花生过敏。", "我搬到了杭州。", "水管工3月14日9:30来。"] : ["I live in Oslo.", "I'm allergic to peanuts.", "I moved to Bergen.", "The plumber comes on 14 March at 9:30."];
        foreach (var words in told)
            await page.AskAsync(words);
        await page.Page.Keyboard.PressAsync("Alt+m");
        await Panel(page).Locator("memory-fact").First.WaitForAsync();
        await Panel(page).Locator("memory-fact .ask").First.ClickAsync();
        await Panel(page).Locator("memory-fact .why").WaitForAsync();
        await page.AssertAccessibleAsync("list");
        await page.TakePictureAsync(name);

        await Panel(page).Locator(".pause").ClickAsync();
        await Panel(page).Locator(".notice.paused").WaitForAsync();
        await Panel(page).Locator("memory-fact .edit").First.ClickAsync();
        await Panel(page).Locator("memory-episode .drop").First.ClickAsync();
        await Panel(page).Locator("forget-everything .start").ClickAsync();
        await page.AssertAccessibleAsync("paused, editing and forgetting");
        await page.TakePictureAsync(name + "-paused");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Panel(page)).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Panel(page)).ToHaveCountAsync(0);
        await page.TakePictureAsync(name + "-header");
        page.AssertClean();
    }

    [Fact]
    public async Task Panel_OfAPersonUnknown_SaysHowToBegin()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(), new(Still: true));
        await OpenAsync(page);
        await AssistantPage.ShownAsync(Panel(page), "Nothing is remembered yet.");
        await page.AssertAccessibleAsync("empty");
        await page.TakePictureAsync("memory-empty");
        page.AssertClean();
    }

    [Fact]
    public async Task Panel_WhatWasSaid_IsSeenExplainedCorrectedPausedTakenAlongAndForgotten()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(), new(Still: true));
        await page.AskAsync("I live in Bergen.");
        var told = page.Page.Url;
        await page.Page.GotoAsync(page.Address);
        await OpenAsync(page);
        var fact = Panel(page).Locator("memory-fact");
        await AssistantPage.ShownAsync(fact, "Bergen");

        await fact.Locator(".ask").ClickAsync();
        await AssistantPage.ShownAsync(fact.Locator(".why q"), "I live in Bergen.");
        await fact.Locator(".edit").ClickAsync();
        await fact.Locator("input").FillAsync("Oslo");
        await fact.Locator("input").PressAsync("Enter");
        await Assertions.Expect(fact.Locator(".value")).ToHaveTextAsync("Oslo");
        await fact.Locator(".ask").ClickAsync();
        await AssistantPage.ShownAsync(fact.Locator(".why"), "You corrected it here on");

        await Panel(page).GetByRole(AriaRole.Searchbox).FillAsync("walrus");
        await AssistantPage.ShownAsync(Panel(page), "No fact with “walrus”.");
        await AssistantPage.ShownAsync(Panel(page), "No conversation with “walrus”.");
        await Panel(page).GetByRole(AriaRole.Searchbox).FillAsync("");
        await AssistantPage.ShownAsync(fact, "Oslo");

        var saved = await page.Page.RunAndWaitForDownloadAsync(() => Panel(page).Locator(".export").ClickAsync());
        await using (var stream = await saved.CreateReadStreamAsync())
        {
            using var exported = await JsonDocument.ParseAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal("Oslo", exported.RootElement.GetProperty("facts")[0].GetProperty("value").GetString());
        }

        await Panel(page).Locator(".pause").ClickAsync();
        await AssistantPage.ShownAsync(Panel(page), "Memory is paused.");
        await fact.Locator(".ask").ClickAsync();
        await Panel(page).GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Open “I live in Bergen") }).ClickAsync();
        Assert.Equal(told, page.Page.Url);
        await AssistantPage.ShownAsync(page.Page.Locator("header .memory"), "Memory paused");
        await Assertions.Expect(page.Answers).ToHaveCountAsync(1);
        await page.AskAsync("I'm allergic to peanuts.");
        await page.Page.ReloadAsync();
        await AssistantPage.ShownAsync(page.Page.Locator("header .memory"), "Memory paused");

        await OpenAsync(page);
        await Assertions.Expect(Panel(page)).Not.ToContainTextAsync("peanuts");
        await Panel(page).Locator(".pause").ClickAsync();
        await Assertions.Expect(Panel(page).Locator(".notice.paused")).ToHaveCountAsync(0);

        await fact.Locator(".drop").ClickAsync();
        await AssistantPage.ShownAsync(fact, "“Oslo” is being forgotten.");
        await fact.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await AssistantPage.ShownAsync(fact.Locator(".value"), "Oslo");
        await fact.Locator(".drop").ClickAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await OpenAsync(page);
        await Assertions.Expect(fact).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Panel_ByKeyboardAlone_KeepsFocusInsideAndGivesItBack()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(), new(Still: true));
        await page.AskAsync("My dog is called Rex.");
        await page.Page.Locator("header .memory").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Panel(page).Locator("memory-fact").WaitForAsync();
        for (var i = 0; i < 30; i++)
        {
            await page.Page.Keyboard.PressAsync(i < 15 ? "Tab" : "Shift+Tab");
            Assert.Contains(await FocusAsync(page), (string[])["dialog", "page"]);
        }
        await Panel(page).Locator("forget-everything .start").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.TypeAsync("Forget");
        await page.Page.Keyboard.PressAsync("Enter");
        await AssistantPage.ShownAsync(Panel(page), "Nothing is remembered yet.");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Panel(page)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("header .memory")).ToBeFocusedAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task Panel_LeftOpen_FollowsWhatIsLearnt()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(), new(Still: true));
        await OpenAsync(page);
        await AssistantPage.ShownAsync(Panel(page), "Nothing is remembered yet.");
        var second = await page.OpenTabAsync();
        var field = second.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });
        await field.FillAsync("My dog is called Rex.");
        await field.PressAsync("Enter");

        await AssistantPage.ShownAsync(Panel(page).Locator("memory-fact"), "Rex");
        page.AssertClean();
    }

    private static ILocator Panel(AssistantPage page) => page.Page.GetByRole(AriaRole.Dialog);

    private static async Task OpenAsync(AssistantPage page)
    {
        await page.Page.Locator("header .memory").ClickAsync();
        await Panel(page).GetByRole(AriaRole.Searchbox).WaitForAsync();
    }

    /// <summary>Where the focus is: "dialog", "page" when the browser's own controls have it, or what else on the page.</summary>
    private static Task<string> FocusAsync(AssistantPage page) => page.Page.EvaluateAsync<string>("""
        () => {
            let focused = document.activeElement;
            if (focused === document.body || focused === null) return "page";
            while (focused.shadowRoot?.activeElement) {
                if (focused.localName === "page-dialog") return "dialog";
                focused = focused.shadowRoot.activeElement;
            }
            return focused.localName;
        }
        """);
}
