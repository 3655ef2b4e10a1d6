using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.BotFramework;

public sealed class SendPaceTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(2);
    private readonly FakeTimeProvider _time = new();
    private readonly SendPace _pace;

    public SendPaceTests() => _pace = new(_time);

    private static ReplyAddress Chat(string id = "c-1", string channel = "msteams", string serviceUrl = "https://smba.trafficmanager.net/emea/", string app = "a") =>
        new(new Uri(serviceUrl), channel, id, "personal", false, "m-1", new("bot"), new("user"), null, false, app);

    /// <summary>When, in seconds from now, each of so many requests is sent.</summary>
    private List<double> Schedule(int count, Func<int, ReplyAddress> to) => [.. Enumerable.Range(0, count).Select(i => _pace.Take(to(i), s_longest)!.Value.TotalSeconds)];

    [Theory]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(60, 30)]
    [InlineData(1_800, 3_600)]
    public void Chat_HasNoMoreThanItsLimitInAnyWindow(int most, double seconds)
    {
        var times = Schedule(2_500, _ => Chat());

        for (var i = most; i < times.Count; i++)
            Assert.True(times[i] - times[i - most] >= seconds - 1e-6, $"request {i} at {times[i]} s, {i - most} at {times[i - most]} s");
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void FirstSeven_GoAtOnceAndTheEighthWaitsASecond()
    {
        var times = Schedule(9, _ => Chat());

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 2], times);
    }

    [Fact]
    public void QuietChat_HasItsPlacesBack()
    {
        Schedule(8, _ => Chat());
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.Zero, _pace.Take(Chat(), s_longest));
    }

    [Fact]
    public void App_HasThirtyASecondOverAllItsChatsInARegion()
    {
        var times = Schedule(61, i => Chat($"c-{i}"));

        Assert.Equal((0, 1, 1, 2), (times[29], times[30], times[59], times[60]));
        Assert.Equal(TimeSpan.Zero, _pace.Take(Chat("c-x", serviceUrl: "https://smba.trafficmanager.net/amer/"), s_longest));
        Assert.Equal(TimeSpan.Zero, _pace.Take(Chat("c-x", app: "b"), s_longest));
    }

    [Fact]
    public void BusyChat_HoldsUpNoOther()
    {
        Schedule(75, _ => Chat("busy"));

        Assert.Equal(TimeSpan.Zero, _pace.Take(Chat("quiet"), s_longest));
    }

    [Fact]
    public void App_MixedWithABusyChat_KeepsItsLimitInAnyWindow()
    {
        var times = Schedule(400, i => Chat(i % 3 == 0 ? "busy" : $"c-{i}")).Order().ToList();

        for (var i = 30; i < times.Count; i++)
            Assert.True(times[i] - times[i - 30] >= 1 - 1e-6, $"31 requests from {times[i - 30]} to {times[i]} s");
    }

    [Fact]
    public void OtherChannels_AreNotPaced() => Assert.All(Schedule(100, _ => Chat(channel: "webchat")), seconds => Assert.Equal(0, seconds));

    [Fact]
    public void WaitLongerThanAnyoneWaits_TakesNoPlace()
    {
        Schedule(60, _ => Chat());

        Assert.Null(_pace.Take(Chat(), TimeSpan.FromSeconds(15)));
        Assert.Equal(30, _pace.Take(Chat(), s_longest)!.Value.TotalSeconds, 3);
    }
}
