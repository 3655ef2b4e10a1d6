using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Archive;
using Assistant.Storage.Content;

namespace Assistant.Storage.LongTermMemory;

/// <summary>What is remembered of a person, for their archive.</summary>
internal sealed class MemoryArchive(ILongTermMemory memory) : IPersonalArchive
{
    public async IAsyncEnumerable<ArchivedItem> ReadAsync(ContentOwner person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var episode in await memory.ListAsync(person, cancellationToken))
            yield return new("memory", episode.Conversation, episode.Id, episode.At, JsonSerializer.Serialize(episode, StoreJson.Default.Episode));
    }
}
