using Assistant.Cluster;
using Assistant.Inference;
using Assistant.Server.Commands.Doctor;
using Assistant.Server.Health;
using Assistant.Storage;
using Assistant.Storage.Connections;

namespace Assistant.Server;

/// <summary>What the server and the commands are put together from: configuration, models, and everything.</summary>
internal static class AssistantComposition
{
    /// <summary>appsettings.json beside the program, the environment (ASSISTANT_Section__Key), files with secrets, then the command line; later ones win.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">There is no setting of a name that is given.</exception>
    public static void AddConfiguration(IConfigurationManager configuration, string[] settings)
    {
        TimeSettings.Apply();
        var before = configuration.Sources.Count;
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        configuration.AddEnvironmentVariables("ASSISTANT_");
        SecretFiles.Add(configuration);
        if (Environment.GetEnvironmentVariable("ASSISTANT_DATA") is { Length: > 0 } data)
            configuration.AddInMemoryCollection([new("Data:Directory", data)]);
        configuration.AddCommandLine(settings);
        var root = (IConfigurationRoot)configuration;
        SettingNames.Check(root, root.Providers.Skip(before));
    }

    /// <summary>Reading and models only: no stores, no conversations.</summary>
    public static void AddModels(IHostApplicationBuilder builder)
    {
        builder.Services.AddAssistant(builder.Configuration);
        builder.Services.AddAssistantInference(builder.Configuration);
        builder.Services.AddSingleton<InstalledFeatures>();
        builder.Services.AddSingleton<FeatureProbes>();
    }

    public static void AddAll(IHostApplicationBuilder builder)
    {
        builder.Services.AddDatabaseLock(ShareOf(builder.Configuration));
        AddModels(builder);
        builder.Services.AddAssistantStorage(builder.Configuration);
        builder.AddAssistantCluster();
    }

    /// <summary>Whether servers by this configuration know of one another.</summary>
    public static DatabaseShare ShareOf(IConfiguration configuration) =>
        configuration[$"{ClusterOptions.SectionName}:{nameof(ClusterOptions.Redis)}"] is { Length: > 0 } ? DatabaseShare.Replicas : DatabaseShare.Sole;
}
