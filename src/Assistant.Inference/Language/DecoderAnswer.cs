using Assistant.Agent;
using Assistant.Inference.Models.Memory;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>A place in the engine and the answer that is written there. One caller; disposing gives the place to the next and keeps what was read for the next turn.</summary>
internal sealed class DecoderAnswer : IDisposable
{
    private readonly DecoderEngine _engine;
    private readonly SharedModel<LoadedDecoder>.Lease _loaded;
    private readonly DecoderState _state;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _terminate;
    private readonly RunOptions _run = new();
    private bool _damaged;
    private bool _disposed;

    /// <param name="loaded">The model, given back at the end.</param>
    /// <param name="stop">Ends the run that goes on, within an operator; owned.</param>
    public DecoderAnswer(DecoderEngine engine, SharedModel<LoadedDecoder>.Lease loaded, DecoderState state, Generation generation, CancellationTokenSource stop)
    {
        (_engine, _loaded, _state, Generation, _stop) = (engine, loaded, state, generation, stop);
        _terminate = stop.Token.Register(() => _run.Terminate = true);
    }

    public Generation Generation { get; }

    /// <summary>Runs the model once, when it is this answer's turn; returns the text that became certain, possibly none.</summary>
    /// <exception cref="LanguageModelException">The model failed.</exception>
    public Task<string> StepAsync(CancellationToken cancellationToken) => _engine.StepAsync(() => Step(cancellationToken), cancellationToken);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _terminate.Dispose();
        _stop.Dispose();
        _run.Dispose();
        _engine.End(_loaded, _state, _damaged);
    }

    private string Step(CancellationToken cancellationToken)
    {
        try
        {
            return Generation.Step(_run);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException) when (_stop.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(DecoderEngine));
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidDataException)
        {
            _damaged = true;
            throw new LanguageModelException(TurnProblem.ModelNonsense, $"The local model failed: {e.Message}", e);
        }
    }
}
