using System.Buffers;

namespace Assistant.Agent.Models.Wire;

/// <summary>Reads an event stream line by line as bytes, within bounds. One reader, one call at a time; dispose it to give its buffer back.</summary>
internal sealed class EventLines(Stream stream, int maxBytes) : IDisposable
{
    private const int LongestLine = 1024 * 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
    private int _start;
    private int _end;
    private int _scanned;
    private long _total;

    /// <summary>The next line without its ending, valid until the next call; null at the end of the stream (a last line without an ending is still given).</summary>
    /// <exception cref="LanguageModelException">A line or the whole is longer than allowed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (at >= 0)
                return Take(_scanned + at, 1);
            _scanned = _end;
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
                return _start == _end ? default(ReadOnlyMemory<byte>?) : Take(_end, 0);
            _end += read;
            _total += read;
            if (_total > maxBytes)
                throw new LanguageModelException(TurnProblem.ModelNonsense, $"The model server sent more than {maxBytes} bytes.");
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private ReadOnlyMemory<byte> Take(int end, int ending)
    {
        var line = _buffer.AsMemory(_start, end - _start);
        _start = _scanned = end + ending;
        return line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        var length = _end - _start;
        if (length > LongestLine)
            throw new LanguageModelException(TurnProblem.ModelNonsense, $"The model server sent a line of more than {LongestLine} bytes.");
        var target = _start > _buffer.Length / 2 ? _buffer : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Buffer.BlockCopy(_buffer, _start, target, 0, length);
        if (target != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _start, _end, _scanned) = (target, 0, length, length);
    }
}
