using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision.Detection;

/// <summary>
/// Finds objects with the installed detector. A model whose outputs are not a detector's is said, and off from then on; one picture that it fails at (no memory, say) is said, and
/// nothing is found in that one. Singleton; thread-safe.
/// </summary>
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
        catch (ModelFileException e)
        {
            _broken = true;
            Log.Off(logger, e.Message);
            return [];
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidOperationException or ArgumentException or OutOfMemoryException)
        {
            Log.Failed(logger, picture.Width, picture.Height, e.Message);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Objects in pictures are not found: {Reason}")]
        public static partial void Off(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Objects in a picture of {Width} x {Height} pixels are not found: {Reason}")]
        public static partial void Failed(ILogger logger, int width, int height, string reason);
    }
}
