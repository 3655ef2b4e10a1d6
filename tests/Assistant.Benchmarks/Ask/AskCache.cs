using System.Collections.Concurrent;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Server.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Benchmarks.Ask;

/// <summary>
/// What was read in each file and the vector of each sentence, kept in the folder that ASK_CACHE names, so that work on the answers need not wait for the reading of pictures.
/// Figures that are published are measured without it.
/// </summary>
internal sealed class AskCache(ConsoleAssistant assistant, string folder) : ISentenceEncoder, IDisposable
{
    private static readonly ConversationKey s_conversation = new(ConversationKey.DefaultTenant, "benchmark", "cache");
    private readonly ISentenceEncoder _encoder = assistant.Services.GetRequiredService<ISentenceEncoder>();
    private readonly ConcurrentDictionary<string, float[]> _vectors = Load(folder);
    private int _known = -1;

    public bool IsAvailable(string language) => _encoder.IsAvailable(language);

    public string ModelFor(string language) => _encoder.ModelFor(language);

    public async Task<Evidence> ReadAsync(string path)
    {
        var kept = Path.Combine(folder, Path.GetFileName(path) + ".json");
        if (File.Exists(kept))
            return JsonSerializer.Deserialize<Evidence>(await File.ReadAllTextAsync(kept))!;
        var person = new Participant("benchmark");
        var id = Guid.CreateVersion7().ToString("N");
        await using (var content = File.OpenRead(path))
            await assistant.Services.GetRequiredService<IAttachmentStore>().SaveAsync(new(s_conversation, person.Id), id, content, long.MaxValue, default);
        var message = new InboundMessage
        {
            Conversation = s_conversation,
            ActivityId = id,
            From = person,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Text = "?",
            Attachments = [new(id, Path.GetFileName(path), "application/octet-stream", new FileInfo(path).Length)],
        };
        var reading = await assistant.Services.GetRequiredService<AttachmentReader>().ReadAsync(message, new Silence(), Timeout.InfiniteTimeSpan, default);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(kept, JsonSerializer.Serialize(reading.Evidence.Single()));
        return reading.Evidence.Single();
    }

    public async Task<IReadOnlyList<float[]>> EncodeAsync(IReadOnlyList<string> texts, bool query, string language, CancellationToken cancellationToken)
    {
        string Key(string text) => $"{language}{(query ? '?' : ' ')}{text}";
        List<string> missing = [.. texts.Where(text => !_vectors.ContainsKey(Key(text))).Distinct()];
        if (missing.Count > 0)
        {
            foreach (var (text, vector) in missing.Zip(await _encoder.EncodeAsync(missing, query, language, cancellationToken)))
                _vectors[Key(text)] = vector;
        }
        return [.. texts.Select(text => _vectors[Key(text)])];
    }

    public void Dispose()
    {
        if (_known == _vectors.Count)
            return;
        _known = _vectors.Count;
        using var writer = new BinaryWriter(File.Create(VectorFile(folder)));
        foreach (var (text, vector) in _vectors)
        {
            writer.Write(text);
            writer.Write(vector.Length);
            foreach (var value in vector)
                writer.Write(value);
        }
    }

    private static string VectorFile(string folder) => Path.Combine(folder, "vectors.bin");

    private static ConcurrentDictionary<string, float[]> Load(string folder)
    {
        Directory.CreateDirectory(folder);
        var vectors = new ConcurrentDictionary<string, float[]>(StringComparer.Ordinal);
        if (!File.Exists(VectorFile(folder)))
            return vectors;
        using var reader = new BinaryReader(File.OpenRead(VectorFile(folder)));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var text = reader.ReadString();
            var vector = new float[reader.ReadInt32()];
            for (var i = 0; i < vector.Length; i++)
                vector[i] = reader.ReadSingle();
            vectors[text] = vector;
        }
        return vectors;
    }

    private sealed class Silence : IPerceptionProgress
    {
        public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken) => default;
    }
}
