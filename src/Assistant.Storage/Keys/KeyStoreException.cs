namespace Assistant.Storage.Keys;

/// <summary>The key store cannot be opened with the master key that is at hand; nothing was changed. The message says which key is needed.</summary>
public sealed class KeyStoreException(string message, Exception? inner = null) : Exception(message, inner);
