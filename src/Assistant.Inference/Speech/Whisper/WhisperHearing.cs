using Assistant.Inference.Models;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// What is said in one window. Greedy, or by beam search, first; where the model repeats itself or is unsure of every word it is asked again at a higher temperature
/// (https://arxiv.org/abs/2212.04356, 4.5, with its thresholds). What the encoder heard in a shorter window than its 30 s counts where it is nearly certain; otherwise all 30 s are heard
/// first. Null when nobody speaks; lost where nothing but repetition comes of it.
/// </summary>
internal static class WhisperHearing
{
    public const double TooRepetitive = 2.4;
    private const double TooUnsure = -1;
    private const double Silent = 0.6;

    /// <summary>Log probability a token; read speech that is understood has -.1 to -.4.</summary>
    private const double Certain = -0.4;
    private static readonly float[] s_temperatures = [0, 0.2f, 0.4f, 0.6f, 0.8f, 1];

    /// <param name="before">Tokens of what was said before.</param>
    /// <param name="seams">Seconds in the window between whose words the text is to be told apart.</param>
    public static WhisperText? Hear(WhisperDecoder decoder, WhisperTask task, int[] before, IReadOnlyList<double> seams, CancellationToken cancellationToken)
    {
        WhisperText? best = null, last = null;
        foreach (var temperature in s_temperatures)
        {
            var text = Transcribe(temperature, task.HearsAll && !decoder.HearsAll);
            if (!decoder.HearsAll && (text.NoSpeech > Silent || Repeats(text) || text.AverageLogProbability < Certain))
                text = Transcribe(temperature, all: true);
            if (text.NoSpeech > Silent && text.AverageLogProbability < TooUnsure)
                return null;
            if (!Repeats(text) && text.AverageLogProbability >= TooUnsure)
                return text;
            if (!Repeats(text) && (best is null || text.AverageLogProbability > best.AverageLogProbability))
                best = text;
            last = text;
        }
        return best ?? last! with { IsLost = true };

        WhisperText Transcribe(float temperature, bool all) => CancellableRun.Of(options =>
        {
            if (all)
                decoder.HearAll(options);
            return WhisperDecoding.Transcribe(decoder, task, before, times: seams.Count > 0, seams, temperature, int.MaxValue, options) with { Temperature = temperature };
        }, cancellationToken);
    }

    private static bool Repeats(WhisperText text) => text.End == SpeechEnd.Looping || text.CompressionRatio > TooRepetitive;
}
