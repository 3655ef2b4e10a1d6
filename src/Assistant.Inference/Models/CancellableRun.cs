using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Models;

/// <summary>Runs of a model that end within an operator or two once they are cancelled.</summary>
internal static class CancellableRun
{
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static T Of<T>(Func<RunOptions, T> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var options = new RunOptions();
        using var stop = cancellationToken.Register(() => options.Terminate = true);
        try
        {
            return run(options);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
