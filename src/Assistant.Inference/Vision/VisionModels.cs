using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Memory;
using Assistant.Inference.Vision.Contrastive;
using Assistant.Inference.Vision.Detection;
using Assistant.Inference.Vision.Labels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Vision;

/// <summary>
/// The installed models that see: a classifier, a model that compares pictures with words, a detector. Each loads at its first use and may be unloaded when nobody uses it;
/// one whose files cannot be used is said once and off from then on. Singleton; thread-safe.
/// </summary>
internal sealed partial class VisionModels : IDisposable
{
    private readonly Installed<PictureClassifier> _classifier;
    private readonly Installed<ContrastiveModel> _contrastive;
    private readonly Installed<ObjectModel> _detector;
    private readonly ContrastiveFiles? _contrastiveFiles;
    private readonly bool _contrastiveIsMultilingual;

    public VisionModels(ModelLocator locator, ModelCatalogue catalogue, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock, IOptions<VisionOptions> options, ILogger<VisionModels> logger)
    {
        var (folder, classifies) = (locator.FindModel(PictureClassifier.Name), (string?)null);
        if (folder is not null)
            classifies = PictureClassifier.FindOnnx(folder);
        _classifier = new(classifies is null ? null : new(PictureClassifier.Name, memory, clock, () => OnnxFileSize.Bytes(PictureClassifier.FindOnnx(folder!)), () => FilesMark.AtAGlance(folder), () => new(onnx, folder!)), logger);
        var files = ContrastiveFiles.Find(locator, options.Value.Model);
        (_contrastiveFiles, _contrastiveIsMultilingual) = (files, files?.IsMultilingual(catalogue) == true);
        _contrastive = new(files is null ? null : new(files.Name, memory, clock, () => files.Now.Bytes, () => FilesMark.AtAGlance(files.Folder), () => ContrastiveModel.Load(onnx, files.Now, catalogue)), logger);
        _detector = new(DetectorFiles.Find(locator, options.Value.Detector) is { } found
            ? new(found.Name, memory, clock, () => OnnxFileSize.Bytes(found.Now.Onnx), () => FilesMark.AtAGlance(found.Folder), () => new(onnx, found.Now, options.Value)) : null, logger);
    }

    public bool HasClassifier => _classifier.IsAvailable;
    public bool HasContrastive => _contrastive.IsAvailable;
    public string? ContrastiveName => HasContrastive ? _contrastiveFiles!.Name : null;

    /// <summary>Whether the model that compares pictures with words understands those of a language; false without one.</summary>
    public bool ContrastiveReads(string language) => HasContrastive && (_contrastiveIsMultilingual || language == "en");

    public bool HasDetector => _detector.IsAvailable;

    /// <summary>Loads it where it is not loaded; null when it is not installed or its files cannot be used. The same for the others.</summary>
    public SharedModel<PictureClassifier>.Lease? TakeClassifier() => _classifier.Take();

    public SharedModel<ContrastiveModel>.Lease? TakeContrastive() => _contrastive.Take();

    /// <summary>As the others; who no longer waits while it loads gets away at once.</summary>
    public Task<SharedModel<ObjectModel>.Lease?> TakeDetectorAsync(CancellationToken cancellationToken) => _detector.TakeAsync(cancellationToken);

    public void Dispose()
    {
        _classifier.Dispose();
        _contrastive.Dispose();
        _detector.Dispose();
    }

    private sealed class Installed<T>(SharedModel<T>? model, ILogger logger) : IDisposable
        where T : class, IDisposable
    {
        public bool IsAvailable => model is { Failed: false };

        public async Task<SharedModel<T>.Lease?> TakeAsync(CancellationToken cancellationToken)
        {
            try
            {
                return IsAvailable ? await model!.TakeAsync(cancellationToken) : null;
            }
            catch (ModelUnavailableException e)
            {
                return Without(e);
            }
        }

        public SharedModel<T>.Lease? Take()
        {
            try
            {
                return IsAvailable ? model!.Take() : null;
            }
            catch (ModelUnavailableException e)
            {
                return Without(e);
            }
        }

        public void Dispose() => model?.Dispose();

        private SharedModel<T>.Lease? Without(ModelUnavailableException e)
        {
            if (e.IsFresh)
                Log.Off(logger, e.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Pictures are seen without this model: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
