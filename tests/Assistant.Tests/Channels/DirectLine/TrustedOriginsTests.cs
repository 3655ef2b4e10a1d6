using System.Text;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Inbound;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.DirectLine;

/// <summary>Which pages a token is good on.</summary>
public sealed class TrustedOriginsTests
{
    private readonly DirectLineOptions _options = new() { SigningKey = new string('k', 40), Secret = "a secret of this test" };

    [Theory]
    [InlineData("null", null)]
    [InlineData("[\"https://intranet.example\",\"http://127.0.0.1:3000/\",\"HTTPS://Shop.Example:443\"]", "https://intranet.example http://127.0.0.1:3000 https://shop.example")]
    [InlineData("[\"https://b\u00fccher.example:8443\"]", "https://xn--bcher-kva.example:8443")]
    public async Task Origins_AreReadAsBrowsersWriteThem(string json, string? expected)
    {
        var read = await ReadAsync(json);

        Assert.Equal(expected, read.Origins is { } origins ? string.Join(' ', origins) : null);
    }

    [Theory]
    [InlineData("\"https://intranet.example\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[7]")]
    [InlineData("[null]")]
    [InlineData("[\"\"]")]
    [InlineData("[\"intranet.example\"]")]
    [InlineData("[\"https://intranet.example/page\"]")]
    [InlineData("[\"https://*\",\"javascript:alert(1)\"]")]
    [InlineData("[\"https://user@intranet.example\"]")]
    public async Task Origins_ThatAreNotUnderstood_AreRefused(string json) =>
        Assert.Equal(400, (await Assert.ThrowsAsync<Refusal>(() => ReadAsync(json))).Status);

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public async Task Origins_AreTwentyAtMost(int count, bool areTaken)
    {
        var json = $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"https://page{i}.example\""))}]";

        var error = await Record.ExceptionAsync(() => ReadAsync(json));

        Assert.Equal(areTaken ? null : 400, (error as Refusal)?.Status);
    }

    [Fact]
    public void TokenThatWouldNeverBeTaken_IsNotMade()
    {
        var tokens = Tokens();
        string[] origins = [.. Enumerable.Range(0, 20).Select(i => $"https://{new string('a', 60)}.{new string('b', 60)}.{new string('c', 60)}{i:00}.example")];

        Assert.Equal(400, Assert.Throws<Refusal>(() => tokens.Write(TokenPurpose.Conversation, "dl_ann", "c-1", origins)).Status);
        Assert.NotNull(tokens.Read(tokens.Write(TokenPurpose.Conversation, "dl_ann", "c-1", origins[..8])));
    }

    [Theory]
    [InlineData("https://trusted.example", "https://trusted.example", true)]
    [InlineData("https://allowed.example", "https://trusted.example", false)]
    [InlineData("https://allowed.example", null, true)]
    [InlineData("https://evil.example", null, false)]
    [InlineData("https://evil.example", "https://trusted.example", false)]
    [InlineData("http://assistant.example", "https://trusted.example", true)]
    [InlineData("", "https://trusted.example", true)]
    public void Token_IsGoodOnThePagesThatItNames(string page, string? trusted, bool isLetIn)
    {
        _options.AllowedOrigins.Add("https://allowed.example");
        var context = Context(page, Tokens().Write(TokenPurpose.Conversation, "dl_ann", "c-1", trusted is null ? null : [trusted]));
        var started = new Started();
        context.Features.Set<IHttpResponseFeature>(started);

        var error = Record.Exception(() => Access().Bearer(context));

        Assert.Equal(isLetIn ? null : 403, (error as Refusal)?.Status);
        started.Begin();
        Assert.Equal(isLetIn && page.StartsWith("https", StringComparison.Ordinal) ? page : "", context.Response.Headers.AccessControlAllowOrigin.ToString());
    }

    private static Task<TokenRequest> ReadAsync(string origins)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"trustedOrigins":{{origins}}}"""));
        return TokenRequest.ReadAsync(context.Request, anyUser: false, TestContext.Current.CancellationToken);
    }

    private DirectLineTokens Tokens() => new(new SigningKey(Options.Create(_options)), new SiteSecret(Options.Create(_options)), Options.Create(_options), TimeProvider.System);

    private RequestAccess Access() => new(Tokens(), new SiteSecret(Options.Create(_options)), Options.Create(_options));

    private static DefaultHttpContext Context(string origin, string token)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Host = new("assistant.example");
        context.Request.Headers.Authorization = $"Bearer {token}";
        if (origin.Length > 0)
            context.Request.Headers.Origin = origin;
        return context;
    }

    /// <summary>A response that begins when the test says so.</summary>
    private sealed class Started : HttpResponseFeature
    {
        private readonly Stack<(Func<object, Task> Callback, object State)> _starting = new();

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

        public void Begin()
        {
            while (_starting.TryPop(out var next))
                next.Callback(next.State).GetAwaiter().GetResult();
        }
    }
}
