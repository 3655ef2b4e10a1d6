using System.Collections.Frozen;
using System.Text;

namespace Assistant.Text;

/// <summary>A message as words in lower case without apostrophes, to be asked for phrases: "Don't store this!" has "dont store" and "stor*".</summary>
internal sealed class MessageWords
{
    private static readonly FrozenDictionary<string, string> s_meant = new Dictionary<string, string>
    {
        ["u"] = "you", ["ur"] = "your", ["abt"] = "about", ["abuot"] = "about", ["rember"] = "remember", ["remeber"] = "remember", ["rembember"] = "remember", ["remmeber"] = "remember", ["agian"] = "again", ["memroy"] = "memory", ["memmory"] = "memory",
        ["foget"] = "forget", ["froget"] = "forget", ["everthing"] = "everything", ["everyting"] = "everything", ["converstation"] = "conversation", ["delte"] = "delete", ["wat"] = "what", ["r"] = "are", ["stuf"] = "stuff",
    }.ToFrozenDictionary();

    private string Text { get; init; } = "";

    public MessageWords(string message)
    {
        var text = new StringBuilder(message.Length + 2).Append(' ');
        foreach (var sign in message)
            if (char.IsLetterOrDigit(sign))
                text.Append(char.ToLowerInvariant(sign));
            else if (sign is not ('\'' or '’') && text[^1] != ' ')
                text.Append(' ');
        // Abbreviations and slips of the keyboard that are common.
        Text = $" {string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => s_meant.GetValueOrDefault(word, word)))} ";
    }

    private MessageWords() { }

    /// <summary>How many words.</summary>
    public int Count => Text.AsSpan(1).Count(' ');

    /// <param name="phrases">Words side by side; one that ends with a star may go on.</param>
    public bool Has(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
            if (At(phrase) >= 0)
                return true;
        return false;
    }

    public bool Begins(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
            if (At(phrase) == 0)
                return true;
        return false;
    }

    /// <summary>The same without phrases that would be misunderstood: "I don't remember" is no order.</summary>
    public MessageWords Without(params ReadOnlySpan<string> phrases)
    {
        var text = Text;
        foreach (var phrase in phrases)
            text = text.Replace($" {phrase} ", " ", StringComparison.Ordinal);
        return new() { Text = text };
    }

    public override string ToString() => Text.Trim();

    private int At(string phrase)
    {
        var isStem = phrase[^1] == '*';
        var words = phrase.AsSpan(0, phrase.Length - (isStem ? 1 : 0));
        for (var at = 0; at <= Text.Length - words.Length; at++)
        {
            var found = Text.AsSpan(at).IndexOf(words, StringComparison.Ordinal);
            if (found < 0)
                return -1;
            at += found;
            if (at > 0 && Text[at - 1] == ' ' && (isStem || Text[at + words.Length] == ' '))
                return at - 1;
        }
        return -1;
    }
}
