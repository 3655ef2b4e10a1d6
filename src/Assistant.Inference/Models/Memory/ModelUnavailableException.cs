namespace Assistant.Inference.Models.Memory;

/// <summary>A model cannot be had just now: the message is the one of what happened, which is the inner exception.</summary>
/// <param name="isFresh">It was tried just now; false when that is known from an earlier try, which was told then.</param>
internal sealed class ModelUnavailableException(Exception cause, bool isFresh) : InvalidOperationException(cause.Message, cause)
{
    public bool IsFresh => isFresh;

    /// <summary>What is no fault of the files: memory or open files ran out, or a file is just not there or not to be read. Nothing else is known to pass.</summary>
    public static bool MayPass(Exception cause) => cause is OutOfMemoryException or UnauthorizedAccessException or ModelFileException { MayPass: true } or (IOException and not EndOfStreamException);
}
