using System.Runtime.CompilerServices;
using Assistant.Perception;

namespace Assistant.Inference.Speech;

/// <summary>
/// Guards a recogniser that hears English and nothing else: it writes English down whatever is spoken, but is sure of its words only when they are English: read English has .78 to .99 by <see cref="Sureness"/>, read Mandarin .24 to .60.
/// </summary>
internal static class EnglishSpeech
{
    private const double EnoughSeconds = 8;
    private const double LeastSure = 0.55;

    /// <summary>The segments, once the first <see cref="EnoughSeconds"/> of them (or all there are) sound like English.</summary>
    /// <exception cref="MediaException"><see cref="AttachmentProblem.LanguageNotInstalled"/>: they do not.</exception>
    public static async IAsyncEnumerable<SpeechSegment> OnlyAsync(IAsyncEnumerable<SpeechSegment> segments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, seconds, judged) = (new List<SpeechSegment>(), 0.0, false);
        await foreach (var segment in segments.WithCancellation(cancellationToken))
        {
            if (judged)
            {
                yield return segment;
                continue;
            }
            first.Add(segment);
            seconds += segment.End - segment.Start;
            if (seconds < EnoughSeconds)
                continue;
            Judge(first);
            judged = true;
            foreach (var held in first)
                yield return held;
        }
        if (judged)
            yield break;
        Judge(first);
        foreach (var held in first)
            yield return held;
    }

    /// <summary>Mean probability of the words, by seconds.</summary>
    public static double Sureness(IReadOnlyList<SpeechSegment> segments) =>
        segments.Count == 0 ? 1 : segments.Sum(s => s.Confidence * (s.End - s.Start)) / segments.Sum(s => s.End - s.Start);

    private static void Judge(List<SpeechSegment> segments)
    {
        if (Sureness(segments) < LeastSure)
            throw new MediaException(AttachmentProblem.LanguageNotInstalled);
    }
}
