namespace Assistant.Inference.Models;

/// <summary>How a model is loaded.</summary>
[Flags]
internal enum SessionTuning
{
    None = 0,

    /// <summary>For models of many small operators, run by several callers at once: handing such work between threads costs more than it saves.</summary>
    OnCallersThread = 1,

    /// <summary>Constant weights that the file keeps quantised apart from their operator are unpacked once instead of at every run, for four times their memory.</summary>
    UnpackedWeights = 2,

    /// <summary>For inputs of very different sizes: memory goes back to the system after each run instead of staying at the largest.</summary>
    ReturnsMemory = 4,

    /// <summary>
    /// For models of hundreds of small operators, run again and again by one caller: threads of its own, which wait actively for a moment (Inference:SpinMicroseconds) for the
    /// next operator before they sleep. The shared pool cannot: it waits actively without end or not at all.
    /// </summary>
    BriefWaits = 8,
}
