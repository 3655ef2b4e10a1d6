namespace Assistant.MediaWorker.Serving;

/// <summary>Sends the parts of one answer, each at once, so that the server can work on it meanwhile.</summary>
internal sealed class ResponseWriter(FrameWriter writer)
{
    /// <summary>A longer block is sent as several at the same place; as JSON it still fits a frame.</summary>
    private const int LongestText = 1_000_000;

    public void Write(DocumentPart part)
    {
        switch (part)
        {
            case TextPart { Block: var block }:
                foreach (var piece in Split(block))
                    Wait(writer.WriteAsync(FrameType.Text, piece, WorkerJson.Default.EvidenceBlock, CancellationToken.None));
                break;
            case PicturePart picture:
                Write(picture.Picture, picture.Position);
                break;
            case ProgressPart progress:
                Wait(writer.WriteAsync(FrameType.Progress, progress, WorkerJson.Default.ProgressPart, CancellationToken.None));
                writer.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
                break;
            case GapPart gap:
                Wait(writer.WriteAsync(FrameType.Gap, gap, WorkerJson.Default.GapPart, CancellationToken.None));
                break;
        }
    }

    public void Write(Picture picture, SourcePosition? position)
    {
        Wait(writer.WriteAsync(FrameType.Picture, new PictureHeader(picture.Width, picture.Height, position, picture.Gap), WorkerJson.Default.PictureHeader, CancellationToken.None));
        Wait(writer.WriteChunksAsync(FrameType.Pixels, picture.Rgb, CancellationToken.None));
        writer.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    public void WriteJpeg(ReadOnlyMemory<byte> jpeg) => Wait(writer.WriteAsync(FrameType.Jpeg, jpeg, CancellationToken.None));

    private static IEnumerable<EvidenceBlock> Split(EvidenceBlock block)
    {
        if (block.Text.Length <= LongestText)
            return [block];
        return block.Text.Chunk(LongestText).Select(piece => block with { Text = new string(piece) });
    }

    private static void Wait(ValueTask written) => written.AsTask().GetAwaiter().GetResult();
}
