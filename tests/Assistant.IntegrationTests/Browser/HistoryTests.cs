using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class HistoryTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Conversations_SearchedRenamedAndDeleted_StayThatWay()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("the quarterly figures");
        await NewAsync(page);
        await page.AskAsync("a holiday in spring");
        var items = page.Page.Locator("conversation-item");
        await Assertions.Expect(items).ToHaveCountAsync(2);

        var search = page.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search conversations" });
        await search.FillAsync("quarterly");
        await Assertions.Expect(items).ToHaveCountAsync(1);
        await AssistantPage.ShownAsync(items, "the quarterly figures");
        await search.FillAsync("");
        await Assertions.Expect(items).ToHaveCountAsync(2);

        await MenuAsync(page, "the quarterly figures", "Rename");
        await page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Name of the conversation" }).FillAsync("Figures Q3");
        await page.Page.Keyboard.PressAsync("Enter");
        await AssistantPage.ShownAsync(items.Nth(1), "Figures Q3");

        await MenuAsync(page, "a holiday in spring", "Delete");
        await Assertions.Expect(items).ToHaveCountAsync(1);
        // Leaving the page ends the time to think better of it.
        await page.Page.ReloadAsync();
        await Assertions.Expect(items).ToHaveCountAsync(1);
        await AssistantPage.ShownAsync(items, "Figures Q3");

        await items.GetByRole(AriaRole.Button, new() { Name = "Figures Q3" }).First.ClickAsync();
        await AssistantPage.ShownAsync(page.Answers, "You said: the quarterly figures");
        page.AssertClean();
    }

    [Fact]
    public async Task Conversation_DeletedByMistake_ComesBack()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("keep me");
        await MenuAsync(page, "keep me", "Delete");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await AssistantPage.ShownAsync(page.Page.Locator("conversation-item"), "keep me");
        await page.Page.ReloadAsync();
        await AssistantPage.ShownAsync(page.Page.Locator("conversation-item"), "keep me");
        page.AssertClean();
    }

    [Fact]
    public async Task Conversations_OfAnotherBrowser_AreNotShown()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("mine alone");

        await using var other = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());

        await AssistantPage.ShownAsync(other.Page.Locator("conversation-rail"), "Your conversations will be listed here.");
        other.AssertClean();
    }

    private static Task NewAsync(AssistantPage page) => page.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();

    private static async Task MenuAsync(AssistantPage page, string title, string entry)
    {
        await page.Page.Locator("conversation-item", new() { HasText = title }).HoverAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = $"More for {title}" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Menuitem, new() { Name = entry }).ClickAsync();
    }
}
