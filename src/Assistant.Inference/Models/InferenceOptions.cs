namespace Assistant.Inference.Models;

/// <summary>How local models run.</summary>
public sealed class InferenceOptions
{
    public const string SectionName = "Inference";

    /// <summary>What computes: `Auto` takes CUDA where this build and the machine have it, `Cpu` never does, `Cuda` wants it and says why when it cannot be had. The processor always stands in.</summary>
    public InferenceProvider Provider { get; set; }

    /// <summary>Number of the CUDA device.</summary>
    public int Device { get; set; }

    /// <summary>Threads of the one pool that all models share; 0 takes the number of cores, at most 8.</summary>
    public int Threads { get; set; }

    /// <summary>For how long the threads of a language model, and of Whisper's decoder, wait actively for the next operator before they sleep, in microseconds; 0 for none. Some save more processor time than they take; long ones slow down everything else on the machine.</summary>
    public int SpinMicroseconds { get; set; } = 20;

    /// <summary>Bytes of model files that are loaded at once: beyond that, models that were used longest ago are unloaded, and loaded again when they are needed. 0 takes half of the machine's memory, or of the container's.</summary>
    public long MemoryLimit { get; set; }

    /// <summary>A model that nobody used for so long is unloaded; 0 keeps it.</summary>
    public TimeSpan UnloadAfter { get; set; } = TimeSpan.FromMinutes(30);

    internal int EffectiveThreads => Threads > 0 ? Threads : Math.Clamp(Environment.ProcessorCount, 1, 8);

    internal bool IsValid() => Threads >= 0 && SpinMicroseconds is >= 0 and <= 10_000 && Device >= 0 && MemoryLimit >= 0 && UnloadAfter >= TimeSpan.Zero && Enum.IsDefined(Provider);
}

public enum InferenceProvider
{
    Auto,
    Cpu,
    Cuda,
}
