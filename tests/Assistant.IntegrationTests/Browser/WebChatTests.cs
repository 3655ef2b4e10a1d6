using Assistant.IntegrationTests.Server;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>Microsoft's Web Chat, unchanged, on our Direct Line: what it understands, any client does.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WebChatTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Text_Sent_IsAnswered()
    {
        await using var page = await OpenAsync();

        await SendAsync(page, "hello there");

        await AssistantPage.ShownAsync(Bubbles(page).Last, "You said: hello there");
        page.AssertClean();
    }

    [Fact]
    public async Task Answer_WhileItGrows_IsOneBubble()
    {
        await using var page = await OpenAsync();

        const string Paced = "paced in the bubble";
        var script = (await fixture.ScriptedAsync()).Script;
        await SendAsync(page, Paced);

        script.Release(Paced);
        await AssistantPage.ShownAsync(Bubbles(page).Last, "word2");
        script.Release(Paced, ScriptedAnswers.PacedWords - 1);
        await AssistantPage.ShownAsync(Bubbles(page).Last, $"You said: {Paced}");
        // Ours and the one that grew.
        await Assertions.Expect(Bubbles(page)).ToHaveCountAsync(2);
        page.AssertClean();
    }

    [Fact]
    public async Task Citations_OfAnAnswer_AreLinksWithAList()
    {
        await using var page = await OpenAsync();

        await SendAsync(page, "cite something");

        await Assertions.Expect(Bubbles(page).Filter(new() { HasText = "The total is 12.50" })).ToBeVisibleAsync();
        await AssistantPage.ShownAsync(page.Page.Locator(".webchat__link-definitions"), "2 references");
        await AssistantPage.ShownAsync(page.Page.Locator(".webchat__link-definitions"), "terms.pdf");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "Who sent it?" })).ToBeVisibleAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task Picture_Sent_ArrivesWithTheMessage()
    {
        await using var page = await OpenAsync();
        await page.Page.Locator("input[type=file]").SetInputFilesAsync(Path.Combine(Deploy.Tool.Root, "web/samples/invoice.png"));
        await page.Page.Locator(".webchat__attachment-icon--checked").WaitForAsync();

        await SendAsync(page, "look at this");

        await AssistantPage.ShownAsync(Bubbles(page).Last, "You said: look at this");
        await Assertions.Expect(Bubbles(page).Locator("img").First).ToBeVisibleAsync();
        await page.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.webchat__bubble__content img')].some(each => each.naturalWidth > 0)");
        page.AssertClean();
    }

    private async Task<AssistantPage> OpenAsync()
    {
        var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), path: "/webchat/");
        await page.Page.Locator("[data-id=webchat-sendbox-input]").WaitForAsync();
        return page;
    }

    private static async Task SendAsync(AssistantPage page, string text)
    {
        var box = page.Page.Locator("[data-id=webchat-sendbox-input]");
        await box.FillAsync(text);
        await box.PressAsync("Enter");
    }

    private static ILocator Bubbles(AssistantPage page) => page.Page.Locator(".webchat__bubble__content");
}
