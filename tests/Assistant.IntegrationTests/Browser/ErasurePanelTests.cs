using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>Erasing everything about oneself from the memory panel: what goes is said, a word is typed, the receipt can be taken along; with pictures under artifacts/screenshots.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ErasurePanelTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("erase-light", "en-GB", false, false, "erase")]
    [InlineData("erase-dark", "en-GB", true, false, "erase")]
    [InlineData("erase-phone", "en-GB", false, true, "erase")]
    [InlineData("erase-chinese-phone", "zh-CN", true, true, "删除")]
    public async Task Erase_ByTheButton_IsAccessibleAndTaken(string name, string locale, bool dark, bool phone, string word)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(), new(locale, dark, phone, Still: true));
        await page.AskAsync(locale == "zh-CN" ? "我住在杭州。" : "I live in Bergen.");
        await BeginAsync(page);
        await page.Page.WaitForFunctionAsync("() => document.getAnimations().every(each => each.playState !== 'running')");
        await page.AssertAccessibleAsync("asked back");
        await page.TakePictureAsync(name);
        await Erase(page).Locator("input").FillAsync(word);
        await Erase(page).Locator(".now").ClickAsync();
        await Receipt(page).WaitForAsync();
        await page.AssertAccessibleAsync("receipt");
        await page.TakePictureAsync(name + "-receipt");
        page.AssertClean();
    }

    [Fact]
    public async Task Erase_ByKeyboardAlone_TakesEverythingAndGivesAnAuthenticReceipt()
    {
        var server = await fixture.ShippedAsync();
        await using var page = await AssistantPage.OpenAsync(fixture, server, new(Still: true));
        await page.AskAsync("I live in Bergen.");
        var user = await UserAsync(page);
        await page.Field.FillAsync("A draft that is not sent");

        await page.Page.Keyboard.PressAsync("Alt+m");
        await Erase(page).Locator(".start").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.TypeAsync("Eras");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Erase(page).Locator(".now")).ToBeDisabledAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Erase(page).Locator(".start")).ToBeFocusedAsync();
        Assert.NotEmpty(await StoredAsync(server, user));

        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.TypeAsync("Erase");
        await page.Page.Keyboard.PressAsync("Enter");
        await Receipt(page).WaitForAsync();
        var saved = await page.Page.RunAndWaitForDownloadAsync(() => Receipt(page).Locator(".save").PressAsync("Enter"));
        await using var stream = await saved.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        var receipt = ErasureReceipt.Parse(bytes.ToArray())!;
        Assert.True(receipt.IsAuthentic());
        Assert.Equal(("person", "receipt.json"), (receipt.RequestedBy, saved.SuggestedFilename));
        Assert.Equal(receipt.Subject, await Receipt(page).Locator("code").InnerTextAsync());
        Assert.True(receipt.Covered["turns"] >= 1);
        Assert.Empty(await StoredAsync(server, user));

        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.Locator("conversation-item")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Answers).ToHaveCountAsync(0);
        await Assertions.Expect(page.Field).ToHaveValueAsync("");
        // Whoever writes on is a new person.
        await page.AskAsync("My dog is called Rex.");
        await page.Page.Keyboard.PressAsync("Alt+m");
        await AssistantPage.ShownAsync(page.Page.GetByRole(AriaRole.Dialog).Locator("memory-fact"), "Rex");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).Not.ToContainTextAsync("Bergen");
        page.AssertClean();
    }

    [Fact]
    public async Task Erase_UnderALegalHold_SaysSoAndErasesNothing()
    {
        var server = await fixture.ShippedAsync();
        await using var page = await AssistantPage.OpenAsync(fixture, server, new(Still: true));
        await page.AskAsync("I live in Bergen.");
        var person = new ContentOwner("default", await UserAsync(page));
        await server.Services.GetRequiredService<ILegalHolds>().SetAsync(person, "court", TestContext.Current.CancellationToken);
        await BeginAsync(page);
        await Erase(page).Locator("input").FillAsync("erase");
        await Erase(page).Locator(".now").ClickAsync();
        await AssistantPage.ShownAsync(Erase(page).Locator(".problem"), "legal hold");
        Assert.NotEmpty(await StoredAsync(server, person.SubjectId));
        await Assertions.Expect(page.Page.Locator("conversation-item")).ToHaveCountAsync(1);
    }

    private static ILocator Erase(AssistantPage page) => page.Page.GetByRole(AriaRole.Dialog).Locator("erase-everything");

    private static ILocator Receipt(AssistantPage page) => page.Page.GetByRole(AriaRole.Dialog).Locator("erasure-receipt");

    private static async Task BeginAsync(AssistantPage page)
    {
        await page.Page.Locator("header .memory").ClickAsync();
        await Erase(page).Locator(".start").ClickAsync();
        await Assertions.Expect(Erase(page).Locator("input")).ToBeFocusedAsync();
    }

    private static Task<string> UserAsync(AssistantPage page) =>
        page.Page.EvaluateAsync<string>("async () => (await (await fetch('/api/page/session', { method: 'POST' })).json()).userId");

    private static async Task<List<ArchivedItem>> StoredAsync(Server.RunningServer server, string user)
    {
        var items = new List<ArchivedItem>();
        await foreach (var item in server.Services.GetRequiredService<IPersonArchive>().ReadAsync(new("default", user), "test", TestContext.Current.CancellationToken))
            items.Add(item);
        return items;
    }
}
