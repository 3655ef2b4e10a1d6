using System.Net;
using Assistant.Conversations;
using Assistant.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;
using StackExchange.Redis;

namespace Assistant.Cluster;

/// <summary>Registers conversations as Orleans grains: one local silo, or several over Redis.</summary>
public static class AssistantCluster
{
    public static IHostApplicationBuilder AddAssistantCluster(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(ClusterOptions.SectionName);
        var options = section.Get<ClusterOptions>() ?? new ClusterOptions();
        // Here and not at the start: the silo is put together by them.
        if (!options.IsValid())
            throw new OptionsValidationException(ClusterOptions.SectionName, typeof(ClusterOptions),
                ["Cluster: Redis must be written for StackExchange.Redis (redis:6379,password=...), Address be an IP address, Port 0 to 65535, ClusterId not empty, ShutdownGrace not negative, IdleConversation over one minute."]);
        builder.Services.AddOptions<ClusterOptions>().Bind(section);
        builder.Services.AddSingleton<ConversationGrains>().AddSingleton<LocalSessions>();
        builder.Services.AddSingleton<IConversations, ClusterConversations>();
        builder.UseOrleans(silo => Configure(silo, options));
        SteadyClock.Use(builder.Services);
        builder.Services.AddHostedService<InboxSweeper>();
        return builder;
    }

    private static void Configure(ISiloBuilder silo, ClusterOptions options)
    {
        var port = Port(silo, options);
        silo.Services.Configure<GrainCollectionOptions>(o => o.CollectionAge = options.IdleConversation);
        silo.Services.AddSerializer(serializer => serializer.Services
            .AddSingleton<ContractCodec>()
            .AddSingleton<IGeneralizedCodec>(sp => sp.GetRequiredService<ContractCodec>())
            .AddSingleton<IGeneralizedCopier>(sp => sp.GetRequiredService<ContractCodec>())
            .AddSingleton<ITypeFilter>(sp => sp.GetRequiredService<ContractCodec>()));
        if (options.Redis is not { Length: > 0 } redis)
        {
            silo.UseLocalhostClustering(port, gatewayPort: 0, serviceId: options.ClusterId, clusterId: options.ClusterId);
            // A silo alone has nobody to evict but itself: it did, when the machine's clock was put forward while it started.
            silo.Configure<ClusterMembershipOptions>(o => o.EvictWhenMaxJoinAttemptTimeExceeded = false);
            return;
        }
        silo.Configure<Orleans.Configuration.ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (options.ClusterId, options.ClusterId));
        silo.Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (IPAddress.Parse(options.Address), port, 0));
        silo.Services.AddSingleton<IDependency, ClusterRedis>();
        silo.UseRedisClustering(o => o.ConfigurationOptions = ConfigurationOptions.Parse(redis));
        // A killed replica's conversations answer again after about 4 s (12.9 s with the defaults); a second opinion is still asked for.
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = TimeSpan.FromSeconds(2);
            o.NumMissedProbesLimit = 2;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
            // A frozen replica's open connection counts as a sign of life for 16 s: its conversations would wait as long.
            o.EnableConnectionLivenessCheck = false;
        });
    }

    /// <summary>The port of the settings, or a free one that is kept for it.</summary>
    private static int Port(ISiloBuilder silo, ClusterOptions options)
    {
        if (options.Port > 0)
            return options.Port;
        var port = new SiloPort(options.Redis is { Length: > 0 } ? IPAddress.Parse(options.Address) : IPAddress.Loopback);
        silo.Services.AddSingleton(port);
        return port.Number;
    }
}
