using Assistant.Memory.LongTerm;

namespace Assistant.Benchmarks.Memory;

/// <summary>Two people's turns over years with a vocabulary like a language's: few words often, many rarely. The same for the same number.</summary>
internal sealed class GeneratedEpisodes
{
    private const int Words = 30_000;
    private const int TurnsASession = 20;
    private static readonly DateTimeOffset s_start = new(2015, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_syllables = ["ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve", "wo", "ya", "zi", "shar", "lent", "mor", "tin", "gal", "brin", "dov"];
    private readonly Random _random = new(13);

    public Episode At(int number) =>
        new($"e{number}", s_start.AddMinutes(number * 5L), number % 2 == 0 ? "Mia" : "Tom", $"session-{number / TurnsASession}", Sentence(8 + _random.Next(20)));

    public string Question() => Sentence(5) + "?";

    public float[] Vector(int dimensions)
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
            vector[i] = _random.NextSingle() - 0.5f;
        return vector;
    }

    private string Sentence(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word((int)Math.Pow(Words, _random.NextDouble()))));

    private static string Word(int rank)
    {
        var word = "";
        for (var rest = rank + s_syllables.Length; rest > 0; rest /= s_syllables.Length)
            word += s_syllables[rest % s_syllables.Length];
        return word;
    }
}
