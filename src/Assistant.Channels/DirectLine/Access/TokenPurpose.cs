namespace Assistant.Channels.DirectLine.Access;

/// <summary>What a token opens; a token of one purpose is worth nothing for another.</summary>
internal enum TokenPurpose
{
    /// <summary>Every conversation of one person.</summary>
    User = 1,

    /// <summary>One conversation.</summary>
    Conversation = 2,

    /// <summary>One conversation's socket, within a minute.</summary>
    Stream = 3,

    /// <summary>Reading the attachments that one person sent in one conversation.</summary>
    Files = 4,

    /// <summary>A browser's cookie: who it is, for good.</summary>
    Session = 5,
}
