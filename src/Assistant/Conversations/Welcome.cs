using Assistant.Agent;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>What the assistant says of itself when somebody arrives: one sentence made from what is installed.</summary>
internal sealed class Welcome(ITextRecognizer pictures, ISpeechRecognizer speech, IAudioDecoder audio, IOptions<LongTermMemoryOptions> memory)
{
    /// <param name="isShared">Others read along: nothing to tap there, as what is remembered of a person is theirs alone.</param>
    public Answer Greet(string language, bool isShared)
    {
        var hears = speech.IsAvailable && audio.IsAvailable;
        var text = language == "zh"
            ? $"您好！请发给我{(pictures.IsAvailable ? "图片、" : "")}{(hears ? "语音、" : "")}文档，然后直接提问，我会回答并指出答案的出处。"
            : $"Hello! Send me {(pictures.IsAvailable ? "pictures, " : "")}{(hears ? "voice notes, " : "")}documents, and ask: I answer and show where it says so.";
        return Say(text, language) with { SuggestedReplies = isShared ? [] : Suggestions(language) };
    }

    public static Answer Stopped(string language) => Say(language == "zh" ? "好的，已停止。" : "OK, stopped.", language);

    private string[] Suggestions(string language)
    {
        var (help, remembered) = language == "zh" ? ("你能做什么？", "关于我你记得什么？") : ("What can you do?", "What do you remember about me?");
        return memory.Value.Enabled ? [help, remembered] : [help];
    }

    private static Answer Say(string text, string language) => Answer.Fixed(text, language, AnsweredBy.Quotes, found: true);
}
