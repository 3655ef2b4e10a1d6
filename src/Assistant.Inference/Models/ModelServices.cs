using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Memory;
using Assistant.Inference.Models.Pulling;
using Assistant.Inference.Models.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assistant.Inference.Models;

/// <summary>Registers where models are found, how they run, and how operators get them.</summary>
internal static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelsOptions>().Bind(configuration.GetSection(ModelsOptions.SectionName))
            .Validate(o => o.IsValid(), "Models: ParallelFiles must be 1 to 32, Attempts 1 to 100, MaxFileBytes and StallTimeout greater than zero, RetryDelay and LongestWait not negative.")
            .ValidateOnStart();
        services.AddOptions<InferenceOptions>().Bind(configuration.GetSection(InferenceOptions.SectionName))
            .Validate(o => o.IsValid(), "Inference: Threads must be 0 (automatic) or a number of threads, SpinMicroseconds 0 to 10000, Provider Auto, Cpu or Cuda, Device, MemoryLimit and UnloadAfter not negative.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ModelLocator>();
        services.AddSingleton<OnnxEnvironment>();
        services.AddSingleton<IInferenceReport>(provider => provider.GetRequiredService<OnnxEnvironment>());
        services.AddSingleton<ModelMemory>();
        services.AddSingleton<ModelCatalogue>();
        services.AddSingleton<IModelDisk, ModelDisk>();
        services.AddSingleton<IModelStore, ModelStore>();
        services.AddSingleton<IModelPuller, ModelPuller>();
        return services;
    }
}
