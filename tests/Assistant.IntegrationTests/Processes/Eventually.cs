using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Assistant.IntegrationTests.Processes;

/// <summary>Waits for what a program does in its own time, and fails with what it waited for.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1), s_look = TimeSpan.FromMilliseconds(50);

    public static Task HoldsAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string said = "") => HoldsAsync(() => Task.FromResult(condition()), said);

    public static async Task HoldsAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string said = "")
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < s_limit, $"Not within {s_limit}: {said}");
            await Task.Delay(s_look, TestContext.Current.CancellationToken);
        }
    }
}
