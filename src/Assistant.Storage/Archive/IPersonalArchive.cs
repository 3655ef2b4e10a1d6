using Assistant.Privacy;

namespace Assistant.Storage.Archive;

/// <summary>A store beside the log whose content belongs into a person's archive.</summary>
internal interface IPersonalArchive
{
    IAsyncEnumerable<ArchivedItem> ReadAsync(ContentOwner person, CancellationToken cancellationToken);
}
