using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>An answer from an earlier conversation on the page, and the line of a conversation that is not to be remembered; with pictures for people to judge, under artifacts/screenshots.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RememberedTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("en-GB", false, "The plumber comes on 14 March at 9:30.", "When does the plumber come?", "14 March", "Don't remember this conversation.", "Not remembered")]
    [InlineData("zh-CN", true, "水管工3月14日9:30来。", "水管工什么时候来？", "3月14日", "不要记住这次对话。", "不记住此对话")]
    public async Task Page_OfAPersonWithMemory_ShowsWhereFromAndWhenNothingIsRemembered(string locale, bool phone, string told, string asked, string found, string wish, string line)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(), new(locale, Phone: phone, Width: 1180, Height: 700));
        await page.AskAsync(told);
        await page.Page.GotoAsync(page.Address);
        Assert.Contains(found, await page.AskAsync(asked), StringComparison.Ordinal);
        await page.TakePictureAsync($"remembered-{locale}");
        var shown = page.Page.Locator(".unremembered");
        await Assertions.Expect(shown).ToHaveCountAsync(0);

        await page.AskAsync(wish);
        await AssistantPage.ShownAsync(shown, line);
        await page.TakePictureAsync($"unremembered-{locale}");
        await page.Page.ReloadAsync();
        await AssistantPage.ShownAsync(shown, line);
        page.AssertClean();
    }
}
