using Microsoft.Extensions.AI;

namespace Assistant.Benchmarks.Language;

/// <summary>Conversations made of the passages of XQuAD (ASSISTANT_DATA_SETS) that give prompts of some length.</summary>
internal static class ChatPrompts
{
    // Of the model used here a word of English takes about so many tokens; the figures say how many there were.
    private const double TokensPerWord = 1.35;

    /// <summary>A short wish for a long text.</summary>
    public static List<ChatMessage> Short(int number) => [new(ChatRole.User, $"Write a long story about {s_subjects[number % s_subjects.Length]}.")];

    /// <summary>A wish after about so many tokens of passages.</summary>
    public static List<ChatMessage> Long(int tokens, int number) => [new(ChatRole.User, $"{Words((int)(tokens / TokensPerWord), number)}\n\nWrite a long text about all of this in your own words.")];

    /// <summary>A wish whose answer copies from a passage.</summary>
    public static List<ChatMessage> Copying(int number)
    {
        var passage = Words(120, number * 5);
        return [new(ChatRole.User, $"Repeat the following text word for word, without changes:\n\n{passage}")];
    }

    /// <summary>So many words of passages, from another place for each number.</summary>
    public static string Words(int count, int number)
    {
        var passages = Passages.Mixed("en", 256) ?? throw new InvalidOperationException("Set ASSISTANT_DATA_SETS to the folder of data sets.");
        var words = passages.Skip(number * 11 % 128).Concat(passages).SelectMany(passage => passage.Split(' ')).Take(count);
        return string.Join(' ', words);
    }

    private static readonly string[] s_subjects = ["a lighthouse", "a bakery in winter", "two brothers and a boat", "the last train", "a garden behind a wall"];
}
