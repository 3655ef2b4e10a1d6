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

        await KeptAsync(page, up);
        await PressedAsync(up, true);
        await KeptAsync(page, down);
        await PressedAsync(up, false);
        var reason = page.Answers.GetByLabel(why);
        await Assertions.Expect(reason).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync("Too short");
        await page.TakePictureAsync($"feedback-{locale}");
        await page.Answers.GetByRole(AriaRole.Button, new() { Name = send, Exact = true }).ClickAsync();
        await Assertions.Expect(reason).ToHaveCountAsync(0);
        await Assertions.Expect(down).ToBeFocusedAsync();

        // At once: the reason is on its way.
        await page.Page.ReloadAsync();
        await PressedAsync(down, true);
        await page.Page.WaitForFunctionAsync(GivenReason, "Too short", new() { PollingInterval = 200 });
        await down.PressAsync("Enter");
        await PressedAsync(down, false);
        await Assertions.Expect(reason).ToHaveCountAsync(0);
        await up.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(up).ToBeFocusedAsync();
        page.AssertClean();
    }

    private const string GivenReason = """
        async reason => {
            const { token } = await (await fetch("/api/page/session", { method: "POST" })).json();
            const conversation = new URLSearchParams(location.hash.slice(1)).get("c");
            const { feedback } = await (await fetch(`/api/page/conversations/${conversation}/feedback`, { headers: { authorization: `Bearer ${token}` } })).json();
            return feedback.length === 1 && feedback[0].reason === reason;
        }
        """;

    /// <summary>Pressed, and the server has it.</summary>
    private static async Task KeptAsync(AssistantPage page, ILocator thumb) =>
        Assert.True((await page.Page.RunAndWaitForResponseAsync(() => thumb.ClickAsync(), response => response.Request.Method == "PUT")).Ok);

    private static ILocator Button(AssistantPage page, string name) => page.Answers.Last.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Task PressedAsync(ILocator thumb, bool pressed) => Assertions.Expect(thumb).ToHaveAttributeAsync("aria-pressed", pressed ? "true" : "false");
}
