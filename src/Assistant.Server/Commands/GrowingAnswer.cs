using Assistant.Agent;
using Assistant.Conversations;

namespace Assistant.Server.Commands;

/// <summary>Shows a turn at a terminal while it runs: what it is doing, on one line that the next overwrites, then the answer as it grows. What goes to a file or another program is the finished answer alone.</summary>
/// <param name="output">Gets the answer.</param>
/// <param name="grows">The answer is shown as it comes.</param>
/// <param name="status">Gets what the turn is doing; null where nobody watches.</param>
internal sealed class GrowingAnswer(TextWriter output, bool grows, TextWriter? status)
{
    private const string Clear = "\r\u001b[K";
    private string _shown = "";
    private bool _hasStatus;

    /// <summary>On this terminal, as far as it is one.</summary>
    public static GrowingAnswer Here(bool quiet = false) => new(Console.Out, !quiet && !Console.IsOutputRedirected, quiet || Console.IsErrorRedirected ? null : Console.Error);

    public void Show(ConversationEvent happened)
    {
        switch (happened)
        {
            case TurnProgressed { Progress: var step } when _shown.Length == 0 && status is not null:
                status.Write($"{Clear}{ProgressWording.Sentence(step, "en")}");
                status.Flush();
                _hasStatus = true;
                break;
            // Text that was taken back is shown when the answer is finished.
            case AnswerGrew { Text: var text } when grows && text.StartsWith(_shown, StringComparison.Ordinal):
                ClearStatus();
                output.Write(text[_shown.Length..]);
                output.Flush();
                _shown = text;
                break;
        }
    }

    /// <summary>What is still to be shown of the finished answer's text: all of it, below, where it is not what grew.</summary>
    public void Finish(Answer answer)
    {
        ClearStatus();
        if (_shown.Length == 0 || answer.Text.StartsWith(_shown, StringComparison.Ordinal))
            output.WriteLine(answer.Text[_shown.Length..]);
        else
            output.WriteLine($"\n\n{answer.Text}");
    }

    /// <summary>The turn ended without an answer: what is written next begins a line.</summary>
    public void Break()
    {
        ClearStatus();
        if (_shown.Length > 0)
            output.WriteLine();
    }

    private void ClearStatus()
    {
        if (_hasStatus)
            status?.Write(Clear);
        status?.Flush();
        _hasStatus = false;
    }
}
