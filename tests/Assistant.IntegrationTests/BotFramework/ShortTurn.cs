using System.Diagnostics;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>What is claimed of a turn that is short: one that a busy machine draws out is asked for again.</summary>
internal static class ShortTurn
{
    private const int Tries = 20;

    /// <summary>Less than the half second after which a turn shows that it runs.</summary>
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(450);

    /// <param name="ask">Says something in a conversation of its own, and returns once it is answered.</param>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        for (var tried = 1; ; tried++)
        {
            var began = Stopwatch.GetTimestamp();
            var heard = await ask();
            if (tried == Tries || Stopwatch.GetElapsedTime(began) < s_short)
                return heard;
        }
    }
}
