using System.Text;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>What is written and not sent yet: it stays where it was written, and nothing takes its place.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DraftTests(BrowserFixture fixture)
{
    private const string KeptFiles = """
        () => new Promise(resolve => { indexedDB.open("assistant").onsuccess = event => {
            const keys = event.target.result.transaction("files").objectStore("files").getAllKeys();
            keys.onsuccess = () => resolve(keys.result.length); }; })
        """;

    [Fact]
    public async Task Draft_WrittenWhileItsConversationBegins_StaysInIt()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        var release = new TaskCompletionSource();
        await page.Page.RouteAsync("**/v3/directline/conversations", async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });
        await page.SendAsync("the first");
        await page.Field.FillAsync("and the sec");
        await ChooseAsync(page, "log.txt");
        var chips = page.Page.Locator("file-chip");
        await Assertions.Expect(chips).ToHaveCountAsync(1);

        release.SetResult();

        await Assertions.Expect(page.Answers).ToHaveCountAsync(1);
        await Assertions.Expect(page.Field).ToHaveValueAsync("and the sec");
        await Assertions.Expect(chips).ToHaveCountAsync(1);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        await Assertions.Expect(page.Field).ToHaveValueAsync("");
        await Assertions.Expect(chips).ToHaveCountAsync(0);
        await page.Page.GoBackAsync();
        await Assertions.Expect(page.Field).ToHaveValueAsync("and the sec");
        await Assertions.Expect(chips).ToHaveCountAsync(1);
        page.AssertClean();
    }

    [Fact]
    public async Task Draft_ReloadedBehindAMessageThatWaits_StaysInItsConversation()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        const string Begin = "**/v3/directline/conversations";
        await page.Page.RouteAsync(Begin, route => route.AbortAsync());
        await page.SendAsync("the first");
        await Assertions.Expect(page.Questions.Locator(".state")).ToBeVisibleAsync();
        await page.Field.FillAsync("and the second");
        await ChooseAsync(page, "log.txt");
        var chips = page.Page.Locator("file-chip");
        await Assertions.Expect(chips).ToHaveCountAsync(1);
        await KeptAsync(page, 1);
        await page.Page.UnrouteAsync(Begin);

        await page.Page.ReloadAsync();

        await Assertions.Expect(page.Answers).ToHaveCountAsync(1);
        await Assertions.Expect(page.Field).ToHaveValueAsync("and the second");
        await Assertions.Expect(chips).ToHaveCountAsync(1);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        await Assertions.Expect(page.Field).ToHaveValueAsync("");
        await Assertions.Expect(chips).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task FailedMessage_PutBack_JoinsWhatIsInTheFieldAndLeavesNoFileBehind()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        page.ConnectionMayBreak = true;
        await page.Page.RouteAsync("**/upload*", route => route.FulfillAsync(new() { Status = 413, Body = "{}" }), new() { Times = 1 });
        await ChooseAsync(page, "log.txt");
        await page.SendAsync("read this");
        var failed = page.Questions.Last.Locator(".state.failed");
        await Assertions.Expect(failed).ToBeVisibleAsync();
        await page.Field.FillAsync("written meanwhile");
        await ChooseAsync(page, "log.txt");
        var chips = page.Page.Locator("file-chip");
        await Assertions.Expect(chips).ToHaveCountAsync(1);

        await failed.GetByRole(AriaRole.Button, new() { Name = "Edit and send again" }).ClickAsync();

        await Assertions.Expect(page.Field).ToHaveValueAsync("read this\n\nwritten meanwhile");
        await Assertions.Expect(chips.Locator("b")).ToHaveTextAsync(["log.txt", "log-2.txt"]);
        await KeptAsync(page, 2);
        await chips.Last.GetByRole(AriaRole.Button).ClickAsync();
        await page.Field.PressAsync("Enter");
        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        await Assertions.Expect(page.Questions.Last.Locator(".file")).ToHaveCountAsync(1);
        await KeptAsync(page, 0);
    }

    [Fact]
    public async Task Draft_OfANewConversationInTwoTabs_IsEachTabsOwn()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.Field.FillAsync("in the first");
        await ChooseAsync(page, "first.txt");
        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(1);
        var second = await page.OpenTabAsync();
        var field = second.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });
        await Assertions.Expect(field).ToHaveValueAsync("");
        await field.FillAsync("in the second");
        await second.Locator("message-composer input[type=file]").SetInputFilesAsync(new FilePayload { Name = "second.txt", MimeType = "text/plain", Buffer = "second"u8.ToArray() });
        await Assertions.Expect(second.Locator("file-chip")).ToHaveCountAsync(1);
        await KeptAsync(page, 2);

        await page.Page.ReloadAsync();
        await second.ReloadAsync();

        await Assertions.Expect(page.Field).ToHaveValueAsync("in the first");
        await AssistantPage.ShownAsync(page.Page.Locator("file-chip"), "first.txt");
        await Assertions.Expect(field).ToHaveValueAsync("in the second");
        await AssistantPage.ShownAsync(second.Locator("file-chip"), "second.txt");
        await second.CloseAsync();
        var third = await page.OpenTabAsync();
        await AssistantPage.ShownAsync(third.Locator("file-chip"), "second.txt");
        page.AssertClean();
    }

    [Fact]
    public async Task FailedMessage_WithMoreFilesThanFit_StaysWhereItIs()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("to warm up");
        page.ConnectionMayBreak = true;
        await page.Page.RouteAsync("**/upload*", route => route.FulfillAsync(new() { Status = 413, Body = "{}" }), new() { Times = 1 });
        await ChooseAsync(page, "a.txt", "b.txt");
        await page.SendAsync("read these");
        var failed = page.Questions.Last.Locator(".state.failed");
        await Assertions.Expect(failed).ToBeVisibleAsync();
        await ChooseAsync(page, [.. Enumerable.Range(1, 19).Select(i => $"log {i}.txt")]);
        var chips = page.Page.Locator("file-chip");
        await Assertions.Expect(chips).ToHaveCountAsync(19);

        var edit = failed.GetByRole(AriaRole.Button, new() { Name = "Edit and send again" });
        await edit.ClickAsync();

        await AssistantPage.ShownAsync(page.Page.GetByRole(AriaRole.Alert), "At most 20 files go with one message.");
        await Assertions.Expect(chips).ToHaveCountAsync(19);
        await Assertions.Expect(page.Field).ToHaveValueAsync("");
        await chips.Last.GetByRole(AriaRole.Button).ClickAsync();
        await edit.ClickAsync();
        await Assertions.Expect(chips).ToHaveCountAsync(20);
        await Assertions.Expect(page.Field).ToHaveValueAsync("read these");
    }

    [Theory]
    [InlineData("en-GB", false, 22, "At most 20 files go with one message. Not added: log 21.txt and log 22.txt.")]
    [InlineData("zh-CN", true, 32, "log 29.txt、log 30.txt和另外 2 个。")]
    public async Task Files_MoreThanGoWithAMessage_AreNamed(string locale, bool phone, int files, string said)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(locale, Phone: phone, Still: true));

        await ChooseAsync(page, [.. Enumerable.Range(1, files).Select(i => $"log {i}.txt")]);

        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(20);
        await AssistantPage.ShownAsync(page.Page.GetByRole(AriaRole.Alert), said);
        await page.AssertAccessibleAsync("too many files");
        await page.TakePictureAsync($"too-many-files-{locale}");
        page.AssertClean();
    }

    [Fact]
    public async Task Range_PastedFromASpreadsheet_IsAFileThatIsAnsweredFrom()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync());
        await page.Page.EvaluateAsync("""
            async () => { const cells = [["Item", "Price"], ["Chair", "40 euros"], ["Lamp", "25 euros"]];
                const [text, rows] = [cells.map(row => row.join("\t")).join("\n"), cells.map(row => `<tr>${row.map(each => `<td>${each}</td>`).join("")}</tr>`).join("")];
                await navigator.clipboard.write([new ClipboardItem({ "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([`<table>${rows}</table>`], { type: "text/html" }) })]); }
            """);
        await page.Field.FocusAsync();

        await page.Page.Keyboard.PressAsync("Control+v");

        await AssistantPage.ShownAsync(page.Page.Locator("file-chip"), "table.tsv");
        await Assertions.Expect(page.Field).ToHaveValueAsync("");
        await page.TakePictureAsync("pasted-range");
        Assert.Contains("25 euros", await page.AskAsync("How much is the lamp?"), StringComparison.Ordinal);
        await page.Answer.Locator(".cite").First.ClickAsync();
        await AssistantPage.ShownAsync(page.Sources.Locator("tr.quoted"), "25 euros");
        page.AssertClean();
    }

    /// <summary>Pasted without its looks, or in a client that knows of no ranges.</summary>
    [Fact]
    public async Task Range_InTheTextOfTheMessage_IsAnsweredFromToo()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync());

        Assert.Contains("25 euros", await page.AskAsync("How much is the lamp?\n\nItem\tPrice\nChair\t40 euros\nLamp\t25 euros"), StringComparison.Ordinal);

        await page.Answer.Locator(".cite").First.ClickAsync();
        await AssistantPage.ShownAsync(page.Sources.Locator("tr.quoted"), "25 euros");
        Assert.Contains("40 euros", await page.AskAsync("And the chair?"), StringComparison.Ordinal);
        page.AssertClean();
    }

    /// <summary>The browser has put away what the page gave it.</summary>
    private static async Task KeptAsync(AssistantPage page, int files) => await page.Page.WaitForFunctionAsync($"async () => await ({KeptFiles})() === {files}");

    private static Task ChooseAsync(AssistantPage page, params string[] names) =>
        page.Page.Locator("message-composer input[type=file]").SetInputFilesAsync(names.Select(name => new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes($"what {name} says") }));
}
