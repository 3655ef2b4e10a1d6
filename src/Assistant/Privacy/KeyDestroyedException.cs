using Assistant.Conversations;

namespace Assistant.Privacy;

/// <summary>The person was erased while this was written under their old key: nothing of it was written. Who writes again does so as a new person.</summary>
public sealed class KeyDestroyedException(Exception? inner = null) : StorageUnavailableException("The person was erased while this was written: nothing of it was kept.", inner);
