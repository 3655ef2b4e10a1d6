namespace Assistant.Inference.Models;

/// <summary>How the models of this process came to run, for `doctor`.</summary>
public interface IInferenceReport
{
    /// <summary>What was asked for.</summary>
    InferenceProvider Wanted { get; }

    /// <summary>Why the processor computes although CUDA was wanted or is there; null when that is not so, or not known yet.</summary>
    string? WhyNotCuda { get; }

    /// <summary>The model files that were loaded, in this order.</summary>
    IReadOnlyList<LoadedFile> Loaded { get; }
}

/// <param name="Provider">"CPU" or "CUDA": what computes it.</param>
/// <param name="Took">How long its loading took.</param>
public sealed record LoadedFile(string Path, string Provider, TimeSpan Took);
