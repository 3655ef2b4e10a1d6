namespace Assistant.Perception.MediaProtocol;

/// <summary>One message on the pipe between server and worker: its type and length (little endian, 1 + 4 bytes), then its bytes.</summary>
internal readonly record struct Frame(FrameType Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Neither side takes a longer one; so a hostile peer makes the other hold this much and no more.</summary>
    public const int LongestPayload = 8 * 1024 * 1024;

    /// <summary>Bytes of content or pixels in one frame.</summary>
    public const int Chunk = 256 * 1024;

    internal const int HeaderLength = 5;
}

/// <summary>A request is Request, Content..., ContentEnd. Its answer is any number of parts in order, then End or Failure.</summary>
internal enum FrameType : byte
{
    /// <summary>To the worker, JSON: <see cref="WorkerRequest"/>.</summary>
    Request = 1,

    /// <summary>To the worker: the next bytes of the file.</summary>
    Content = 2,
    ContentEnd = 3,

    /// <summary>From the worker, once, when it is ready. JSON: <see cref="WorkerHello"/>.</summary>
    Hello = 16,

    /// <summary>JSON: <see cref="EvidenceBlock"/>.</summary>
    Text = 17,

    /// <summary>JSON: <see cref="PictureHeader"/>; its pixels follow.</summary>
    Picture = 18,

    /// <summary>The next bytes of the picture, until it is complete.</summary>
    Pixels = 19,

    /// <summary>JSON: <see cref="ProgressPart"/>.</summary>
    Progress = 20,

    /// <summary>JSON: <see cref="GapPart"/>.</summary>
    Gap = 21,

    /// <summary>A rendered page.</summary>
    Jpeg = 22,

    /// <summary>JSON: <see cref="WorkerFailure"/>. Nothing follows.</summary>
    Failure = 23,
    End = 24,
}
