using System.Security.Cryptography;
using Assistant.IO;

namespace Assistant.Privacy;

/// <summary>Reads a <see cref="SealedFile"/> from any place, a piece at a time. Takes the file over.</summary>
internal sealed class SealedStream : ReadOnlyStream
{
    private const int StoredPiece = SealedFile.PieceBytes + SealedFile.TagBytes;
    private readonly Stream _stored;
    private readonly AesGcm _cipher;
    private readonly byte[] _head = new byte[SealedFile.HeadBytes];
    private readonly byte[] _sealed = new byte[StoredPiece];
    private readonly byte[] _piece = new byte[SealedFile.PieceBytes];
    private readonly long _pieces;
    private long _opened = -1;
    private bool _headRead;
    private long _position;

    /// <exception cref="InvalidDataException">Too short to be one.</exception>
    public SealedStream(Stream stored, byte[] key)
    {
        (_stored, _cipher) = (stored, new AesGcm(key, SealedFile.TagBytes));
        var body = stored.Length - SealedFile.HeadBytes;
        _pieces = Math.Max(1, (body + StoredPiece - 1) / StoredPiece);
        Length = body - _pieces * SealedFile.TagBytes;
        if (Length < 0)
            throw Damaged();
    }

    public override bool CanSeek => true;
    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await TakeAsync(cancellationToken) is not { Length: > 0 } rest)
            return 0;
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            _stored.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>What is left of the piece at the position; empty at the end. An empty file's one piece is opened too: it may not have been cut to nothing.</summary>
    private async Task<ReadOnlyMemory<byte>> TakeAsync(CancellationToken cancellationToken)
    {
        if (_position >= Length && _position > 0)
            return default;
        var number = _position / SealedFile.PieceBytes;
        var length = (int)Math.Min(SealedFile.PieceBytes, Length - number * SealedFile.PieceBytes);
        if (_opened != number)
            await OpenAsync(number, length, cancellationToken);
        return _piece.AsMemory(0, length)[(int)(_position - number * SealedFile.PieceBytes)..];
    }

    private async Task OpenAsync(long number, int length, CancellationToken cancellationToken)
    {
        try
        {
            if (!_headRead)
            {
                _stored.Position = 0;
                await _stored.ReadExactlyAsync(_head, cancellationToken);
                _headRead = true;
            }
            _stored.Position = SealedFile.HeadBytes + number * StoredPiece;
            await _stored.ReadExactlyAsync(_sealed.AsMemory(0, length + SealedFile.TagBytes), cancellationToken);
            _opened = -1;
            _cipher.Decrypt(SealedFile.Nonce(_head, (uint)number, number == _pieces - 1), _sealed.AsSpan(0, length), _sealed.AsSpan(length, SealedFile.TagBytes), _piece.AsSpan(0, length), _head);
            _opened = number;
        }
        catch (Exception e) when (e is AuthenticationTagMismatchException or EndOfStreamException)
        {
            throw Damaged(e);
        }
    }

    private static InvalidDataException Damaged(Exception? reason = null) => new("A stored file is damaged: it is not what was sealed.", reason);
}
