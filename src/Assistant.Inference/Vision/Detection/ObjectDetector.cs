using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision.Detection;

/// <summary>Finds objects with the installed detector. A model that cannot do it is said, and nothing is found. Singleton; thread-safe.</summary>
internal sealed partial class ObjectDetector(VisionModels models, ILogger<ObjectDetector> logger) : IObjectDetector
{
    private volatile bool _broken;

    public bool IsAvailable => !_broken && models.HasDetector;

    public async Task<IReadOnlyList<FoundObject>> DetectAsync(Picture picture, CancellationToken cancellationToken)
    {
        if (_broken)
            return [];
        using var detector = await models.TakeDetectorAsync(cancellationToken);
        try
        {
            return detector is null ? [] : await Task.Run(() => CancellableRun.Of(run => detector.Value.Find(picture, run), cancellationToken), CancellationToken.None);
        }
        catch (Exception e) when (e is ModelFileException or OnnxRuntimeException or InvalidOperationException or ArgumentException)
        {
            _broken = true;
            Log.Off(logger, e.Message);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Objects in pictures are not found: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
