namespace Assistant.Conversations;

/// <summary>What became of a turn whose record was tried.</summary>
internal enum TurnEnd
{
    /// <summary>The next turn begins from what was saved of it.</summary>
    Remembered,

    /// <summary>It is in the log only: what memory holds may be older, and the next turn has to look.</summary>
    NotRemembered,

    /// <summary>Another replica has the conversation: the caller must give it up.</summary>
    TakenOver,
}
