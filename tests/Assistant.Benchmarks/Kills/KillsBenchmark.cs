using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Kills;

/// <summary>
/// `kills --count 500 --seed 1`: a server is killed (SIGKILL) at a step of a turn, at a step of an erasure, and `keys rotate` at a step of its own, in turn and each chosen by chance,
/// all on one installation that is started again after each. After each start what was accepted must be answered once; at the end the chain must verify, every erasure that
/// had begun must be finished with a receipt, and nothing that was erased, and nothing in the clear, may be found. One line; exit code 1 when anything is wrong, with what it was.
/// </summary>
internal sealed class KillsBenchmark(int count, int seed)
{
    private static readonly string[] s_turnSteps =
        [.. from step in new[] { "accept", "wake", "turn", "recall", "perceive", "answer", "remember", "record" } from when in new[] { "begin", "end" } where (when, step) is not ("end", "wake") and not ("end", "turn") select $"{when}:{step}"];

    private static readonly string[] s_erasureSteps = [.. from step in new[] { "key", "files", "rows", "receipt" } from when in new[] { "begin", "end" } select $"{when}:erase.{step}"];
    private static readonly string[] s_rotationSteps = ["begin:rotate.wrap", "end:rotate.wrap", "begin:rotate.file", "end:rotate.file"];
    private static readonly TimeSpan s_answered = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(500);

    private readonly Random _random = new(seed);
    private readonly List<KilledPerson> _people = [];
    private readonly List<string> _wrong = [];
    private readonly SortedDictionary<string, int> _struck = new(StringComparer.Ordinal);
    private int _receipts;

    public static async Task<int> RunAsync(string[] options, CancellationToken cancellationToken)
    {
        var named = options.Chunk(2).ToDictionary(pair => pair[0], pair => int.Parse(pair[^1], CultureInfo.InvariantCulture));
        using var installation = new KilledInstallation();
        return await new KillsBenchmark(named.GetValueOrDefault("--count", 500), named.GetValueOrDefault("--seed", 1)).RunAsync(installation, cancellationToken);
    }

