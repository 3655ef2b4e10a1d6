namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// Finds out which language a recording is in: by its first window of speech and, where that leaves doubt (a song, a ringing, somebody who clears their throat), by the two after it.
/// The surest window decides.
/// </summary>
internal static class SpokenLanguage
{
    /// <summary>Probability from which on a language is certain; speech that is understood has .9 and more.</summary>
    public const double Sure = 0.8;

    private const int MostWindows = 3;

    /// <param name="first">The first window; the others are taken from <paramref name="rest"/>.</param>
    /// <param name="detect">The likeliest language of a window, and how likely it is.</param>
    public static async Task<(string Language, double Probability, IReadOnlyList<SpeechWindow> Heard)> FindAsync(
        SpeechWindow first, IAsyncEnumerator<SpeechWindow> rest, Func<SpeechWindow, Task<(string Language, double Probability)>> detect)
    {
        var (heard, best) = (new List<SpeechWindow> { first }, await detect(first));
        while (best.Probability < Sure && heard.Count < MostWindows && await rest.MoveNextAsync())
        {
            heard.Add(rest.Current);
            if (await detect(rest.Current) is var other && other.Probability > best.Probability)
                best = other;
        }
        return (best.Language, best.Probability, heard);
    }
}
