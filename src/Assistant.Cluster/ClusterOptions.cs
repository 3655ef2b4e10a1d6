using StackExchange.Redis;

namespace Assistant.Cluster;

/// <summary>One silo in this process by default; several that find each other over Redis when <see cref="Redis"/> is set.</summary>
public sealed class ClusterOptions
{
    public const string SectionName = "Cluster";

    /// <summary>StackExchange.Redis configuration of the membership table ("redis:6379,password=..."); null for one silo.</summary>
    public string? Redis { get; set; }

    /// <summary>Replicas of the same name form one cluster.</summary>
    public string ClusterId { get; set; } = "assistant";

    /// <summary>IP address that other silos reach this one at; loopback by default.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port of this silo; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>How long a turn may still run when the server is asked to stop; after that it stays in the inbox for another replica or the next start.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A conversation without messages and followers for this long leaves memory.</summary>
    public TimeSpan IdleConversation { get; set; } = TimeSpan.FromMinutes(2);

    internal bool IsValid() => Port is >= 0 and < 65_536 && ClusterId.Length > 0 && System.Net.IPAddress.TryParse(Address, out _)
        && IsRead(Redis) && ShutdownGrace >= TimeSpan.Zero && IdleConversation > TimeSpan.FromMinutes(1);

    private static bool IsRead(string? redis)
    {
        try
        {
            return string.IsNullOrEmpty(redis) || ConfigurationOptions.Parse(redis) is not null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