    private async Task<int> RunAsync(KilledInstallation installation, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < count; round++)
        {
            var living = _people.Where(person => person is { IsAccepted: true, IsErased: false }).ToList();
            // Nobody is there to be erased at first.
            var kind = living.Count == 0 ? 0 : round % 3;
            if (kind == 0)
                await KillATurnAsync(installation, cancellationToken);
            else if (kind == 1)
                await KillAnErasureAsync(installation, living[_random.Next(living.Count)], cancellationToken);
            else
                await KillARotationAsync(installation, living, cancellationToken);
            await Console.Error.WriteLineAsync($"{round + 1} of {count}, {_wrong.Count} wrong");
        }
        var records = await JudgeAsync(installation, cancellationToken);
        foreach (var wrong in _wrong)
            await Console.Error.WriteLineAsync(wrong);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = "kills",
            count,
            seed,
            accepted = _people.Count(person => person.IsAccepted),
            erased = _people.Count(person => person.IsErased),
            receipts = _receipts,
            chain_records = records,
            wrong = _wrong.Count,
            steps = _struck,
            seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds),
        }));
        _people.ForEach(person => person.Dispose());
        return _wrong.Count == 0 ? 0 : 1;
    }

    private async Task KillATurnAsync(KilledInstallation installation, CancellationToken cancellationToken)
    {
        var person = new KilledPerson(_people.Count, installation.Address);
        _people.Add(person);
        var step = Pick(s_turnSteps);
        await using (var doomed = await installation.StartDoomedAsync(step, cancellationToken))
            if (doomed is not null)
            {
                await person.SayAsync(installation.Data, cancellationToken);
                Struck(step, await KilledInstallation.DiesAsync(doomed, cancellationToken));
            }
        await using var server = await installation.StartAsync(cancellationToken);
        // Whoever was not told "accepted" sends again, as the page does; it is the same message.
        if (!person.IsAccepted)
            await person.SayAsync(installation.Data, cancellationToken);
        Note(person.IsAccepted ? await person.CheckAsync(s_answered, s_settle, cancellationToken) : $"{person.Id}: refused after {step}");
    }

    private async Task KillAnErasureAsync(KilledInstallation installation, KilledPerson person, CancellationToken cancellationToken)
    {
        var step = Pick(s_erasureSteps);
        await using (var doomed = await installation.StartDoomedAsync(step, cancellationToken))
            if (doomed is not null)
            {
                // Behind the last step a receipt may still come back.
                await installation.EraseAsync(person.Id, cancellationToken);
                Struck(step, await KilledInstallation.DiesAsync(doomed, cancellationToken));
            }
        // From the moment in which the key is destroyed there is no way back.
        var begun = step != "begin:erase.key";
        await using var server = await installation.StartAsync(cancellationToken);
        var seen = await person.SeenAsync(cancellationToken);
        if (begun)
        {
            person.IsErased = true;
            Note(seen.Any(activity => activity.GetRawText().Contains(person.Secret, StringComparison.Ordinal)) ? $"{person.Id}: readable after an erasure was killed at {step}" : null);
        }
        else
        {
            Note(seen.Count == 2 ? null : $"{person.Id}: {seen.Count} activities left by an erasure that never began");
        }
    }

    /// <summary>The command, with the server stopped. Whichever key is in force then must open all that was said.</summary>
    private async Task KillARotationAsync(KilledInstallation installation, List<KilledPerson> living, CancellationToken cancellationToken)
    {
        var step = Pick(s_rotationSteps);
        Struck(step, (await installation.RunAsync(step, cancellationToken, "keys", "rotate")).Code != 0);
        await using var server = await installation.StartAsync(cancellationToken);
        foreach (var person in living)
            Note((await person.SeenAsync(cancellationToken)).Any(activity => activity.GetRawText().Contains(person.Secret, StringComparison.Ordinal)) ? null : $"{person.Id}: not readable after a rotation was killed at {step}");
    }

    /// <returns>Records of the chain.</returns>
    private async Task<long> JudgeAsync(KilledInstallation installation, CancellationToken cancellationToken)
    {
        // Whatever is still to be finished is finished by a start.
        await using (var server = await installation.StartAsync(cancellationToken))
            foreach (var person in _people.Where(person => person is { IsAccepted: true, IsErased: false }))
                Note(await person.CheckAsync(s_answered, TimeSpan.Zero, cancellationToken));
        foreach (var person in _people)
        {
            var shown = (await installation.RunAsync(null, cancellationToken, "audit", "show", "--subject", person.Id, "--json")).Output;
            Note(shown.Contains(person.Secret, StringComparison.Ordinal) == !person.IsErased ? null : $"{person.Id}: audit show {(person.IsErased ? "still has" : "has not")} what they said");
        }
        _receipts = (await installation.RunAsync(null, cancellationToken, "audit", "receipt", "--json")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        var erased = _people.Count(person => person.IsErased);
        Note(_receipts == erased ? null : $"{_receipts} receipts of {erased} erasures");
        foreach (var secret in installation.FindInTheClear([.. _people.Select(person => person.Secret)]))
            Note($"{secret} stands in the clear");
        var (code, report) = await installation.RunAsync(null, cancellationToken, "audit", "verify", "--json");
        Note(code == 0 ? null : $"the chain does not verify: {report}");
        return report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("records").GetInt64());
    }

    private string Pick(string[] steps) => steps[_random.Next(steps.Length)];

    private void Struck(string step, bool struck)
    {
        _struck[step] = _struck.GetValueOrDefault(step) + 1;
        Note(struck ? null : $"{step} never came");
    }

    private void Note(string? wrong)
    {
        if (wrong is not null)
            _wrong.Add(wrong);
    }
}
