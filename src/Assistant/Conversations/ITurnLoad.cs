namespace Assistant.Conversations;

/// <summary>How busy this process is.</summary>
public interface ITurnLoad
{
    /// <summary>False when so many messages wait that new ones must be refused.</summary>
    bool HasRoom { get; }

    /// <summary>Messages accepted and not yet answered.</summary>
    int Waiting { get; }
}
