using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;

namespace Assistant.Inference.Tests.Speech.Whisper;

public sealed class SpokenLanguageTests
{
    [Fact]
    public async Task FindAsync_FirstWindowSure_LooksAtNoOther()
    {
        var (language, probability, heard, left) = await FindAsync(("zh", 0.97), ("en", 0.99));

        Assert.Equal(("zh", 0.97, 1, 1), (language, probability, heard, left));
    }

    /// <summary>An hour of Mandarin that begins with a song: what is .3 English is not taken for the whole of it.</summary>
    [Fact]
    public async Task FindAsync_SungOpening_IsDecidedByTheWindowsAfterIt()
    {
        var (language, probability, heard, left) = await FindAsync(("en", 0.3), ("zh", 0.93), ("zh", 0.99), ("zh", 0.99));

        Assert.Equal(("zh", 0.93, 2, 2), (language, probability, heard, left));
    }

    [Fact]
    public async Task FindAsync_DoubtThroughout_IsDecidedByTheSurestOfThree()
    {
        var (language, probability, heard, left) = await FindAsync(("en", 0.3), ("cy", 0.5), ("ko", 0.4), ("zh", 0.99));

        Assert.Equal(("cy", 0.5, 3, 1), (language, probability, heard, left));
    }

    [Fact]
    public async Task FindAsync_ShortRecording_IsDecidedByWhatThereIs()
    {
        var (language, probability, heard, left) = await FindAsync(("en", 0.3));

        Assert.Equal(("en", 0.3, 1, 0), (language, probability, heard, left));
    }

    /// <returns>What was found, how many windows were heard for it, and how many are left.</returns>
    private static async Task<(string Language, double Probability, int Heard, int Left)> FindAsync(params (string Language, double Probability)[] windows)
    {
        var spoken = windows.Select((window, i) => (Window: new SpeechWindow([new(i, new float[16_000], [])]), window)).ToDictionary(pair => pair.Window, pair => pair.window);
        await using var rest = spoken.Keys.ToAsyncEnumerable().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await rest.MoveNextAsync());
        var (language, probability, heard) = await SpokenLanguage.FindAsync(rest.Current, rest, window => Task.FromResult(spoken[window]));
        Assert.Equal(spoken.Keys.Take(heard.Count), heard);
        var left = 0;
        while (await rest.MoveNextAsync())
            left++;
        return (language, probability, heard.Count, left);
    }
}
