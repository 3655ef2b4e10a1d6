using Assistant.Conversations;

namespace Assistant.Storage.Writing;

/// <summary>The connection broke while a transaction was committed, and the database cannot say whether it was: it may be there or not, and is not to be written again blindly.</summary>
internal sealed class UncertainWriteException(string description, Exception inner) : StorageUnavailableException($"{description} did not answer in time: it is not known whether the last change was written.", inner);
