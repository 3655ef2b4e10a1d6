namespace Assistant.Agent.Models.Wire;

/// <summary>An answer on its way in: an event stream, or one JSON object from servers that do not stream. Owns the response.</summary>
internal sealed class OpenAnswer : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly EventLines _lines;
    private readonly bool _whole;

    public OpenAnswer(HttpResponseMessage response, Stream body, int maxBytes)
    {
        _response = response;
        _lines = new EventLines(body, maxBytes);
        _whole = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>The stream said that it is complete.</summary>
    public bool Done { get; private set; }

    /// <summary>The data of the next event, valid until the next call; null after the last.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_whole)
            return Done ? default(ReadOnlyMemory<byte>?) : await ReadWholeAsync(cancellationToken);
        while (await _lines.ReadAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0 || line.Span[0] == ':')
                continue;
            if (!line.Span.StartsWith("data:"u8))
            {
                if (line.Span.StartsWith("event:"u8) || line.Span.StartsWith("id:"u8) || line.Span.StartsWith("retry:"u8))
                    continue;
                throw new LanguageModelException(TurnProblem.ModelNonsense, "The model server sent something that is no event stream.");
            }
            var data = line["data:".Length..].TrimStart((byte)' ');
            if (!data.Span.SequenceEqual("[DONE]"u8))
                return data;
            Done = true;
            return null;
        }
        return null;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReadWholeAsync(CancellationToken cancellationToken)
    {
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        while (await _lines.ReadAsync(cancellationToken) is { } line)
            System.Buffers.BuffersExtensions.Write(body, line.Span);
        Done = true;
        return body.WrittenMemory;
    }
}
