using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Assistant.Perception;

namespace Assistant.Inference.Vision.Search;

/// <summary>Pictures in memory, compared one by one: exact, and a hundred thousand of 512 numbers take some 10 ms. Thread-safe.</summary>
internal sealed class PictureCollection(PictureEncoder encoder, PictureSpace space, IEnumerable<KeyValuePair<string, PictureVectors>> pictures) : IPictureCollection
{
    private readonly ConcurrentDictionary<string, PictureVectors> _pictures = new(pictures, StringComparer.Ordinal);

    public string Model => space.Model;

    public int Count => _pictures.Count;

    public async Task AddAsync(string name, Picture picture, CancellationToken cancellationToken) => _pictures[name] = await encoder.EncodeAsync(picture, cancellationToken);

    public bool Remove(string name) => _pictures.TryRemove(name, out _);

    public async Task<IReadOnlyList<PictureMatch>> FindAsync(Picture picture, int most, CancellationToken cancellationToken) =>
        Nearest((await encoder.EncodeAsync(picture, cancellationToken)).Look, vectors => vectors.Look, most);

    public async Task<IReadOnlyList<PictureMatch>?> FindAsync(string words, int most, CancellationToken cancellationToken) =>
        await encoder.EncodeAsync(words, cancellationToken) switch
        {
            null => null,
            { Look.Length: > 0 } vectors => Nearest(vectors.Look, picture => picture.Look, most),
            { English.Length: > 0 } vectors => Nearest(vectors.English, picture => picture.English, most),
            var vectors => Nearest(vectors.Chinese, picture => picture.Chinese, most),
        };

    public Task SaveAsync(string path, CancellationToken cancellationToken) => PictureCollectionFile.WriteAsync(path, space, [.. _pictures], cancellationToken);

    private PictureMatch[] Nearest(float[] wanted, Func<PictureVectors, float[]> of, int most)
    {
        var best = new PriorityQueue<string, (float Score, string Name)>(Comparer<(float Score, string Name)>.Create((a, b) =>
            a.Score != b.Score ? a.Score.CompareTo(b.Score) : string.CompareOrdinal(b.Name, a.Name)));
        foreach (var (name, vectors) in _pictures)
        {
            if (of(vectors) is not { } vector || vector.Length != wanted.Length)
                continue;
            best.Enqueue(name, (TensorPrimitives.Dot<float>(wanted, vector), name));
            if (best.Count > most)
                best.Dequeue();
        }
        var matches = new PictureMatch[best.Count];
        for (var i = matches.Length - 1; i >= 0; i--)
        {
            best.TryDequeue(out var name, out var rank);
            matches[i] = new(name!, rank.Score);
        }
        return matches;
    }
}
