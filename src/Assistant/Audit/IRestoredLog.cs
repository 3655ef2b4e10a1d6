namespace Assistant.Audit;

/// <summary>A log that was put back from a backup lacks records that were signed: its chain does not verify and is not signed any more until somebody answers for that.</summary>
public interface IRestoredLog
{
    /// <summary>Goes on with the chain as it is, with a record of who said so and which record had been signed last. What was lost stays lost, and the record says that it was. Legal holds that were set since the backup are set again, who was erased since is erased again, and who had been promised it will be.</summary>
    /// <returns>False when the chain has the record that was signed last: there is nothing to accept, nor any hold to set or anybody to erase again.</returns>
    /// <exception cref="Conversations.StorageUnavailableException">The log or the keys are away.</exception>
    Task<bool> AcceptAsync(string tenant, string by, CancellationToken cancellationToken);
}
