using Assistant.Perception;

namespace Assistant.Tests.Perception;

public sealed class AttachmentIntakeTests
{
    private static readonly PerceptionOptions s_limits = new() { MaxBytes = 1_000, MaxRecordingBytes = 5_000 };

    public static TheoryData<string, int, bool> Files() => new()
    {
        { "RIFF....WAVEfmt ", 5_000, true },
        { "RIFF....WAVEfmt ", 5_001, false },
        { "fLaC", 5_000, true },
        { "....ftypM4A ", 1_000, true },
        { "....ftypM4A ", 1_001, false },
        { "%PDF-1.7", 1_001, false },
        { "RIFF....WEBPVP8 ", 1_001, false },
        { "", 1_000, true },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Admit_AFile_MayHaveWhatItsKindMay(string begins, int length, bool isAdmitted)
    {
        var file = new byte[length];
        System.Text.Encoding.ASCII.GetBytes(begins).CopyTo(file, 0);
        await using var admitted = await AttachmentIntake.AdmitAsync(new MemoryStream(file), s_limits, TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();

        if (isAdmitted)
            await admitted.CopyToAsync(copy, TestContext.Current.CancellationToken);
        else
            await Assert.ThrowsAsync<AttachmentTooLargeException>(() => admitted.CopyToAsync(copy, TestContext.Current.CancellationToken));

        Assert.Equal(isAdmitted, copy.ToArray().AsSpan().SequenceEqual(file));
    }

    /// <summary>What was put aside once is not put aside again by a store that must not write before all has come.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public async Task Save_AFileThatIsAllHere_ReachesTheStoreAsOneThatCanBeSought(string begins, int length, bool isAdmitted)
    {
        var (file, store) = (new byte[length], new Seen());
        System.Text.Encoding.ASCII.GetBytes(begins).CopyTo(file, 0);
        var saving = store.SaveAsync(new(new("default", "test", "c"), "anna"), "a1", new MemoryStream(file), s_limits, TestContext.Current.CancellationToken);

        if (isAdmitted)
            await saving;
        else
            await Assert.ThrowsAsync<AttachmentTooLargeException>(() => saving);
        Assert.Equal(isAdmitted ? (true, length) : (false, 0), (store.CanSeek, store.Bytes.Length));
        Assert.True(!isAdmitted || store.Bytes.AsSpan().SequenceEqual(file));
    }

    private sealed class Seen : IAttachmentStore
    {
        public bool CanSeek { get; private set; }

        public byte[] Bytes { get; private set; } = [];

        public async Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream content, long maxBytes, CancellationToken cancellationToken)
        {
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, cancellationToken);
            (CanSeek, Bytes) = (content.CanSeek, copy.ToArray());
            return Bytes.Length;
        }

        public Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
