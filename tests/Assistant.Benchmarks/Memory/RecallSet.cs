using System.Text.Json;
using Assistant.Inference;
using Assistant.Memory.LongTerm;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Benchmarks.Memory;

/// <summary>A folder that tests/recall/stories.py or generate.py wrote: a conversation a person and questions with the turns that answer them, opened for searching.</summary>
internal sealed record RecallSet(IReadOnlyList<RecallSet.Asked> Questions)
{
    /// <param name="withVectors">Encode turns and questions by the installed model: minutes.</param>
    public static async Task<RecallSet> ReadAsync(string folder, bool withVectors, CancellationToken cancellationToken)
    {
        var vectors = withVectors ? Vectors() : null;
        var indexes = new Dictionary<string, MemoryIndex>();
        foreach (var file in Directory.GetFiles(folder, "*.jsonl").Where(file => Path.GetFileName(file) != "questions.jsonl").Order(StringComparer.Ordinal))
        {
            var index = indexes[Path.GetFileNameWithoutExtension(file)] = new MemoryIndex();
            List<Episode> episodes = [.. (await File.ReadAllLinesAsync(file, cancellationToken)).Select(Turn)];
            var encoded = vectors is null ? null : await vectors.OfAsync(episodes, cancellationToken);
            foreach (var (i, episode) in episodes.Index())
                index.Add(new(episode, 0, encoded?[i]), 1);
        }
        var questions = new List<Asked>();
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(folder, "questions.jsonl"), cancellationToken))
        {
            using var json = JsonDocument.Parse(line);
            var (root, user) = (json.RootElement, json.RootElement.GetProperty("user").GetString()!);
            HashSet<string> evidence = [.. root.GetProperty("evidence").EnumerateArray().Select(id => id.GetString()!)];
            var text = root.GetProperty("question").GetString()!;
            // Without evidence, or asked of the wrong one of the two, nothing can be judged.
            if (evidence.Count == 0 || root.GetProperty("kind").GetString() == "swapped")
                continue;
            var index = indexes[user];
            var newest = DateTimeOffset.FromUnixTimeMilliseconds(index.NewestAt);
            questions.Add(new(user, index, text, evidence, TimeExpressions.Find(text, newest), vectors is null ? [] : await vectors.OfAsync(text, cancellationToken)));
        }
        return new(questions);
    }

    private static Episode Turn(string line)
    {
        using var json = JsonDocument.Parse(line);
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        return new(Text("id"), json.RootElement.GetProperty("time").GetDateTimeOffset(), Text("speaker"), Text("conversation"), Text("text"));
    }

    private static EpisodeVectors Vectors()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddAssistant(builder.Configuration);
        builder.Services.AddAssistantInference(builder.Configuration);
        return builder.Build().Services.GetRequiredService<EpisodeVectors>();
    }

    internal sealed record Asked(string User, MemoryIndex Index, string Text, IReadOnlySet<string> Evidence, TimeSpanOfText? Span, IReadOnlyList<QuantizedVector> Vectors);
}
