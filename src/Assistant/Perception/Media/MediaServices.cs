using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Perception.Media;

/// <summary>Registers what opens untrusted files: the pool of media workers and the audio decoder.</summary>
internal static class MediaServices
{
    public static IServiceCollection AddMediaReading(this IServiceCollection services, IConfiguration configuration)
    {
        _ = configuration;
        services.AddSingleton<IMediaReader, MediaWorkers>();
        services.AddSingleton<IAudioDecoder, FfmpegDecoder>();
        return services;
    }
}
