using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Model;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>What an answer asks back, on our own page: a choice, an approval and a form, by the keyboard alone, with pictures under artifacts/screenshots.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AskedBackTests(BrowserFixture fixture)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en-GB", false, "What is the total?", "Which one do you mean?")]
    [InlineData("zh-CN", true, "合计是多少？", "您指的是哪一个？")]
    public async Task Choice_ByKeyboard_IsAnswered(string locale, bool phone, string question, string asked)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(), new(locale, Dark: phone, Phone: phone, Still: true));
        await page.Page.Locator("message-composer input[type=file]").SetInputFilesAsync([File("nordwind.txt", "Nordwind Supplies\n\nTotal: 1,250.00 EUR\n"), File("suedwind.txt", "Suedwind Trading\n\nTotal: 1,310.00 EUR\n")]);
        await page.AskAsync(question);
        await AssistantPage.ShownAsync(page.Answer, asked);
        await page.AssertAccessibleAsync("choice");
        await page.TakePictureAsync($"asked-choice-{locale}");

        await PressAsync(page, page.Page.Locator(".suggestions").GetByRole(AriaRole.Button, new() { Name = "suedwind.txt" }));

        await Assertions.Expect(page.Answers).ToHaveCountAsync(2);
        await AssistantPage.ShownAsync(page.Answer, "1,310.00");
        await Assertions.Expect(page.Page.Locator(".suggestions")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Approval_ByKeyboard_RunsTheToolOnce()
    {
        var shop = new Shop();
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_order", """{"item":"pears","count":3}""")), StubReply.Text("Three pears are on their way."));
        await using var server = await shop.StartServerAsync(model);
        await using var page = await AssistantPage.OpenAsync(fixture, server, new(Still: true));
        await page.AskAsync("Order three pears");
        await AssistantPage.ShownAsync(page.Answer, "May I run shop_order?");
        await page.AssertAccessibleAsync("approval");
        await page.TakePictureAsync("asked-approval");
        Assert.Empty(shop.Orders);

        await PressAsync(page, page.Page.Locator(".suggestions").GetByRole(AriaRole.Button, new() { Name = "Yes, run it" }));

        await AssistantPage.ShownAsync(page.Answer, "Three pears are on their way.");
        Assert.Equal(["3 pears"], shop.Orders);
        page.AssertClean();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Form_ByKeyboard_SaysWhatIsMissing_AndGoesToTheTool(bool dark, bool phone)
    {
        var shop = new Shop();
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_reserve", "{}")), StubReply.Text("Two pears are waiting."));
        await using var server = await shop.StartServerAsync(model);
        await using var page = await AssistantPage.OpenAsync(fixture, server, new(Dark: dark, Phone: phone, Still: true));
        await page.AskAsync("Reserve something");
        var card = page.Page.Locator("adaptive-card");
        await card.GetByLabel("What to reserve").WaitForAsync();
        await page.AssertAccessibleAsync("form");
        await page.TakePictureAsync($"asked-form-{(phone ? "phone" : "page")}");

        await PressAsync(page, card.GetByRole(AriaRole.Button, new() { Name = "Send" }));
        await AssistantPage.ShownAsync(card, "“What to reserve” is missing.");
        await page.AssertAccessibleAsync("form with something missing");
        await page.TakePictureAsync($"asked-form-missing-{(phone ? "phone" : "page")}");
        await Assertions.Expect(page.Questions).ToHaveCountAsync(1);

        await card.GetByLabel("What to reserve").FocusAsync();
        var keys = page.Page.Keyboard;
        await keys.TypeAsync("pears");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("2");
        await card.GetByLabel("From which day").FillAsync("2027-03-14");
        await card.GetByLabel("Harbour").FocusAsync();
        await keys.PressAsync("Space");
        await PressAsync(page, card.GetByRole(AriaRole.Button, new() { Name = "Send" }));

        await AssistantPage.ShownAsync(page.Answer, "Two pears are waiting.");
        await AssistantPage.ShownAsync(page.Questions.Last, "What to reserve: pears");
        Assert.Equal(["2 pears from 2027-03-14, Harbour"], shop.Orders);
        page.AssertClean();
    }

    [Fact]
    public async Task Form_AnsweredInWords_IsAskedOneThingAfterTheOther()
    {
        var shop = new Shop();
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_reserve", """{"item":"pears","count":2,"from":"2027-03-14"}""")), StubReply.Text("Two pears are waiting."));
        await using var server = await shop.StartServerAsync(model);
        await using var page = await AssistantPage.OpenAsync(fixture, server, new(Still: true));
        await page.AskAsync("Reserve two pears");

        await page.AskAsync("the moon");
        await AssistantPage.ShownAsync(page.Answer, "“the moon” is none of: Harbour, Station");
        await page.AskAsync("harbour");
        await page.AskAsync("yes");

        await AssistantPage.ShownAsync(page.Answer, "Two pears are waiting.");
        Assert.Equal(["2 pears from 2027-03-14, Harbour, wrapped"], shop.Orders);
        page.AssertClean();
    }

    private static async Task PressAsync(AssistantPage page, ILocator button)
    {
        await button.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
    }

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };
}
