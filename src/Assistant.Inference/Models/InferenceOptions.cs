namespace Assistant.Inference.Models;

/// <summary>How local models run.</summary>
public sealed class InferenceOptions
{
    public const string SectionName = "Inference";

    /// <summary>Threads of the one pool that all models share; 0 takes the number of cores, at most 8.</summary>
    public int Threads { get; set; }

    /// <summary>Busy-wait between operators: faster alone, much slower when the cores are shared. Off on a server.</summary>
    public bool Spin { get; set; }

    internal int EffectiveThreads => Threads > 0 ? Threads : Math.Clamp(Environment.ProcessorCount, 1, 8);
}
