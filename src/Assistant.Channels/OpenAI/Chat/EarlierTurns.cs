using Assistant.Conversations;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>The questions and answers before the last message. Instructions (system, developer) are the model's matter, not the assistant's, which has its own.</summary>
internal static class EarlierTurns
{
    private const int Most = 20;

    public static IReadOnlyList<EarlierTurn> Of(IReadOnlyList<SaidMessage> said)
    {
        var turns = new List<EarlierTurn>();
        string? question = null;
        foreach (var message in said.SkipLast(1))
        {
            switch (message)
            {
                case { Role: "user" }:
                    // Two in a row: the first went unanswered, and is still part of what was asked.
                    question = question is null ? message.Text : $"{question}\n{message.Text}";
                    break;
                case { Role: "assistant", Text.Length: > 0 }:
                    turns.Add(new(question ?? "", message.Text));
                    question = null;
                    break;
            }
        }
        if (question is not null)
            turns.Add(new(question, ""));
        return [.. turns.TakeLast(Most)];
    }
}
