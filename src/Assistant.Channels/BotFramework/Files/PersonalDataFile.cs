using System.IO.Pipelines;
using Assistant.Privacy;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>All that is kept of a person as one zip, as `audit export` makes it. Each making is a look that the log's chain records.</summary>
internal sealed class PersonalDataFile(IPersonArchive archive)
{
    public const string Name = "my-data.zip";

    /// <summary>Who looks, for the log.</summary>
    private const string By = "the person, in Teams";

    /// <summary>Its bytes at the moment, without keeping any.</summary>
    public async Task<long> MeasureAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var making = Begin(person, pipe.Writer, cancellationToken);
        var length = 0L;
        for (var read = await pipe.Reader.ReadAsync(cancellationToken); ; read = await pipe.Reader.ReadAsync(cancellationToken))
        {
            length += read.Buffer.Length;
            pipe.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }
        await pipe.Reader.CompleteAsync();
        await making;
        return length;
    }

    /// <summary>The zip in a sealed temporary file, which goes when it is disposed.</summary>
    public async Task<ISealedSpool> MakeAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var making = Begin(person, pipe.Writer, cancellationToken);
        await using var content = pipe.Reader.AsStream();
        var spool = await SealedFile.SpoolAsync(content, cancellationToken);
        await making;
        return spool;
    }

    /// <summary>On a thread of its own: writing waits for the reader, which has to begin first.</summary>
    private Task Begin(ContentOwner person, PipeWriter writer, CancellationToken cancellationToken) => Task.Run(() => FillAsync(person, writer, cancellationToken), cancellationToken);

    private async Task FillAsync(ContentOwner person, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = writer.AsStream(leaveOpen: true);
            await archive.ExportAsync(person, By, zip, cancellationToken);
            await zip.FlushAsync(cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception e)
        {
            // The reader gets it, and throws.
            await writer.CompleteAsync(e);
        }
    }
}
