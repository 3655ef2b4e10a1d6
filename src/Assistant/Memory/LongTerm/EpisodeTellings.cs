using System.Runtime.InteropServices;

namespace Assistant.Memory.LongTerm;

/// <summary>How often the same words were said by the same speaker: terms in their order. One thread.</summary>
internal sealed class EpisodeTellings
{
    private readonly Dictionary<ulong, int> _told = [];

    /// <summary>At least doubled: a dictionary that is asked for one more makes room for no more than that.</summary>
    public static void Reserve(Dictionary<ulong, int> numbers, int more)
    {
        if (numbers.Count + more > numbers.Capacity)
            numbers.EnsureCapacity(Math.Max(numbers.Count + more, numbers.Count * 2));
    }

    public void Reserve(int more) => Reserve(_told, more);

    /// <returns>How often it had been told before, at most <see cref="EpisodeColumns.MostRepeats"/>.</returns>
    public byte Add(ulong terms, int speaker)
    {
        ref var told = ref CollectionsMarshal.GetValueRefOrAddDefault(_told, Telling(terms, speaker), out _);
        return (byte)Math.Min(told++, EpisodeColumns.MostRepeats);
    }

    public void Remove(ulong terms, int speaker)
    {
        var telling = Telling(terms, speaker);
        if (--_told[telling] <= 0)
            _told.Remove(telling);
    }

    private static ulong Telling(ulong terms, int speaker) => (terms ^ (uint)speaker) * Fnv.Prime;
}
