using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>The native memory with the keys and values of what one state has read, and how it is bound to the model's inputs and outputs. One caller at a time.</summary>
internal abstract class KeyValueMemory : IDisposable
{
    /// <summary>Bytes taken: of pages that were written, or allocated.</summary>
    public abstract long Bytes { get; }

    /// <summary>Binds past and present for a run that reads <paramref name="count"/> tokens after <paramref name="past"/> others.</summary>
    public abstract void Bind(OrtIoBinding binding, int past, int count);

    /// <summary>The run that was bound is done; not called when it failed, and then nothing has changed.</summary>
    public abstract void Ran(int length);

    /// <summary>Forgets all but the first tokens.</summary>
    public abstract void Keep(int length);

    /// <summary>Takes over the first tokens of another memory of the same kind.</summary>
    public abstract void Copy(KeyValueMemory from, int length);

    /// <summary>Gives back what is not needed while nothing runs.</summary>
    public virtual void Rest()
    {
    }

    public abstract void Dispose();
}
