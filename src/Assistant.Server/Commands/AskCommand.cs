using System.CommandLine;
using Assistant.Server.Terminal;

namespace Assistant.Server.Commands;

/// <summary>ask: one question (or a batch of them) about files, answered with citations.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var files = new Option<string[]>("--file", "-f") { Description = "A picture, recording or document; may be repeated." };
        var conversation = new Option<string?>("--conversation", "-c") { Description = "Continue (or begin) the conversation of this name." };
        var json = new Option<bool>("--json") { Description = "One JSON object an answer on standard output." };
        var batch = new Option<FileInfo?>("--batch") { Description = "A file of lines {\"id\",\"files\":[...],\"question\",\"conversation\"?}; one JSON line for each, with \"error\" where there is no answer." };
        var question = new Argument<string?>("question") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("ask", "Ask about files, or go on with a conversation.") { files, conversation, json, batch, question };
        command.SetAction(async (parsed, _) =>
        {
            using var interrupts = new Interrupts();
            var asked = parsed.GetValue(question) ?? "";
            var attached = parsed.GetValue(files) ?? [];
            if (parsed.GetValue(batch) is { } lines)
            {
                if (asked.Length > 0 || attached.Length > 0 || parsed.GetValue(conversation) is not null)
                    throw new CommandException("--batch goes alone: questions, files and conversations stand in its lines. Leave out the question, --file and --conversation, or --batch.", CommandLine.WrongUsage);
                return await AskBatch.RunAsync(lines, Settings.Of(parsed), interrupts);
            }
            if (asked.Length == 0 && attached.Length == 0)
                throw new CommandException("Nothing to ask: give a question, files, or both.", CommandLine.WrongUsage);
            await using var assistant = await TerminalDoor.OpenAsync(Settings.Of(parsed), interrupts.End);
            var screen = GrowingAnswer.Here(quiet: parsed.GetValue(json));
            try
            {
                var answer = await interrupts.AnswerAsync((stop, end) => assistant.AskAsync(parsed.GetValue(conversation), asked, attached, screen.Show, stop, end));
                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(AnswerJson.Of(null, answer));
                }
                else
                {
                    screen.Finish(answer);
                    AnswerView.WriteSources(answer);
                }
                return answer.Failure is null ? 0 : CommandLine.Failed;
            }
            catch (OperationCanceledException)
            {
                screen.Break();
                throw;
            }
        });
        return command;
    }
}
