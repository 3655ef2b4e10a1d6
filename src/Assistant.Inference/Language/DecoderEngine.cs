using Assistant.Agent;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language;

/// <summary>
/// Answers several requests at once with one model: each runs it once (a part of its prompt, or a token) and goes to the end of the row, since a run takes all cores anyway.
/// The others wait for a place, so many at most, in order. Thread-safe.
/// </summary>
internal sealed class DecoderEngine(Func<DecoderModel> load, LocalModelOptions options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Concurrent);
    private readonly SemaphoreSlim _step = new(1);
    private readonly CancellationTokenSource _ending = new();
    private PrefixCache? _cache;
    private int _inside;
    private int _disposed;

    /// <summary>Conversations in memory, and the bytes of keys and values of each.</summary>
    public IReadOnlyList<long> Bytes => _cache?.Bytes ?? [];

    /// <summary>Waits for a place and takes what is known already of the prompt. The answer has to be disposed.</summary>
    /// <param name="render">The prompt's tokens.</param>
    /// <exception cref="LanguageModelException">Too many wait, the prompt is longer than the model takes, or the model cannot be loaded.</exception>
    public async Task<DecoderAnswer> BeginAsync(Func<DecoderModel, int[]> render, ChatOptions? chat, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        try
        {
            if (Interlocked.Increment(ref _inside) > options.MaxWaiting + options.Concurrent)
                throw new LanguageModelException(TurnProblem.ModelRateLimited, $"{options.MaxWaiting} requests wait for the local model already.");
            await _places.WaitAsync(cancellationToken);
        }
        catch
        {
            Interlocked.Decrement(ref _inside);
            throw;
        }
        try
        {
            return await StepAsync(() => Begin(render, chat, cancellationToken), cancellationToken);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Does something when it is this caller's turn; nothing else uses the model meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The model was unloaded.</exception>
    internal async Task<T> StepAsync<T>(Func<T> step, CancellationToken cancellationToken)
    {
        await _step.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() =>
            {
                ObjectDisposedException.ThrowIf(_disposed != 0, this);
                return step();
            }, cancellationToken);
        }
        finally
        {
            _step.Release();
        }
    }

    internal void End(DecoderState state, bool damaged)
    {
        if (damaged)
            _cache!.Drop(state);
        else
            _cache!.Return(state);
        Leave();
    }

    /// <summary>Drops what was read for conversations; those that are being answered drop theirs when they end.</summary>
    public void ForgetAll() => _cache?.ForgetAll();

    /// <summary>Ends what runs and releases all memory; answers that are not read to their end release theirs when they are disposed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _ending.Cancel();
        _step.Wait();
        _cache?.Dispose();
        _step.Release();
        _ending.Dispose();
    }

    private void Leave()
    {
        Interlocked.Decrement(ref _inside);
        _places.Release();
    }

    private DecoderAnswer Begin(Func<DecoderModel, int[]> render, ChatOptions? chat, CancellationToken cancellationToken)
    {
        var model = load();
        var prompt = render(model);
        if (prompt.Length >= model.ContextTokens)
            throw new LanguageModelException(TurnProblem.Refused, $"The prompt has {prompt.Length:N0} tokens; {model.Name} takes {model.ContextTokens:N0} with the answer.") { TooLong = true };
        var limit = Math.Min(Math.Max(chat?.MaxOutputTokens ?? options.MaxOutputTokens, 1), model.ContextTokens - prompt.Length);
        _cache ??= new(model, options);
        var state = _cache.Take(prompt);
        try
        {
            return new(this, state, new(model, state, prompt, limit, chat, options.PromptLookup), CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token));
        }
        catch
        {
            _cache.Drop(state);
            throw;
        }
    }
}
