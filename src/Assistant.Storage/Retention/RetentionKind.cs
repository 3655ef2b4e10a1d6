namespace Assistant.Storage.Retention;

/// <summary>What a rule removes.</summary>
public enum RetentionKind
{
    /// <summary>The bytes of recordings; what was heard in them stays.</summary>
    Recordings,

    /// <summary>The bytes of pictures.</summary>
    Pictures,

    /// <summary>The bytes of documents.</summary>
    Documents,

    /// <summary>What was heard in recordings, and the turns that were spoken.</summary>
    Transcripts,

    /// <summary>What was read and heard in attachments of every kind.</summary>
    Readings,

    /// <summary>Everything: messages, answers, turns, readings, attachments.</summary>
    Log,
}
