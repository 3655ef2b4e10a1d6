using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Models;

/// <summary>
/// A model computes something small when it is loaded: whoever asks first does not wait for its warm-up, and a file that loads but cannot run, or gives no numbers (flipped bits,
/// a precision that does not suffice), is found out then.
/// </summary>
internal static class FirstRun
{
    /// <param name="path">The file to name.</param>
    /// <exception cref="ModelFileException">It does not run, or does not give numbers.</exception>
    public static void Check(string path, Func<float[]> run)
    {
        try
        {
            if (TensorPrimitives.IsFiniteAll<float>(run()))
                return;
        }
        catch (OnnxRuntimeException e)
        {
            throw PassingFailure.Of(path, e) ?? new ModelFileException(path, e, $"it cannot be run ({e.Message})");
        }
        throw new ModelFileException(path, reason: "what it gives are not numbers");
    }
}
