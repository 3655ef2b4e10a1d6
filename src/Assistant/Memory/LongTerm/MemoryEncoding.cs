using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

internal sealed class MemoryEncoding(OpenedMemories memories, IMemorySegments segments, EpisodeWriter writer, EpisodeVectors vectors) : IMemoryEncoding
{
    public async Task<int> EncodeAsync(ContentOwner person, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await writer.WriteAsync(person, null, cancellationToken);
        int computed = 0, before;
        do
        {
            before = computed;
            // Once more, for segments that took the place of others meanwhile.
            foreach (var number in await memories.UseAsync(person, memory => Task.FromResult<IReadOnlyList<long>>([.. memory.Segments]), cancellationToken))
            {
                computed += await EncodeAsync(person, number, cancellationToken);
                progress?.Report(computed);
            }
        }
        while (computed > before);
        return computed;
    }

    /// <summary>Nobody waits meanwhile: the memory is taken only to put the segment in the old one's place.</summary>
    private async Task<int> EncodeAsync(ContentOwner person, long number, CancellationToken cancellationToken)
    {
        if (await segments.FindAsync(person, number, cancellationToken) is not { } found)
            return 0;
        var content = SegmentFormat.Read(found.Content);
        var stored = content.Block.Episodes();
        var missing = vectors.Missing(stored);
        if (missing.Count == 0)
            return 0;
        var computed = await vectors.OfAsync(stored.ConvertAll(each => each.Episode), missing, cancellationToken);
        foreach (var i in missing)
            stored[i] = stored[i] with { Vector = computed[i] };
        return await memories.UseAsync(person, memory => memory.AppendAsync(stored, [number], null, cancellationToken, content.Uses), cancellationToken) ? missing.Count : 0;
    }
}
