using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision;

/// <summary>Reads text in pictures with PP-OCRv4: find lines, set the picture upright, cut the lines out, recognise them, order them. Singleton; thread-safe; loads at the first picture.</summary>
internal sealed partial class PpOcrTextRecognizer : ITextRecognizer, IDisposable
{
    private const double UpsideDownVote = 0.6;
    private readonly bool _areInstalled;
    private readonly OcrOptions _options;
    private readonly ILogger<PpOcrTextRecognizer> _logger;
    private readonly SharedModel<OcrModels> _models;
    private readonly SemaphoreSlim _gate;

    public PpOcrTextRecognizer(ModelLocator locator, OnnxEnvironment environment, ModelMemory memory, TimeProvider clock, IOptions<OcrOptions> options, ILogger<PpOcrTextRecognizer> logger)
    {
        (_areInstalled, _options, _logger) = (OcrModels.AreInstalled(locator), options.Value, logger);
        _models = new(OcrModels.Name, memory, clock, () => OcrModels.Bytes(locator), () => OcrModels.Mark(locator), () => OcrModels.Load(locator, environment));
        _gate = new(_options.Concurrency);
    }

    public bool IsAvailable => _areInstalled && !_models.Failed;

    public async Task<RecognizedText> ReadAsync(Picture picture, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Read(picture, cancellationToken), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Pictures that are being read are read to their end.</summary>
    public void Dispose() => _models.Dispose();

    private RecognizedText Read(Picture picture, CancellationToken cancellationToken)
    {
        using var models = Take();
        using var run = new RunOptions();
        using var cancel = cancellationToken.Register(static run => ((RunOptions)run!).Terminate = true, run);
        try
        {
            return Read(models.Value, picture, run, cancellationToken);
        }
        catch (Exception e) when (e is OnnxRuntimeException or AggregateException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private RecognizedText Read(OcrModels models, Picture picture, RunOptions run, CancellationToken cancellationToken)
    {
        var detector = new TextDetector(models, _options.DetectionPixels);
        var boxes = detector.Find(picture, run, cancellationToken);
        var rotation = new PageRotation(models);
        var quarters = 0;
        var upright = picture;
        if (PageRotation.Stands(boxes))
        {
            quarters = 1;
            upright = PageRotation.Turn(picture, quarters);
            boxes = detector.Find(upright, run, cancellationToken);
        }
        if (rotation.UpsideDown(upright, boxes, run) > UpsideDownVote)
        {
            upright = PageRotation.Turn(upright, 2);
            quarters += 2;
            boxes = [.. boxes.Select(box => box.UpsideDown(upright.Width, upright.Height))];
        }
        var images = boxes.Select(box => LineImage.Cut(upright, box)).ToArray();
        var words = new LineRecognizer(models).Read(images, run, cancellationToken);
        var lines = ReadingOrder.Of(boxes)
            .Where(line => words[line.Index].Confidence >= _options.MinConfidence && words[line.Index].Characters.Count > 0)
            .Select(line => new RecognizedLine(words[line.Index].Text, Clip(PageRotation.TurnBack(boxes[line.Index].Hull, picture, quarters), picture), words[line.Index].Confidence, line.Row));
        return new([.. lines], (4 - quarters) % 4 * 90);
    }

    private SharedModel<OcrModels>.Lease Take()
    {
        try
        {
            return _models.Take();
        }
        catch (ModelUnavailableException e)
        {
            if (e.IsFresh)
                Log.Off(_logger, e.Message);
            throw new MediaException(AttachmentProblem.NotInstalled, OcrModels.Name, e);
        }
    }

    private static Box Clip(Box box, Picture picture) =>
        new(Math.Max(0, box.X0), Math.Max(0, box.Y0), Math.Min(picture.Width, box.X1), Math.Min(picture.Height, box.Y1));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Pictures are not read: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
