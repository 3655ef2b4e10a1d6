namespace Assistant.IntegrationTests.Browser;

/// <summary>An answer that grows while everything else on the page goes on.</summary>
[Collection(BrowserCollection.Name)]
public sealed class GrowingTests(BrowserFixture fixture, ITestOutputHelper output)
{
    private const int Rows = 400;

    /// <summary>A table that gets a row every few milliseconds, for two seconds: how often it was drawn, and how many rows stand in the end.</summary>
    private const string Grow = """
        async ([growing, rows]) => { const element = document.createElement("markdown-text");
            element.growing = growing;
            document.body.append(element);
            const row = i => `| item ${i} | ${i * 7} euros | a note on item ${i} |\n`;
            let [text, draws, i] = ["| Item | Price | Note |\n|---|---|---|\n" + Array.from({ length: rows }, (_, i) => row(i)).join(""), 0, rows];
            element.text = text;
            await element.updateComplete;
            const seen = new MutationObserver(() => draws++);
            seen.observe(element.shadowRoot.querySelector(".prose"), { childList: true });
            for (const end = performance.now() + 2000; performance.now() < end; await new Promise(resolve => setTimeout(resolve, 5))) element.text = text += row(i++);
            await element.updateComplete;
            const missing = i + 1 - element.shadowRoot.querySelectorAll("tr").length;
            element.remove();
            return [draws, missing]; }
        """;

    [Fact]
    public async Task Table_OfHundredsOfRows_IsDrawnLessOftenAndWhole()
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ScriptedAsync());

        var always = await GrowAsync(growing: false);
        var paced = await GrowAsync(growing: true);

        output.WriteLine($"drawn {always[0]} times when nothing waits, {paced[0]} times while it grows");
        Assert.InRange(paced[0], 1, always[0] / 2);
        Assert.Equal([0, 0], [always[1], paced[1]]);
        page.AssertClean();

        Task<int[]> GrowAsync(bool growing) => page.Page.EvaluateAsync<int[]>(Grow, new object[] { growing, Rows });
    }
}
