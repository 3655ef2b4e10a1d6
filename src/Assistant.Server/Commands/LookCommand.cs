using System.CommandLine;
using Assistant.Perception;

namespace Assistant.Server.Commands;

/// <summary>look: the text in pictures, with boxes, and what is seen in them.</summary>
internal static class LookCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.OneOrMore };
        var labels = new Option<string?>("--labels") { Description = "Labels to choose among, separated by commas." };
        var json = new Option<bool>("--json") { Description = "One JSON object a picture on standard output." };
        var command = new Command("look", "Read the text in pictures and say what is seen.") { files, labels, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var host = ConsoleAssistant.BuildModels(Settings.Of(parsed));
            var failed = 0;
            foreach (var file in parsed.GetValue(files)!)
            {
                try
                {
                    await LookAsync(host.Services, file, parsed.GetValue(labels)?.Split(','), parsed.GetValue(json), cancellationToken);
                }
                catch (Exception e) when (e is MediaException or IOException)
                {
                    failed++;
                    await Console.Error.WriteLineAsync($"{file}: {e.Message}");
                }
            }
            return failed == 0 ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static async Task LookAsync(IServiceProvider services, string file, string[]? labels, bool json, CancellationToken cancellationToken)
    {
        var reader = services.GetRequiredService<ITextRecognizer>();
        var labeler = services.GetRequiredService<IPictureLabeler>();
        if (!reader.IsAvailable)
            throw new CommandException("The models that read pictures are not installed: run ./run.sh --build, or copy them into models/.");
        await using var content = File.OpenRead(file);
        var picture = await services.GetRequiredService<IMediaReader>().DecodePictureAsync(content, Path.GetFileName(file), cancellationToken);
        var read = await reader.ReadAsync(picture, cancellationToken);
        var seen = labeler.IsAvailable ? await labeler.LabelAsync(picture, labels, cancellationToken) : [];
        var text = string.Join('\n', read.Lines.GroupBy(line => line.Row).Select(row => string.Join(' ', row.Select(line => line.Text))));
        if (!json)
            Console.WriteLine(text);
        else
            JsonOutput.Write(new
            {
                File = file,
                Text = text,
                Lines = read.Lines.Select(line => new { line.Text, Box = JsonOutput.Corners(line.Box), Confidence = Math.Round(line.Confidence, 3) }),
                Labels = seen.Select(label => new { label.Label, Score = Math.Round(label.Score, 3), label.Model }),
                picture.Width,
                picture.Height,
            });
    }
}
