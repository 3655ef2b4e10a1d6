using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Vision;

/// <summary>Registers what reads and labels pictures.</summary>
internal static class VisionServices
{
    public static IServiceCollection AddVision(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OcrOptions>().Bind(configuration.GetSection(OcrOptions.SectionName))
            .Validate(o => o.IsValid(), "Ocr: Concurrency must be greater than zero, DetectionPixels at least 65536, MinConfidence from 0 to below 1.").ValidateOnStart();
        services.AddSingleton<ITextRecognizer, PpOcrTextRecognizer>();
        services.AddSingleton<IPictureLabeler, EfficientNetLabeler>();
        return services;
    }
}
