using Assistant.IntegrationTests.Browser;
using Assistant.IntegrationTests.Server;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Clock;

/// <summary>The server's clock jumps under an open page: its token runs out at once, or was made in what is now the future.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PageOverAJumpTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Page_LeftOpen_GoesOnAsking(double hours)
    {
        var clock = new JumpingClock();
        await using var server = await RunningServer.StartAsync(services =>
        {
            RunningServer.Scripted(services);
            clock.Use(services);
        });
        await using var page = await AssistantPage.OpenAsync(fixture, server);
        await page.AskAsync("before");
        // A token that has run out is answered with 401 or 403, which the browser itself writes to its console.
        page.ConnectionMayBreak = true;

        clock.Jump(TimeSpan.FromHours(hours));

        Assert.Equal("You said: after", await page.AskAsync("after"));
        await page.Page.Locator("message-composer input[type=file]").SetInputFilesAsync(new FilePayload { Name = "note.txt", MimeType = "text/plain", Buffer = "The rent is 900 EUR."u8.ToArray() });
        await page.AskAsync("read this");
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Answers).ToHaveCountAsync(3);
        await Assertions.Expect(page.Questions).ToHaveCountAsync(3);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        Assert.Equal("You said: anew", await page.AskAsync("anew"));
        await Assertions.Expect(page.Page.Locator(".status")).ToHaveCountAsync(0);
    }
}
