namespace Assistant.Storage.Connections;

internal static class StoreFailure
{
    /// <summary>Why the store is away, for an operator: the database's own words, which name no content.</summary>
    public static string Reason(Exception exception) => exception is TimeoutException || exception.InnerException is TimeoutException ? "it did not answer in time" : exception.Message.TrimEnd('.');
}
