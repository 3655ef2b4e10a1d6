namespace Assistant.Health;

/// <summary>What is free where everything is kept on this machine. A look is one call of the system.</summary>
public interface IFreeSpace
{
    /// <summary>Bytes that this user may still write; null when the system does not say.</summary>
    long? Bytes { get; }

    /// <summary>There is so little that messages, or their answers, could not be stored.</summary>
    bool IsExhausted { get; }
}
