using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(BrowserFixture fixture)
{
    public static TheoryData<string, bool, bool> Visitors => new() { { "en-GB", false, false }, { "en-GB", true, false }, { "zh-CN", false, true } };

    [Theory]
    [MemberData(nameof(Visitors))]
    public async Task Axe_InEveryState_FindsNothingSerious(string locale, bool dark, bool phone)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(locale, dark, phone, Still: true));
        await page.Page.Locator("empty-state").WaitForAsync();
        await page.AssertAccessibleAsync("empty");

        await page.AskAsync("cite this");
        await page.AssertAccessibleAsync("transcript");

        await page.Answer.Locator(".cite").First.ClickAsync();
        await page.Sources.WaitForAsync();
        await page.AssertAccessibleAsync("sources");
    }

    [Fact]
    public async Task Axe_OfTheDialogs_FindsNothingSerious()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(Still: true));
        await page.Page.Locator("rail-foot .trust").ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.AssertAccessibleAsync("status");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Keyboard shortcuts" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.AssertAccessibleAsync("shortcuts");
    }

    [Theory]
    [InlineData(false, 32)]
    [InlineData(true, 44)]
    public async Task Targets_AreLargeEnough(bool phone, double least)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync(), new(Phone: phone));
        await page.AskAsync("cite this");
        var small = new List<string>(await SmallAsync(page, least));
        await page.Answer.Locator(".cite").First.ClickAsync();
        await page.Sources.WaitForAsync();
        small.AddRange(await SmallAsync(page, least));
        if (phone)
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Close the sources" }).Last.ClickAsync();
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Open the conversations" }).ClickAsync();
            small.AddRange(await SmallAsync(page, least));
        }

        Assert.True(small.Count == 0, string.Join('\n', small.Distinct()));
    }

    [Fact]
    public async Task Transcript_ForAScreenReader_HasHeadingsAndLandmarksAndTellsTheAnswer()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());
        await page.AskAsync("hello there");

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "You said" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Assistant said" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.Locator("transcript-view [aria-live=polite]")).ToHaveTextAsync(new Regex("You said: hello there"));
    }

    [Fact]
    public async Task Answer_ThatIsLong_IsToldByItsBeginning()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());

        await page.AskAsync($"hello there. {string.Join(' ', Enumerable.Range(1, 400).Select(i => $"word{i}"))}");

        var told = page.Page.Locator("transcript-view [aria-live=polite]");
        await Assertions.Expect(told).ToHaveTextAsync(new Regex(@"^(You said: hello there\.|word1 .*) The answer goes on; all of it is in the messages\.$"));
        Assert.InRange((await told.InnerTextAsync()).Length, 20, 600);
    }

    /// <summary>For visitors who want no motion: nothing may be in the middle of fading in when colours are measured.</summary>
    /// <summary>What can be pressed and is smaller than it should be; citations, which stand in a sentence, by their enlarged ground of 32.</summary>
    private static Task<string[]> SmallAsync(AssistantPage page, double least) => page.Page.EvaluateAsync<string[]>("""
        least => {
            const small = [];
            const visit = root => {
                for (const each of root.querySelectorAll("*")) {
                    if (each.shadowRoot) visit(each.shadowRoot);
                    if (!each.matches("button, a[href], input, textarea, [role=button], [role=slider]")) continue;
                    if (!each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || each.closest("[inert]")) continue;
                    const box = each.getBoundingClientRect();
                    if (box.width <= 1 || box.right <= 0 || box.left >= innerWidth) continue;
                    const after = getComputedStyle(each, "::after");
                    const grown = after.content !== "none" && after.position === "absolute" ? -parseFloat(after.top) || 0 : 0;
                    const wanted = each.matches(".cite") ? 32 : least;
                    const [width, height] = [box.width + 2 * grown, box.height + 2 * grown];
                    if (Math.min(width, height) < wanted - 0.5) small.push(`${each.getAttribute("aria-label") ?? each.textContent.trim()}: ${Math.round(width)} x ${Math.round(height)}`);
                }
            };
            visit(document);
            return small;
        }
        """, least);
}
