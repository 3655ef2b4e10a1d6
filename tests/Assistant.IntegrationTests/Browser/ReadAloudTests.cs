using System.Text.RegularExpressions;
using Assistant.IntegrationTests.Speech;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>The button below an answer that reads it aloud, with pictures for people to judge, under artifacts/screenshots.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReadAloudTests(BrowserFixture fixture, SpokenAnswers spoken) : IClassFixture<SpokenAnswers>
{
    private const string Long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";

    [Theory]
    [InlineData("en-GB", false, "Read aloud", "Stop reading")]
    [InlineData("zh-CN", true, "朗读", "停止朗读")]
    public async Task Button_PlaysAndStops_OneAtATime(string locale, bool dark, string read, string stop)
    {
        SpokenAnswers.SkipWithoutVoice();
        await using var page = await AssistantPage.OpenAsync(fixture, spoken.Server, new(locale, dark, Width: 1180, Height: 700));
        await page.AskAsync(Long);
        await page.AskAsync(Long);
        var (first, second) = (Button(page, 0), Button(page, 1));
        await NamedAsync(first, read);

        // By the keyboard alone.
        await first.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await NamedAsync(first, stop);
        await page.Page.ScreenshotAsync(new() { Path = Screenshot($"read-aloud-{(dark ? "dark" : "light")}.png"), Animations = ScreenshotAnimations.Disabled });
        await second.ClickAsync();
        await NamedAsync(second, stop);
        await NamedAsync(first, read);
        await second.ClickAsync();
        await NamedAsync(second, read);
        page.AssertClean();
    }

    [Fact]
    public async Task Button_IsSilentAgainAtTheEnd()
    {
        SpokenAnswers.SkipWithoutVoice();
        await using var page = await AssistantPage.OpenAsync(fixture, spoken.Server);
        await page.AskAsync(Long);

        await Button(page, 0).ClickAsync();
        await NamedAsync(Button(page, 0), "Stop reading");
        await NamedAsync(Button(page, 0), "Read aloud");
        await Assertions.Expect(page.Answers.Locator("[role=alert]")).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Fact]
    public async Task Failure_IsTold_AndWaitingCanBeGivenUp()
    {
        SpokenAnswers.SkipWithoutVoice();
        await using var page = await AssistantPage.OpenAsync(fixture, spoken.Server);
        await page.AskAsync("hi");
        var answers = new TaskCompletionSource();
        await page.Page.RouteAsync("**/speech", async route =>
        {
            await answers.Task;
            await route.FulfillAsync(new() { Status = 200, ContentType = "audio/wav", Body = "no sound at all" });
        });

        await Button(page, 0).ClickAsync();
        await NamedAsync(Button(page, 0), "Getting ready to read aloud. Stop");
        await Assertions.Expect(Button(page, 0)).ToHaveAttributeAsync("aria-busy", "true");
        await Button(page, 0).ClickAsync();
        await NamedAsync(Button(page, 0), "Read aloud");
        answers.SetResult();
        await Button(page, 0).ClickAsync();
        await Assertions.Expect(page.Answers.Locator("[role=alert]")).ToHaveTextAsync("This answer could not be read aloud.");
        await NamedAsync(Button(page, 0), "Read aloud");
    }

    [Fact]
    public async Task WithoutTheOption_AndWithoutAVoiceOfTheDevice_ThereIsNoButton()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("hi");

        await Assertions.Expect(page.Answers.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Copy") })).ToHaveCountAsync(1);
        await Assertions.Expect(Button(page, 0)).ToHaveCountAsync(0);
    }

    private static ILocator Button(AssistantPage page, int answer) => page.Answers.Nth(answer).Locator("[data-speech]");

    private static Task NamedAsync(ILocator button, string name) => Assertions.Expect(button).ToHaveAttributeAsync("aria-label", name, new() { Timeout = 30_000 });

    private static string Screenshot(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(Deploy.Tool.Root, "artifacts/screenshots")).FullName, name);
}
