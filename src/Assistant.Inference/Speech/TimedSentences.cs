using System.Text.RegularExpressions;
using Assistant.Perception;

namespace Assistant.Inference.Speech;

/// <summary>Splits what was said in one stretch into sentences, each with its seconds: by its share of the characters, moved to the nearest pause.</summary>
internal static partial class TimedSentences
{
    private const double Reach = 1.0;

    /// <param name="confidence">0 to 1.</param>
    public static IEnumerable<SpeechSegment> Of(SpeechSpan span, string text, double confidence, string language, string model)
    {
        var sentences = Ends().Split(text);
        var (length, said, from) = (sentences.Sum(s => s.Length), 0, 0);
        for (var i = 0; i < sentences.Length; i++)
        {
            said += sentences[i].Length;
            var to = i == sentences.Length - 1 ? span.Speech.Length : Pause(span, (double)said / length, from);
            yield return new(Second(span, from), Second(span, to), sentences[i], language, Math.Round(confidence, 3)) { Model = model };
            from = to;
        }
    }

    private static int Pause(SpeechSpan span, double share, int after)
    {
        var (guess, reach) = ((int)(share * span.Speech.Length), (int)(Reach / PcmWindows.Seconds));
        var first = Math.Max(guess - reach, after + 1);
        return Math.Min(QuietestPoint.Of(span.Speech, span.Samples, first, Math.Min(guess + reach, span.Speech.Length - 1)), span.Speech.Length);
    }

    private static double Second(SpeechSpan span, int window) => Math.Round(span.Start + Math.Min(window * PcmWindows.Seconds, span.Seconds), 2);

    [GeneratedRegex(@"(?<=[\p{L}\d]{2}[.?!][""']?)(?<!\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|No|vs|Prof)\.)\s+(?=[\p{Lu}\d""'])|(?<=[。！？])\s*(?=.)")]
    private static partial Regex Ends();
}
