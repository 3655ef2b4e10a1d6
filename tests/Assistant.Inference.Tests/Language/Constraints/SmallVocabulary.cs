using System.Text;
using Assistant.Inference.Language;
using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Language.Constraints.Grammar;

namespace Assistant.Inference.Tests.Language.Constraints;

/// <summary>A made-up vocabulary: every byte alone, and pieces that run across what a grammar keeps apart. The last token ends an answer.</summary>
internal static class SmallVocabulary
{
    private static readonly string[] s_pieces =
    [
        "{\"", "\":", "\": ", "\": \"", "\",", "\", \"", "\"}", "\"}}", "\"]", "{}", "[]", "[[", "]]", "},", "}, {", "true", "false", "null", "ull", "tr", " ", "  ", "\n", "\\n", "\\\"", "\\",
        "na", "name", "age", "value", "items", "tags", "a\"", "ab", "abc", "é", "日本", "日", "12", "123", "-1", "0.5", ".5", "00", "99", ",1", ", 1", "2024", "-02-", "T", ":00", "Z", "<tool", "_call>", "<tool_call>\n{", "</tool_call>",
    ];

    public static TokenTrie Trie { get; } = new(Enumerable.Range(0, 256).Select(value => (value, new[] { (byte)value })).Concat(s_pieces.Select((piece, i) => (256 + i, Encoding.UTF8.GetBytes(piece)))));

    public static int End { get; } = 256 + s_pieces.Length;

    /// <summary>What a model that knows nothing writes: its logits are random.</summary>
    /// <param name="hurryAfter">Tokens after which the answer is told to come to an end; 0 for never.</param>
    public static (string Text, int Tokens) Write(Node grammar, int limit, int seed, float temperature = 0, int hurryAfter = 0)
    {
        var (bytes, tokens) = WriteBytes(grammar, limit, seed, temperature, hurryAfter);
        return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes), tokens);
    }

    /// <summary>The same for text of any kind, whose bytes need not be characters.</summary>
    public static string WriteText(Node grammar, int limit, int seed) => Encoding.UTF8.GetString(WriteBytes(grammar, limit, seed, 0, 0).Bytes);

    private static (byte[] Bytes, int Tokens) WriteBytes(Node grammar, int limit, int seed, float temperature, int hurryAfter)
    {
        var ends = new HashSet<int> { End };
        var constraint = new AnswerConstraint(new Automaton(grammar, Trie), Trie, ends, limit);
        var sampler = new Sampler(SamplingSettings.Of(new() { Temperature = temperature, Seed = seed }, SamplingSettings.Greedy), [], constraint);
        var (random, logits, bytes, written) = (new Random(seed), new float[End + 1], new List<byte>(), 0);
        while (written < limit && !constraint.IsFinished)
        {
            for (var id = 0; id < logits.Length; id++)
                logits[id] = (float)(random.NextDouble() * 10);
            if (hurryAfter > 0 && written >= hurryAfter)
                constraint.Hurry();
            var token = sampler.Choose(logits);
            written++;
            if (token == End)
                break;
            bytes.AddRange(Trie.BytesOf(token));
        }
        return ([.. bytes], written);
    }

    public static bool Allows(Node grammar, string text)
    {
        var automaton = new Automaton(grammar, Trie);
        return automaton.Next(automaton.Start, Encoding.UTF8.GetBytes(text)).Accepts;
    }
}
