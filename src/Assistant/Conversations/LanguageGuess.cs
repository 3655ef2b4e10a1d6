using Assistant.Memory;
using Assistant.Text;

namespace Assistant.Conversations;

/// <summary>Chooses the language of an answer, "en" or "zh": by the script of the message; a message too short to tell keeps the conversation's language, then the client's.</summary>
internal static class LanguageGuess
{
    public static string Of(string text, string? locale, WorkingMemoryState memory) =>
        TextLanguage.Told(text) ?? (memory.Turns is [.., var last] ? last.Language : TextLanguage.Of(text, locale));
}
