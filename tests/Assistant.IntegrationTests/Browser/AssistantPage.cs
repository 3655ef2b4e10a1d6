using System.Collections.Concurrent;
using Assistant.IntegrationTests.Server;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>How a visitor's browser is set.</summary>
internal sealed record Visitor(string Locale = "en-GB", bool Dark = false, bool Phone = false, int Width = 1440, int Height = 900, bool Still = false);

/// <summary>The page open in a browser of its own (cookies, storage), watched for everything that must not happen: errors, warnings, refusals by the policy, requests to other machines.</summary>
internal sealed class AssistantPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly string _host;

    private AssistantPage(IBrowserContext context, IPage page, string address)
    {
        (_context, Page, Address, _host) = (context, page, address, new Uri(address).Authority);
        Watch(page);
    }

    public IPage Page { get; }
    public string Address { get; }

    /// <summary>Lost connections are said on the console by the browser itself; a test that cuts them sets this.</summary>
    public bool ConnectionMayBreak { get; set; }

    public ILocator Field => Page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^(Message|消息)$") });
    public ILocator Answers => Page.Locator("answer-turn");
    public ILocator Answer => Answers.Last.Locator("markdown-text .prose");
    public ILocator Questions => Page.Locator("user-turn");
    public ILocator Sources => Page.Locator("sources-pane");

    public static async Task<AssistantPage> OpenAsync(BrowserFixture fixture, RunningServer server, Visitor? visitor = null, string path = "/")
    {
        var browser = await fixture.BrowserAsync();
        visitor ??= new();
        var context = await browser.NewContextAsync(new()
        {
            Locale = visitor.Locale,
            ColorScheme = visitor.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = visitor.Still ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            ViewportSize = visitor.Phone ? new() { Width = 390, Height = 844 } : new() { Width = visitor.Width, Height = visitor.Height },
            HasTouch = visitor.Phone,
            IsMobile = visitor.Phone,
            Permissions = ["microphone", "clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(30_000);
        var page = new AssistantPage(context, await context.NewPageAsync(), server.Address);
        await page.Page.GotoAsync(server.Address + path);
        if (path == "/")
            await ReadyAsync(page.Page);
        return page;
    }

    /// <summary>A second tab of the same browser.</summary>
    public async Task<IPage> OpenTabAsync()
    {
        var page = await _context.NewPageAsync();
        Watch(page);
        await page.GotoAsync(Page.Url);
        await ReadyAsync(page);
        return page;
    }

    public async Task SendAsync(string text)
    {
        await Field.FillAsync(text);
        await Field.PressAsync("Enter");
    }

    /// <summary>Sends it and waits until the answer to it is whole.</summary>
    public async Task<string> AskAsync(string text)
    {
        var before = await Answers.CountAsync();
        await SendAsync(text);
        await Assertions.Expect(Answers).ToHaveCountAsync(before + 1, new() { Timeout = 30_000 });
        return await Answer.InnerTextAsync();
    }

    public static Task ShownAsync(ILocator locator, string text) => Assertions.Expect(locator).ToContainTextAsync(text);

    public void AssertClean() => Assert.True(_faults.IsEmpty, string.Join('\n', _faults));

    /// <param name="state">What the page shows, for the message.</param>
    public async Task AssertAccessibleAsync(string state)
    {
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        var serious = result.Violations.Where(each => each.Impact is "serious" or "critical").Select(each => $"{state}: {each.Id}: {each.Help}: {string.Join("; ", each.Nodes.Take(3).Select(node => node.Html))}").ToList();
        Assert.True(serious.Count == 0, string.Join('\n', serious));
    }

    /// <summary>For people to judge: under artifacts/screenshots.</summary>
    public Task<byte[]> TakePictureAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Deploy.Tool.Root, "artifacts/screenshots")).FullName;
        return Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var fault in _faults)
            TestContext.Current.TestOutputHelper?.WriteLine(fault);
        await _context.DisposeAsync();
    }

    /// <summary>The page builds itself after it is loaded, once its draft is claimed: keys pressed before that go nowhere.</summary>
    private static Task ReadyAsync(IPage page) => page.Locator("message-composer textarea").WaitForAsync();

    private void Watch(IPage page)
    {
        page.Console += (_, message) => Add(message.Type is "error" or "warning", $"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => Add(true, $"error: {error}");
        page.Request += (_, request) => Add(IsElsewhere(request.Url), $"request to {request.Url}");
        page.WebSocket += (_, socket) => Add(IsElsewhere(socket.Url), $"socket to {socket.Url}");
    }

    private void Add(bool happened, string fault)
    {
        if (happened && !(ConnectionMayBreak && (fault.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal) || fault.Contains("WebSocket", StringComparison.Ordinal))))
            _faults.Enqueue(fault);
    }

    private bool IsElsewhere(string url) => new Uri(url) is { Scheme: not ("blob" or "data" or "about") } address && address.Authority != _host;
}
