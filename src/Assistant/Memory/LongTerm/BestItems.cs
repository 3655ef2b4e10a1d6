using System.Numerics;

namespace Assistant.Memory.LongTerm;

/// <summary>Picks items by their scores.</summary>
internal static class BestItems
{
    /// <summary>The best items above 0, best first; of equals the older.</summary>
    public static List<int> Of(ReadOnlySpan<float> scores, int most)
    {
        // As whole numbers, floats above 0 are in the same order.
        var queue = new PriorityQueue<int, ulong>(most + 1);
        var least = 0f;
        for (var item = 0; item < scores.Length; item++)
        {
            // Most are passed over many at once.
            while (item <= scores.Length - Vector<float>.Count && !Vector.GreaterThanAny(new Vector<float>(scores[item..]), new Vector<float>(least)))
                item += Vector<float>.Count;
            if (item == scores.Length)
                break;
            if (scores[item] <= least)
                continue;
            var priority = ((ulong)BitConverter.SingleToUInt32Bits(scores[item]) << 32) | ~(uint)item;
            if (queue.Count < most)
                queue.Enqueue(item, priority);
            else
                queue.DequeueEnqueue(item, priority);
            if (queue.Count == most)
                least = scores[queue.Peek()];
        }
        var best = new List<int>(queue.Count);
        while (queue.TryDequeue(out var item, out _))
            best.Add(item);
        best.Reverse();
        return best;
    }
}
