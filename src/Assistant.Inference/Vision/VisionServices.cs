using Assistant.Inference.Vision.Detection;
using Assistant.Inference.Vision.Labels;
using Assistant.Inference.Vision.Search;
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
        services.AddOptions<VisionOptions>().Bind(configuration.GetSection(VisionOptions.SectionName))
            .Validate(o => o.IsValid(), "Vision: TagThreshold must be 0 to 1, ObjectThreshold above 0 to 1, ObjectOverlap between 0 and 1, MaxTags at least 0, MaxObjects at least 1.").ValidateOnStart();
        services.AddSingleton<VisionModels>();
        services.AddSingleton<ClassNames>();
        services.AddSingleton<ConseLabels>();
        services.AddSingleton<IPictureLabeler, PictureLabeler>();
        services.AddSingleton<PictureEncoder>();
        services.AddSingleton<IPictureSearch, PictureSearch>();
        services.AddSingleton<IObjectDetector, ObjectDetector>();
        return services;
    }
}
