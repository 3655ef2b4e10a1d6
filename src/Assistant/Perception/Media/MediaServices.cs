using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assistant.Perception.Media;

/// <summary>Registers what opens untrusted files: the pool of media workers and the audio decoder.</summary>
internal static class MediaServices
{
    public static IServiceCollection AddMediaReading(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MediaWorkerOptions>().Bind(configuration.GetSection(MediaWorkerOptions.SectionName))
            .Validate(options => options.IsValid(), "MediaWorkers: Count, MaxDecoders and MaxRequestsPerWorker must be at least 1, MemoryLimit at least 268435456 (256 MB), time-outs and the other limits above zero, MaxPixels at most 500000000.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MediaWorkerProgram>();
        services.AddSingleton<WorkerPool>();
        services.AddSingleton<IMediaIsolation>(provider => provider.GetRequiredService<WorkerPool>());
        services.AddSingleton<IMediaReader, MediaWorkers>();
        services.AddSingleton<IAudioDecoder, FfmpegDecoder>();
        return services;
    }
}
