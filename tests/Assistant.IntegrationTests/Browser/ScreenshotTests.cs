using System.Text.RegularExpressions;
using Assistant.IntegrationTests.Server;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>Pictures of the page at work on the real models, under artifacts/screenshots: for people to judge, and for the README (docs/images).</summary>
[Collection(BrowserCollection.Name)]
public sealed class ScreenshotTests(BrowserFixture fixture)
{
    private const int LargestBytes = 300_000;

    [Theory]
    [InlineData("light", "en-GB", false, false)]
    [InlineData("dark", "en-GB", true, false)]
    [InlineData("phone", "en-GB", false, true)]
    [InlineData("chinese", "zh-CN", false, false)]
    public async Task Page_WithACitedPicture_IsTaken(string name, string locale, bool dark, bool phone)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync("pictures"), new(locale, dark, phone));
        var words = locale == "zh-CN" ? (Sample: "一张发票", Next: "什么时候到期？") : (Sample: "An invoice", Next: "When is it due?");
        await page.Page.Locator("empty-state").GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{words.Sample}") }).ClickAsync();
        await Assertions.Expect(page.Answers).ToHaveCountAsync(1);
        await page.AskAsync(words.Next);

        await page.Answer.Locator(".cite").First.ClickAsync();
        await Assertions.Expect(page.Sources.Locator("source-card[open] .mark")).ToBeInViewportAsync();
        await page.Page.Mouse.MoveAsync(0, 0);

        await TakeAsync(page, name);
    }

    [Fact]
    public async Task EmptyPage_IsTaken()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync());
        await page.Page.Locator("empty-state").WaitForAsync();

        await TakeAsync(page, "empty");
    }

    private static async Task TakeAsync(AssistantPage page, string name)
    {
        var picture = await page.TakePictureAsync(name);
        Assert.InRange(picture.Length, 10_000, LargestBytes);
        page.AssertClean();
    }
}
