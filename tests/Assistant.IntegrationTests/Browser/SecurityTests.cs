using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class SecurityTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Policy_OfThePage_KeepsForeignCodeOut()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());

        var refused = await page.Page.EvaluateAsync<string[]>("""
            async () => {
                const refused = [];
                const mark = (name, act) => { try { act(); } catch { refused.push(name); } };
                mark("html from text", () => { document.createElement("div").innerHTML = "<b>x</b>"; });
                mark("another policy", () => { trustedTypes.createPolicy("mine", { createHTML: text => text }); });
                // What the debugger evaluates may; what runs later on its own may not.
                await new Promise(done => setTimeout(() => { mark("code from text", () => { new Function("return 1")(); }); done(); }));
                window.ran = false;
                const script = document.createElement("script");
                mark("script text", () => { script.text = "window.ran = true"; });
                await fetch("http://127.0.0.2:9/").catch(() => refused.push("another server"));
                const picture = new Image();
                await new Promise(done => { picture.onload = done; picture.onerror = () => { refused.push("a picture from elsewhere"); done(); }; picture.src = "http://127.0.0.2:9/x.png"; });
                if (window.ran) refused.push("ran!");
                return refused;
            }
            """);

        Assert.Equal(["html from text", "another policy", "code from text", "script text", "another server", "a picture from elsewhere"], refused);
    }

    [Fact]
    public async Task Answer_WithHostileMarkdown_IsShownWithoutItsTeeth()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());

        await page.AskAsync("<img src=x onerror=alert(1)> [go](javascript:alert(1)) ![out](http://127.0.0.2:9/pixel.png) <iframe src=//127.0.0.2></iframe> **bold**");

        await AssistantPage.ShownAsync(page.Answer, "<img src=x onerror=alert(1)>");
        await Assertions.Expect(page.Answer.Locator("strong")).ToHaveTextAsync("bold");
        await Assertions.Expect(page.Answer.Locator("iframe, script, [onerror], a[href^=javascript], img[src^='http']")).ToHaveCountAsync(0);
        page.AssertClean();
    }
}
