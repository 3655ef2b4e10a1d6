using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>The thumbs below an answer, with their reason; with pictures for people to judge, under artifacts/screenshots.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FeedbackTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("en-GB", false, false, "Good answer", "Bad answer", "What was wrong? (optional)", "Send")]
    [InlineData("zh-CN", true, true, "回答得好", "回答不好", "哪里不好？（可不填）", "发送")]
    public async Task Thumbs_AreGivenExplainedKeptAndTakenBack(string locale, bool dark, bool phone, string good, string bad, string why, string send)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(locale, dark, phone, 1180, 700));
        await page.AskAsync("hello");
        var (up, down) = (Button(page, good), Button(page, bad));

        await up.ClickAsync();
        await PressedAsync(up, true);
        await down.ClickAsync();
        await PressedAsync(up, false);
        var reason = page.Answers.GetByLabel(why);
        await Assertions.Expect(reason).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync("Too short");
        await page.TakePictureAsync($"feedback-{locale}");
        await page.Answers.GetByRole(AriaRole.Button, new() { Name = send, Exact = true }).ClickAsync();
        await Assertions.Expect(reason).ToHaveCountAsync(0);
        await Assertions.Expect(down).ToBeFocusedAsync();

        await page.Page.ReloadAsync();
        await PressedAsync(down, true);
        await down.PressAsync("Enter");
        await PressedAsync(down, false);
        await Assertions.Expect(reason).ToHaveCountAsync(0);
        await up.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(up).ToBeFocusedAsync();
        page.AssertClean();
    }

    private static ILocator Button(AssistantPage page, string name) => page.Answers.Last.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Task PressedAsync(ILocator thumb, bool pressed) => Assertions.Expect(thumb).ToHaveAttributeAsync("aria-pressed", pressed ? "true" : "false");
}
