namespace Assistant.Perception.Media;

internal sealed class FfmpegDecoder : IAudioDecoder
{
    public bool IsAvailable => false;

    public Task<DecodedAudio> DecodeAsync(Stream file, string name, CancellationToken cancellationToken) => throw new MediaException(AttachmentProblem.NotInstalled, "ffmpeg");
}
