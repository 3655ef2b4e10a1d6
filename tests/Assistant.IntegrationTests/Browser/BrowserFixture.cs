using Assistant.IntegrationTests.Deploy;
using Assistant.IntegrationTests.Server;
using Assistant.Server.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}

/// <summary>One Chromium for all browser tests, a server that answers by script, and one as it is shipped; each started when first asked for.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] s_flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-browser-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RunningServer? _scripted;
    private RunningServer? _shipped;

    /// <summary>What a microphone hears in the browser, as the page's own sample says it; null without ffmpeg, which makes it.</summary>
    public string? Spoken { get; private set; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal async Task<RunningServer> ScriptedAsync() => _scripted ??= await RunningServer.StartAsync(RunningServer.Scripted);

    /// <summary>With the models that are installed; skips when one of the features is not there.</summary>
    internal async Task<RunningServer> ShippedAsync(params string[] features)
    {
        _shipped ??= await RunningServer.StartAsync();
        var off = _shipped.Services.GetRequiredService<InstalledFeatures>().All().Where(feature => !feature.Available && features.Contains(feature.Name)).ToList();
        Assert.SkipUnless(off.Count == 0, string.Join(" ", off.Select(feature => $"{feature.Name} is not installed: {feature.Remedy}")));
        return _shipped;
    }

    internal async Task<IBrowser> BrowserAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("ASSISTANT_CHROMIUM") ?? Tool.Find("chromium");
        Assert.SkipUnless(chromium is not null, "Chromium is not installed: apt-get install chromium, or name one in ASSISTANT_CHROMIUM");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Tool.Root, "src/Assistant.Server/wwwroot/assets")), "The page is not built: ./run.sh --build");
        if (_browser is not null)
            return _browser;
        await MakeSpokenAsync();
        // Two busy cores are slower than anybody's patience that is worth testing.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        return _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = Spoken is null ? s_flags : [.. s_flags, $"--use-file-for-fake-audio-capture={Spoken}"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_scripted is not null)
            await _scripted.DisposeAsync();
        if (_shipped is not null)
            await _shipped.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task MakeSpokenAsync()
    {
        if (Tool.Find("ffmpeg") is not { } ffmpeg)
            return;
        var file = Path.Combine(_folder.FullName, "spoken.wav");
        var (code, output) = await Tool.RunAsync(ffmpeg, ["-loglevel", "error", "-i", "web/samples/voice-note.ogg", "-ac", "1", "-ar", "48000", file], TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        Spoken = file;
    }
}
