using System.IO.Compression;
using System.Text;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>What the decoder said about a window.</summary>
/// <param name="Ids">Text and times, without prompt and end.</param>
/// <param name="Seams">For each seam of the window the number of ids before it.</param>
/// <param name="AverageLogProbability">Of the ids and the end, natural logarithm.</param>
/// <param name="NoSpeech">Probability that nobody speaks, before anything was said.</param>
internal sealed record WhisperText(IReadOnlyList<int> Ids, string Text, IReadOnlyList<int> Seams, double AverageLogProbability, double NoSpeech, SpeechEnd End)
{
    /// <summary>Bytes of the text by its bytes when compressed (zlib): what repeats itself compresses well.</summary>
    public double CompressionRatio { get; } = RatioOf(Text);

    /// <summary>0 where the likeliest tokens were taken; above it, the more freely they were drawn.</summary>
    public float Temperature { get; init; }

    /// <summary>Nothing but repetition came of the window, whatever was tried: what was said in it is not known.</summary>
    public bool IsLost { get; init; }

    public static double RatioOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(bytes);
        return (double)bytes.Length / packed.Length;
    }
}
