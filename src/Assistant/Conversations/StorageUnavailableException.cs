namespace Assistant.Conversations;

/// <summary>The store cannot be read or written now (disk full, database locked or away). Nothing was half-written; the same call may succeed later.</summary>
public class StorageUnavailableException(string message, Exception? inner = null) : IOException(message, inner);
