using System.Globalization;
using System.Text;
using System.Text.Json;
using Assistant.Channels.Activities;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Inbound;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.Activities;

public sealed class ClientInfoTests
{
    private const string Teams = """{"type":"clientInfo","locale":"de-DE","country":"DE","platform":"Web","timezone":"Europe/Berlin"}""";

    [Theory]
    [InlineData($"[{Teams}]", "de-DE", "Europe/Berlin")]
    [InlineData($$"""[{"type":"mention"},7,null,{{Teams}}]""", "de-DE", "Europe/Berlin")]
    [InlineData("""[{"type":"ClientInfo","locale":"en","country":"gb"}]""", "en-GB", null)]
    [InlineData("""[{"type":"clientInfo","locale":"en-US","country":"GB"}]""", "en-US", null)]
    [InlineData("""[{"type":"clientInfo","locale":"en","country":"Great Britain"}]""", "en", null)]
    [InlineData("""[{"type":"clientInfo","country":"GB"}]""", null, null)]
    [InlineData("""[{"type":"clientInfo","locale":7,"timezone":{}}]""", null, null)]
    [InlineData("""{"type":"clientInfo","locale":"de-DE"}""", null, null)]
    [InlineData("null", null, null)]
    public void Entity_IsRead_AndWhatIsMalformedPassedOver(string entities, string? locale, string? zone)
    {
        using var json = JsonDocument.Parse($$"""{"entities":{{entities}}}""");

        Assert.Equal(new ClientInfo(locale, zone), ClientInfo.Of(json.RootElement));
    }

    [Theory]
    [InlineData("2026-03-01T17:00:00.000+08:00", "[]", "Etc/GMT-8")]
    [InlineData("2026-03-01T04:00:00-05:00", "null", "Etc/GMT+5")]
    [InlineData("2026-03-01T09:00:00+00:00", "null", "Etc/GMT+0")]
    [InlineData("2026-03-01T04:00:00-05:00", $"[{Teams}]", "Europe/Berlin")]
    [InlineData("2026-03-01T14:30:00+05:30", "null", "UTC+05:30")]
    [InlineData("2026-03-01T05:30:00-03:30", "null", "UTC-03:30")]
    [InlineData("2026-03-01T14:45:00+05:45", $"[{Teams}]", "Europe/Berlin")]
    [InlineData("2026-03-01T09:00:00Z", "null", null)]
    [InlineData("yesterday+08:00", "null", null)]
    public void OffsetOfTheLocalTime_StandsInWhereNothingNamesATimeZone(string local, string entities, string? zone)
    {
        using var json = JsonDocument.Parse($$"""{"localTimestamp":"{{local}}","entities":{{entities}}}""");

        var found = ClientInfo.Of(json.RootElement).TimeZone;

        Assert.Equal(zone, found);
        if (found is not null && entities == "null")
            Assert.Equal(DateTimeOffset.Parse(local, CultureInfo.InvariantCulture).Offset, LocalTime.Of(TimeProvider.System.GetUtcNow(), found).Offset);
    }

    [Theory]
    [InlineData("", "de-DE", "Europe/Berlin")]
    [InlineData(""" "locale":"zh-CN","localTimezone":"Asia/Shanghai", """, "zh-CN", "Asia/Shanghai")]
    [InlineData(""" "locale":"zh-CN", """, "zh-CN", "Europe/Berlin")]
    public void ClientInfo_StandsInWhereTheActivitySaysNothing_OnBothSurfaces(string own, string locale, string zone)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""
            { {{own}} "type":"message","id":"m-1","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/","conversation":{"id":"c"},"from":{"id":"u"},"recipient":{"id":"b"},"text":"hello","entities":[{{Teams}}]}
            """);
        var perception = Options.Create(new PerceptionOptions());

        var incoming = new IncomingActivityReader(new IncomingFiles(perception), Options.Create(new BotFrameworkOptions())).Read(bytes);
        var posted = new ActivityReader(Options.Create(new DirectLineOptions()), perception).Read(bytes);

        Assert.Equal((locale, zone), (incoming.Locale, incoming.TimeZone));
        Assert.Equal((locale, zone), (posted.Locale, posted.TimeZone));
    }
}
