using Assistant.Channels.DirectLine;
using Assistant.Cluster;
using Assistant.Server;

namespace Assistant.Tests.Server;

public sealed class StartupReportTests
{
    private static readonly DirectLineOptions s_shared = new() { SigningKey = new string('k', 32) };

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Warnings_AReplicaAtLoopback_SaysThatOthersCannotReachIt(string address)
    {
        var warning = Assert.Single(StartupReport.Warnings(new() { Redis = "redis:6379", Address = address }, s_shared));

        Assert.Contains("Cluster:Address", warning, StringComparison.Ordinal);
        Assert.Contains(address, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_ReplicasThatReachEachOtherAndServersThatStandAlone_HaveNone()
    {
        Assert.Empty(StartupReport.Warnings(new() { Redis = "redis:6379", Address = "10.0.0.7" }, s_shared));
        Assert.Empty(StartupReport.Warnings(new(), new()));
    }

    [Fact]
    public void Warnings_ReplicasWithKeysOfTheirOwn_AreTold() =>
        Assert.Contains("SigningKeyFile", Assert.Single(StartupReport.Warnings(new() { Redis = "redis:6379", Address = "10.0.0.7" }, new())), StringComparison.Ordinal);
}
