using System.Text.RegularExpressions;
using Assistant.IntegrationTests.Server;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>The program as it is shipped, with its models: what was read leads back to its place.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SourceTests(BrowserFixture fixture)
{
    private const string DeliveryNote = """
        <h2 style='margin:30px 40px 10px'>Delivery note</h2>
        <p style='margin:14px 40px'><span id='carrier'>Carrier: Northwind Freight</span></p>
        <p style='margin:14px 40px'><span id='parcels'>Parcels: 14</span></p>
        <p style='margin:14px 40px'><span id='weight'>Total weight: 82.5 kg</span></p>
        <p style='margin:14px 40px'><span id='date'>Pick-up date: 3 June 2027</span></p>
        """;

    [Fact]
    public async Task Picture_Pasted_IsReadAndTheCitationMarksThePlace()
    {
        await using var page = await OpenAsync();
        var drawing = await Drawing.MakeAsync(await fixture.BrowserAsync(), DeliveryNote);
        await page.Field.FocusAsync();
        await PasteAsync(page, drawing);
        await Assertions.Expect(page.Page.Locator("file-chip")).ToHaveCountAsync(1);

        Assert.Contains("82.5 kg", await page.AskAsync("What is the total weight?"), StringComparison.Ordinal);

        await page.Answer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Source 1") }).ClickAsync();
        await AssertMarkedAsync(page, drawing, "weight");
        await page.Sources.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Enlarge") }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog).Locator("marked-picture .mark")).ToBeInViewportAsync();
        await page.Page.Keyboard.PressAsync("Escape");

        // A follow-up needs the earlier turn: the picture is not sent again.
        Assert.Contains("3 June 2027", await page.AskAsync("And when is the pick-up?"), StringComparison.Ordinal);
        await page.Answer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Source 1") }).ClickAsync();
        await AssertMarkedAsync(page, drawing, "date");
        page.AssertClean();
    }

    [Fact]
    public async Task VoiceNote_Uploaded_IsHeardAndPlaysFromTheQuote()
    {
        await using var page = await OpenAsync("speech", "audio");
        await page.Page.Locator("message-composer input[type=file]").SetInputFilesAsync(Path.Combine(Deploy.Tool.Root, "web/samples/voice-note.ogg"));

        var answer = await page.AskAsync("When does the delivery arrive?");

        Assert.Contains("Thursday", answer, StringComparison.OrdinalIgnoreCase);
        await page.Answer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Source 1") }).ClickAsync();
        await Assertions.Expect(page.Sources.Locator("source-card[open] audio-player")).ToBeVisibleAsync();
        await Assertions.Expect(page.Sources.Locator("source-card[open] .place")).ToHaveTextAsync(new Regex(@"\d:\d\d"));
        await page.Sources.Locator("source-card[open] audio-player").GetByRole(AriaRole.Button).First.ClickAsync();
        await page.Page.WaitForFunctionAsync("""
            () => { const find = root => [...root.querySelectorAll("*")].flatMap(each => each.matches("audio") ? [each] : each.shadowRoot ? find(each.shadowRoot) : []);
                return find(document).some(each => !each.paused && each.currentTime > 0.5); }
            """);
        page.AssertClean();
    }

    [Fact]
    public async Task Microphone_RecordsANoteThatIsHeard()
    {
        await using var page = await OpenAsync("speech", "audio");
        Assert.SkipUnless(fixture.Spoken is not null, "ffmpeg is not installed: it makes what the browser's microphone hears");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice note" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Timer)).ToContainTextAsync(new Regex(@"0:(0[89]|[1-5]\d)"));

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Send the recording" }).ClickAsync();

        await Assertions.Expect(page.Questions.Locator("audio-player")).ToBeVisibleAsync();
        await Assertions.Expect(page.Questions.Locator(".spoken")).ToContainTextAsync(new Regex("delivery|Thursday", RegexOptions.IgnoreCase));
        await Assertions.Expect(page.Answers).ToHaveCountAsync(1);
        page.AssertClean();
    }

    [Fact]
    public async Task Recording_Discarded_SendsNothing()
    {
        await using var page = await OpenAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Record a voice note" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Timer)).ToContainTextAsync(new Regex(@"0:(0[1-9]|[1-5]\d)"));

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Discard the recording" }).ClickAsync();

        await Assertions.Expect(page.Field).ToBeFocusedAsync();
        await Assertions.Expect(page.Questions).ToHaveCountAsync(0);
        page.AssertClean();
    }

    [Theory]
    [InlineData("en-GB", "An invoice", "813.36")]
    [InlineData("en-GB", "A voice note", "Thursday")]
    [InlineData("en-GB", "A manual", "week")]
    [InlineData("zh-CN", "一张发票", "813.36")]
    [InlineData("zh-CN", "一本手册", "")]
    public async Task Sample_OfTheEmptyPage_IsAnsweredWithItsPlace(string locale, string sample, string expected)
    {
        await using var page = await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync("pictures", "speech", "audio"), new(locale));

        await page.Page.Locator("empty-state").GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{sample}") }).ClickAsync();

        await Assertions.Expect(page.Answers).ToHaveCountAsync(1);
        await AssistantPage.ShownAsync(page.Answer, expected);
        await page.Answer.Locator(".cite").First.ClickAsync();
        await Assertions.Expect(page.Sources.Locator("source-card[open] :is(.mark, .from, mark, .quoted, audio-player)").First).ToBeVisibleAsync();
        page.AssertClean();
    }

    [Fact]
    public async Task File_ThatCannotBeRead_IsSaidInTheAnswer()
    {
        await using var page = await OpenAsync();
        var whole = await File.ReadAllBytesAsync(Path.Combine(Deploy.Tool.Root, "web/samples/invoice.png"), TestContext.Current.CancellationToken);
        await page.Page.Locator("message-composer input[type=file]").SetInputFilesAsync(new FilePayload { Name = "scan.png", MimeType = "image/png", Buffer = whole[..300] });

        await page.AskAsync("What is the total?");

        await AssistantPage.ShownAsync(page.Answers.Last.GetByRole(AriaRole.Note), "scan.png");
        page.AssertClean();
    }

    private async Task<AssistantPage> OpenAsync(params string[] features) => await AssistantPage.OpenAsync(fixture, await fixture.ShippedAsync(["pictures", .. features]));

    private static async Task PasteAsync(AssistantPage page, Drawing drawing)
    {
        await page.Page.EvaluateAsync("""
            async base64 => { const bytes = Uint8Array.from(atob(base64), each => each.charCodeAt(0));
                await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]); }
            """, Convert.ToBase64String(drawing.Png));
        await page.Page.Keyboard.PressAsync("Control+v");
    }

    /// <summary>The yellow box of the open source lies over the line or its value, is not much taller, and is in view.</summary>
    private static async Task AssertMarkedAsync(AssistantPage page, Drawing drawing, string place)
    {
        var mark = page.Sources.Locator("source-card[open] marked-picture .mark");
        await Assertions.Expect(mark).ToBeInViewportAsync();
        var box = await mark.EvaluateAsync<double[]>("node => [node.x.baseVal.value, node.y.baseVal.value, node.x.baseVal.value + node.width.baseVal.value, node.y.baseVal.value + node.height.baseVal.value]");
        Assert.True(drawing.Covered(place, box) > 0.3, $"{place} at {string.Join(' ', drawing.Places[place])}, marked {string.Join(' ', box)}");
        Assert.True(box[3] - box[1] < 2.5 * (drawing.Places[place][3] - drawing.Places[place][1]), $"the mark is {box[3] - box[1]:F0} pixels tall");
    }
}
