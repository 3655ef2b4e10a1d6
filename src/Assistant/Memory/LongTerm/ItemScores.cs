using System.Buffers;

namespace Assistant.Memory.LongTerm;

/// <summary>A number an item, 0 at first, in memory that is used again for the next question.</summary>
internal sealed class ItemScores : IDisposable
{
    private readonly float[] _rented;
    private readonly int _count;

    public ItemScores(int count)
    {
        (_rented, _count) = (ArrayPool<float>.Shared.Rent(count), count);
        Values.Clear();
    }

    public Span<float> Values => _rented.AsSpan(0, _count);

    public void Dispose() => ArrayPool<float>.Shared.Return(_rented);
}
