using Assistant.Conversations;

namespace Assistant.Storage;

/// <summary>Another program uses the data folder.</summary>
public sealed class DataFolderTakenException(string message, Exception? inner = null) : StorageUnavailableException(message, inner);
