using Assistant.IntegrationTests.Server;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class ScrollTests(BrowserFixture fixture)
{
    [Fact]
    public async Task ReaderAtTheEnd_WhenAPictureGrowsThere_StaysAtTheEnd()
    {
        await using var page = await LongConversationAsync();

        await GrowAsync(page);

        Assert.InRange(await LeftAsync(page), 0, 1);
        await Assertions.Expect(page.Page.Locator("transcript-view .latest")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task ReaderAtTheEnd_WhenTheTextIsShorterForAMoment_StaysAtTheEnd()
    {
        await using var page = await LongConversationAsync();

        await page.Page.EvaluateAsync($$"""
            async () => {
                const [frame, view] = [{{Frame}}, {{View}}];
                view.requestUpdate();
                await view.updateComplete;
                const last = frame.querySelector('user-turn');
                last.style.display = 'none';
                frame.getBoundingClientRect();
                last.style.display = '';
                for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
            }
            """);

        Assert.InRange(await LeftAsync(page), 0, 1);
        await Assertions.Expect(page.Page.Locator("transcript-view .latest")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task ReaderWhoWentUp_WhenSomethingGrows_StaysThereAndIsLedBack()
    {
        await using var page = await LongConversationAsync();
        await page.Page.Locator("transcript-view .scroll").HoverAsync();
        await page.Page.Mouse.WheelAsync(0, -400);
        await Assertions.Expect(page.Page.Locator("transcript-view .latest")).ToBeVisibleAsync();
        // It scrolls smoothly.
        await page.Page.WaitForFunctionAsync($"() => {Left} > 390");

        await GrowAsync(page);
        Assert.InRange(await LeftAsync(page), 500, 2_000);
        await page.Page.Locator("transcript-view .latest").ClickAsync();

        await Assertions.Expect(page.Page.Locator("transcript-view .latest")).ToHaveCountAsync(0);
        await page.Page.WaitForFunctionAsync($"() => {Left} < 2");
        page.AssertClean();
    }

    private const string View = "document.querySelector('assistant-app').shadowRoot.querySelector('transcript-view')";
    private const string Frame = $"{View}.shadowRoot.querySelector('.scroll')";
    private const string Left = $"(frame => frame.scrollHeight - frame.scrollTop - frame.clientHeight)({Frame})";

    private async Task<AssistantPage> LongConversationAsync()
    {
        var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync(string.Join('\n', Enumerable.Range(1, 40).Select(line => $"line {line}")));
        await page.Page.WaitForFunctionAsync($"() => {Left} < 2");
        return page;
    }

    /// <summary>As when a picture has loaded: the layout is larger, and a scroll that was made before is told only now.</summary>
    private static async Task GrowAsync(AssistantPage page) => await page.Page.EvaluateAsync($$"""
        async () => {
            const frame = {{Frame}};
            const picture = document.createElement('div');
            picture.style.cssText = 'flex: none; height: 300px';
            frame.querySelector('.column').append(picture);
            frame.dispatchEvent(new Event('scroll'));
            for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
        }
        """);

    private static Task<double> LeftAsync(AssistantPage page) => page.Page.EvaluateAsync<double>(Left);
}
