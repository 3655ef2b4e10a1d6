using System.Net;
using Assistant.Channels.Access;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework;

public sealed class DevelopmentModeTests : IDisposable
{
    private readonly FakeServer _server = new("http://127.0.0.1:5080", "http://[::1]:5080");
    private readonly BotFrameworkOptions _options = new();
    private readonly DefaultHttpContext _context = new() { Connection = { RemoteIpAddress = IPAddress.Loopback, LocalIpAddress = IPAddress.Loopback }, Request = { Method = "POST", ContentType = "application/json; charset=utf-8" } };

    public void Dispose() => _server.Dispose();

    private async Task<RefusalReason?> RefusalAsync()
    {
        var check = await new DevelopmentMode(new LocalCaller(_server), Options.Create(_options)).CheckAsync(_context, TestContext.Current.CancellationToken);
        return check.Caller is null ? check.Reason : null;
    }

    [Fact]
    public async Task LocalCaller_IsServed() => Assert.Null(await RefusalAsync());

    [Fact]
    public async Task FurtherRegistration_SwitchesItOff()
    {
        _options.Apps.Add(new BotAppOptions());
        Assert.NotNull(await RefusalAsync());
    }

    [Fact]
    public async Task AppId_SwitchesItOff()
    {
        _options.AppId = "11111111-2222-3333-4444-555555555555";
        Assert.NotNull(await RefusalAsync());
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:80")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://10.0.0.5:5080")]
    [InlineData("https://assistant.example.com")]
    public async Task ListeningOnMoreThanLoopback_SwitchesItOff(string address)
    {
        _server.Addresses.Add(address);
        Assert.NotNull(await RefusalAsync());
    }

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("::ffff:10.0.0.7")]
    [InlineData("fe80::7")]
    public async Task CallerElsewhere_IsRefused(string address)
    {
        _context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        Assert.NotNull(await RefusalAsync());
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    [InlineData("X-Original-For")]
    public async Task ForwardedRequest_IsRefused(string header)
    {
        _context.Request.Headers[header] = "for=203.0.113.7";
        Assert.NotNull(await RefusalAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task ContentTypeThatAnyWebPageMaySend_IsRefused(string? contentType)
    {
        _context.Request.ContentType = contentType;
        Assert.NotNull(await RefusalAsync());
    }

    private sealed class FakeServer : IServer, IServerAddressesFeature
    {
        public FakeServer(params string[] addresses)
        {
            Addresses = [.. addresses];
            Features.Set<IServerAddressesFeature>(this);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();
        public ICollection<string> Addresses { get; }
        public bool PreferHostingUrls { get; set; }

        public void Dispose()
        {
        }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
