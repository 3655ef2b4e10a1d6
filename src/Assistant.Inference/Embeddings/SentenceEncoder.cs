using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Assistant.Agent;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Embeddings;

/// <summary>
/// Sentence vectors by local BERT-family models, one a language. Texts become windows, a bounded number of windows is in memory, and as many are computed at once
/// as there are cores for the whole process, the longest first. Singleton; thread-safe; loads at the first use.
/// </summary>
internal sealed partial class SentenceEncoder(
    ModelLocator models, ModelCatalogue catalogue, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock, IOptions<EmbeddingOptions> options, IOptions<InferenceOptions> inference, ILogger<SentenceEncoder> logger)
    : ISentenceEncoder, IDisposable
{
    private const int WindowsInMemory = 256;

    private readonly ConcurrentDictionary<string, SharedModel<SentenceModel>> _models = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _running = new(inference.Value.EffectiveThreads);
    private readonly int _workers = inference.Value.EffectiveThreads;

    public bool IsAvailable(string language)
    {
        var name = options.Value.ModelFor(language);
        return _models.TryGetValue(name, out var loaded) ? !loaded.Failed : models.FindModel(name) is { } folder && SentenceModel.FindOnnx(folder) is not null;
    }

    public string ModelFor(string language) => options.Value.ModelFor(language);

    public async Task<IReadOnlyList<float[]>> EncodeAsync(IReadOnlyList<string> texts, bool query, string language, CancellationToken cancellationToken)
    {
        using var lease = await ReadyAsync(options.Value.ModelFor(language), cancellationToken);
        var model = lease.Value;
        var vectors = new float[texts.Count][];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = new float[model.Dimensions];
        foreach (var windows in new SentenceWindows(model, options.Value.OverlapTokens, query).Of(texts).Chunk(WindowsInMemory))
        {
            var found = await EncodeAsync(model, windows, cancellationToken);
            for (var i = 0; i < windows.Length; i++)
                TensorPrimitives.MultiplyAdd(found[i], windows[i].Tokens, vectors[windows[i].Text], vectors[windows[i].Text]);
        }
        foreach (var vector in vectors)
            SentenceRun.UnitLength(vector);
        return vectors;
    }

    /// <summary>Texts that are being encoded are encoded to their end: their models go when nobody uses them any more.</summary>
    public void Dispose()
    {
        foreach (var model in _models.Values)
            model.Dispose();
    }

    private async Task<float[][]> EncodeAsync(SentenceModel model, SentenceWindow[] windows, CancellationToken cancellationToken)
    {
        var longestFirst = Enumerable.Range(0, windows.Length).OrderByDescending(i => windows[i].Ids.Length).ToArray();
        var (found, next) = (new float[windows.Length][], -1);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(_workers, windows.Length)).Select(_ => Task.Run(WorkAsync, cancellationToken)));
        return found;

        async Task WorkAsync()
        {
            using var runOptions = new RunOptions();
            using var stop = cancellationToken.Register(() => runOptions.Terminate = true);
            var run = new SentenceRun(model, runOptions);
            while (Interlocked.Increment(ref next) is var at && at < longestFirst.Length)
            {
                await _running.WaitAsync(cancellationToken);
                try
                {
                    found[longestFirst[at]] = run.Encode(windows[longestFirst[at]]);
                }
                catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
                {
                    throw new OperationCanceledException(cancellationToken);
                }
                finally
                {
                    _running.Release();
                }
            }
        }
    }

    private async Task<SharedModel<SentenceModel>.Lease> ReadyAsync(string name, CancellationToken cancellationToken)
    {
        if (models.FindModel(name) is not { } folder)
            throw new InvalidOperationException($"The embedding model {name} is not installed.");
        try
        {
            return await _models.GetOrAdd(name, _ => new(name, memory, clock, () => OnnxFileSize.Bytes(SentenceModel.FindOnnx(folder)), () => FilesMark.AtAGlance(folder), () => new(onnx, folder, options.Value.LowerCase, catalogue))).TakeAsync(cancellationToken);
        }
        catch (ModelUnavailableException e)
        {
            if (e.IsFresh)
                Log.Off(logger, e.Message);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Sentence vectors are off: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
