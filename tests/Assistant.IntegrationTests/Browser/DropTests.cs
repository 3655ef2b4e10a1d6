using Assistant.IntegrationTests.Deploy;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>Files dragged over the page and let go: the events of a real drag, with a real DataTransfer.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DropTests(BrowserFixture fixture)
{
    private const string Take = """
        files => { const data = new DataTransfer();
            for (const file of files) data.items.add(new File([Uint8Array.from(atob(file.content), each => each.charCodeAt(0))], file.name, { type: file.type }));
            window.dragged = data; }
        """;

    private const string Drag = """
        ([type, selector]) => { const target = selector ? document.querySelector(selector) : document.body;
            return target.dispatchEvent(new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer: window.dragged })); }
        """;

    [Fact]
    public async Task PictureAndDocument_Dropped_WaitInTheMessageAndAreSent()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        var overlay = page.Page.GetByText("Drop to add to your message");
        await TakeAsync(page, await PictureAsync(), Document());
        await DragAsync(page, "dragenter");
        await Assertions.Expect(overlay).ToBeVisibleAsync();
        // A browser opens what is let go over a place that did not accept it.
        Assert.False(await DragAsync(page, "dragover"), "the page did not say that it takes the files");

        Assert.False(await DragAsync(page, "drop"), "the browser would leave the page and open the file");

        await Assertions.Expect(overlay).ToHaveCountAsync(0);
        var chips = page.Page.Locator("file-chip");
        await Assertions.Expect(chips).ToHaveCountAsync(2);
        await Assertions.Expect(chips.Locator("img")).ToHaveCountAsync(1);
        Assert.True(await chips.Locator("img").EvaluateAsync<bool>("async image => { await image.decode(); return image.naturalWidth > 100; }"), "the preview shows nothing");
        await AssistantPage.ShownAsync(chips.Nth(1), "terms.md");
        await Assertions.Expect(page.Field).ToBeFocusedAsync();

        await page.AskAsync("read these");

        await Assertions.Expect(page.Questions.Locator(".picture img")).ToHaveCountAsync(1);
        await AssistantPage.ShownAsync(page.Questions.Locator(".file"), "terms.md");
        await Assertions.Expect(chips).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Document_Dropped_IsReadAndAnsweredFrom()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync());
        await TakeAsync(page, Document());
        await DragAsync(page, "drop");
        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(1);

        Assert.Contains("45 days", await page.AskAsync("How long is the notice period?"), StringComparison.Ordinal);
        page.AssertClean();
    }

    [Fact]
    public async Task Drag_ThatLeavesThePage_AddsNothing()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        var overlay = page.Page.GetByText("Drop to add to your message");
        await TakeAsync(page, Document());
        await DragAsync(page, "dragenter");
        await DragAsync(page, "dragenter", "assistant-app");
        await DragAsync(page, "dragleave");
        await Assertions.Expect(overlay).ToBeVisibleAsync();

        await DragAsync(page, "dragleave", "assistant-app");

        await Assertions.Expect(overlay).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Text_Dragged_IsLeftToTheBrowser()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.Page.EvaluateAsync("() => { window.dragged = new DataTransfer(); window.dragged.setData('text/plain', 'words'); }");

        await DragAsync(page, "dragenter");

        Assert.True(await DragAsync(page, "dragover"), "dragged text is not for the page to take");
        await Assertions.Expect(page.Page.GetByText("Drop to add to your message")).ToHaveCountAsync(0);
        Assert.True(await DragAsync(page, "drop"));
        page.AssertClean();
    }

    [Fact]
    public async Task File_Empty_IsRefusedByNameAndTheOthersStay()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await TakeAsync(page, new Dragged("nothing.txt", "text/plain", ""), Document());

        await DragAsync(page, "drop");

        await AssistantPage.ShownAsync(page.Page.GetByRole(AriaRole.Alert), "nothing.txt");
        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(1);
        page.AssertClean();
    }

    [Fact]
    public async Task Preview_TakenAway_IsNotSentAndDoesNotComeBack()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await TakeAsync(page, await PictureAsync(), Document());
        await DragAsync(page, "drop");
        var chips = page.Page.Locator("file-chip");
        await Assertions.Expect(chips).ToHaveCountAsync(2);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Remove invoice.png" }).ClickAsync();

        await Assertions.Expect(chips).ToHaveCountAsync(1);
        await AssistantPage.ShownAsync(chips, "terms.md");
        await page.Page.ReloadAsync();
        await Assertions.Expect(chips).ToHaveCountAsync(1);
        await page.AskAsync("read this");
        await Assertions.Expect(page.Questions.Locator(".picture")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Questions.Locator(".file")).ToHaveCountAsync(1);
        page.AssertClean();
    }

    private static async Task TakeAsync(AssistantPage page, params Dragged[] files) =>
        await page.Page.EvaluateAsync(Take, files.Select(file => new { name = file.Name, type = file.Type, content = file.Content }).ToArray());

    /// <returns>False when the page took the event.</returns>
    private static Task<bool> DragAsync(AssistantPage page, string type, string selector = "") => page.Page.EvaluateAsync<bool>(Drag, new[] { type, selector });

    private static async Task<Dragged> PictureAsync() =>
        new("invoice.png", "image/png", Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(Tool.Root, "web/samples/invoice.png"), TestContext.Current.CancellationToken)));

    private static Dragged Document() => new("terms.md", "text/markdown", Convert.ToBase64String("# Terms\n\nThe notice period is 45 days.\n\nThe rent is due on the first of the month.\n"u8));

    private sealed record Dragged(string Name, string Type, string Content);
}
