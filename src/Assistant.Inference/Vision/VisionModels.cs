using Assistant.Inference.Models;
using Assistant.Inference.Vision.Contrastive;
using Assistant.Inference.Vision.Detection;
using Assistant.Inference.Vision.Labels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Vision;

/// <summary>
/// The installed models that see: a classifier, a model that compares pictures with words, a detector. Each loads at its first use; one whose files cannot be used is said
/// once and off from then on. Singleton; thread-safe.
/// </summary>
internal sealed partial class VisionModels : IDisposable
{
    private readonly Installed<PictureClassifier> _classifier;
    private readonly Installed<ContrastiveModel> _contrastive;
    private readonly Installed<ObjectModel> _detector;
    private readonly string? _contrastiveName;

    public VisionModels(ModelLocator locator, OnnxEnvironment onnx, IOptions<VisionOptions> options, ILogger<VisionModels> logger)
    {
        _classifier = new(locator.FindModel(PictureClassifier.Name) is { } folder && PictureClassifier.FindOnnx(folder) is not null ? () => new(onnx, folder) : null, logger);
        var files = ContrastiveFiles.Find(locator, options.Value.Model);
        _contrastiveName = files?.Name;
        _contrastive = new(files is null ? null : () => ContrastiveModel.Load(onnx, files), logger);
        _detector = new(DetectorFiles.Find(locator, options.Value.Detector) is { } found ? () => new(onnx, found, options.Value) : null, logger);
    }

    public bool HasClassifier => _classifier.IsAvailable;
    public bool HasContrastive => _contrastive.IsAvailable;
    public string? ContrastiveName => HasContrastive ? _contrastiveName : null;
    public bool HasDetector => _detector.IsAvailable;

    /// <summary>Null when it is not installed or its files cannot be used; the same for the others. Loads it.</summary>
    public PictureClassifier? Classifier => _classifier.Value;

    public ContrastiveModel? Contrastive => _contrastive.Value;

    public ObjectModel? Detector => _detector.Value;

    public void Dispose()
    {
        _classifier.Dispose();
        _contrastive.Dispose();
        _detector.Dispose();
    }

    private sealed class Installed<T>(Func<T>? load, ILogger logger) : IDisposable
        where T : class, IDisposable
    {
        private readonly LoadedOnce<T>? _model = load is null ? null : new(load);

        public bool IsAvailable => _model is { Failed: false };

        public T? Value
        {
            get
            {
                try
                {
                    return IsAvailable ? _model!.Value : null;
                }
                catch (ModelFileException e)
                {
                    Log.Off(logger, e.Message);
                    return null;
                }
                catch (InvalidOperationException) when (_model!.Failed)
                {
                    return null;
                }
            }
        }

        public void Dispose()
        {
            if (_model is { IsLoaded: true })
                _model.Value.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Pictures are seen without this model: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
