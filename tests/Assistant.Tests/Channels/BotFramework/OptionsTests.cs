using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;

namespace Assistant.Tests.Channels.BotFramework;

public sealed class OptionsTests
{
    [Fact]
    public void Defaults_AreValid() => Assert.Null(new BotFrameworkOptions().Problem());

    [Fact]
    public void AppId_WithoutAuthentication_StopsTheStart() => Assert.Contains("AppId", new BotFrameworkOptions { AppId = "11111111-2222-3333-4444-555555555555" }.Problem(), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea")]
    [InlineData("ftp://host")]
    [InlineData("https://user@host")]
    [InlineData("https://")]
    public void ServiceUrl_ThatIsNoHost_StopsTheStart(string entry)
    {
        var options = new BotFrameworkOptions();
        options.AllowedServiceUrls.Add(entry);
        Assert.NotNull(options.Problem());
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net", "https://smba.trafficmanager.net/emea/", true)]
    [InlineData("smba.trafficmanager.net", "https://SMBA.trafficmanager.net/", true)]
    [InlineData("smba.trafficmanager.net", "http://smba.trafficmanager.net/", false)]
    [InlineData("smba.trafficmanager.net", "https://smba.trafficmanager.net:8443/", false)]
    [InlineData("smba.trafficmanager.net", "https://smba.trafficmanager.net.example.com/", false)]
    [InlineData("smba.trafficmanager.net", "https://user@smba.trafficmanager.net/", false)]
    [InlineData("*.botframework.com", "https://webchat.botframework.com/", true)]
    [InlineData("*.botframework.com", "https://a.b.botframework.com/", true)]
    [InlineData("*.botframework.com", "https://botframework.com/", false)]
    [InlineData("*.botframework.com", "https://evilbotframework.com/", false)]
    [InlineData("*.botframework.com", "https://.botframework.com/", false)]
    [InlineData("http://emulator.intranet:3978", "http://emulator.intranet:3978/v3", true)]
    public void HostPattern_MatchesSchemeHostAndPort(string pattern, string address, bool expected) =>
        Assert.Equal(expected, Uri.TryCreate(address, UriKind.Absolute, out var uri) && HostPattern.TryParse(pattern)!.Matches(uri));
}
