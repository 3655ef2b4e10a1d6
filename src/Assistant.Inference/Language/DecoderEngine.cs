using Assistant.Agent;
using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language;

/// <summary>
/// Answers several requests at once with one model: each runs it once (a part of its prompt, or a token) and goes to the end of the row, since a run takes all cores anyway.
/// The others wait for a place, so many at most, in order. The model stays loaded while one is answered. Thread-safe.
/// </summary>
internal sealed class DecoderEngine(SharedModel<LoadedDecoder> decoder, LocalModelOptions options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Concurrent);
    private readonly SemaphoreSlim _step = new(1);
    private readonly CancellationTokenSource _ending = new();
    private int _inside;
    private int _disposed;

    /// <summary>Conversations in memory, and the bytes of keys and values of each.</summary>
    public IReadOnlyList<long> Bytes
    {
        get
        {
            using var loaded = decoder.TakeIfLoaded();
            return loaded?.Value.Cache.Bytes ?? [];
        }
    }

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
            var loaded = await LoadAsync(cancellationToken);
            try
            {
                // Before its turn, and not waited for by whoever leaves: a large schema takes its time.
                var form = await Task.Run(() => loaded.Value.Model.Formats.Compile(chat), cancellationToken).WaitAsync(cancellationToken);
                return await StepAsync(() => Begin(loaded, render(loaded.Value.Model), chat, form, cancellationToken), cancellationToken);
            }
            catch
            {
                loaded.Dispose();
                throw;
            }
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

    /// <summary>Takes the state and the model of an answer back.</summary>
    internal void End(SharedModel<LoadedDecoder>.Lease loaded, DecoderState state, bool damaged)
    {
        if (damaged)
            loaded.Value.Cache.Drop(state);
        else
            loaded.Value.Cache.Return(state);
        loaded.Dispose();
        Leave();
    }

    /// <summary>Drops what was read for conversations; those that are being answered drop theirs when they end.</summary>
    public void ForgetAll()
    {
        using var loaded = decoder.TakeIfLoaded();
        loaded?.Value.Cache.ForgetAll();
    }

    /// <summary>Ends what runs; answers that are not read to their end give the model back when they are disposed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _ending.Cancel();
        _step.Wait();
        _step.Release();
        _ending.Dispose();
    }

    private void Leave()
    {
        Interlocked.Decrement(ref _inside);
        _places.Release();
    }

    private DecoderAnswer Begin(SharedModel<LoadedDecoder>.Lease loaded, int[] prompt, ChatOptions? chat, Automaton? form, CancellationToken cancellationToken)
    {
        var (model, cache) = (loaded.Value.Model, loaded.Value.Cache);
        if (prompt.Length >= model.ContextTokens)
            throw new LanguageModelException(TurnProblem.Refused, $"The prompt has {prompt.Length:N0} tokens; {model.Name} takes {model.ContextTokens:N0} with the answer.") { TooLong = true };
        var limit = Math.Min(Math.Max(chat?.MaxOutputTokens ?? options.MaxOutputTokens, 1), model.ContextTokens - prompt.Length);
        var state = cache.Take(prompt);
        try
        {
            return new(this, loaded, state, new(model, state, prompt, limit, chat, options.PromptLookup, form), CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token));
        }
        catch
        {
            cache.Drop(state);
            throw;
        }
    }

    private async Task<SharedModel<LoadedDecoder>.Lease> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await decoder.TakeAsync(cancellationToken);
        }
        catch (ModelUnavailableException e)
        {
            throw new LanguageModelException(TurnProblem.ModelUnreachable, e.Message, e);
        }
    }
}
