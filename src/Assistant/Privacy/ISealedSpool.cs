namespace Assistant.Privacy;

/// <summary>Bytes that wait for a moment in a temporary file, under a key that is only in memory: whoever finds the file, or its blocks, reads nothing. It goes when it is disposed.</summary>
public interface ISealedSpool : IDisposable
{
    /// <summary>A stream over it that can be sought; several may be open.</summary>
    Stream OpenRead();
}
