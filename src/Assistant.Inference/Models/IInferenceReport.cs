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

    /// <summary>What was assumed of models whose files do not tell it, and why a folder that looks like a model is not used: a line each, as the log has it.</summary>
    IReadOnlyList<string> Notes { get; }
}

/// <param name="Provider">"CPU" or "CUDA": what computes it.</param>
/// <param name="Took">How long its loading took.</param>
public sealed record LoadedFile(string Path, string Provider, TimeSpan Took);
