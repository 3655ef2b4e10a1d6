using System.CommandLine;
using Assistant.Perception;

namespace Assistant.Server.Commands;

/// <summary>look: the text in pictures, with boxes, what is seen in them, and objects with their boxes.</summary>
internal static class LookCommand
{
    // The comma of Chinese keyboards, and the one of their lists.
    private static readonly char[] s_commas = [',', '，', '、'];

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.OneOrMore };
        var labels = new Option<string?>("--labels") { Description = "Labels to choose among, separated by commas, in English or Chinese: each with how likely it is." };
        var model = new Option<string?>("--model") { Description = "Folder name of the CLIP or SigLIP model that chooses among the labels; the largest installed by default." };
        var json = new Option<bool>("--json") { Description = "One JSON object a picture on standard output." };
        var command = new Command("look", "Read the text in pictures and say what is seen.") { files, labels, model, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] chosen = parsed.GetValue(model) is { } name ? ["--Vision:Model", name] : [];
            using var host = ConsoleAssistant.BuildModels([.. Settings.Of(parsed), .. chosen]);
            var wanted = Labels(parsed.GetValue(labels));
            Check(host.Services, wanted, parsed.GetValue(model));
            var failed = await CommandFiles.EachAsync(parsed.GetValue(files)!, async file => Write(await LookAsync(host.Services, file, wanted, cancellationToken), parsed.GetValue(json)));
            return failed == 0 ? 0 : CommandLine.Failed;
        });
        return command;
    }

    /// <summary>Each once, as first written; null when none were asked for.</summary>
    /// <exception cref="CommandException">They were asked for, but none is named.</exception>
    internal static string[]? Labels(string? given)
    {
        if (given is null)
            return null;
        var labels = given.Split(s_commas, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return labels.Length > 0 ? labels : throw new CommandException("--labels names no label: write them separated by commas.", CommandLine.WrongUsage);
    }

    private static void Check(IServiceProvider services, string[]? labels, string? model)
    {
        var labeler = services.GetRequiredService<IPictureLabeler>();
        if (labels is not null && model is not null && labeler.ChoosesBy != model)
            throw new CommandException($"'{model}' is not an installed CLIP or SigLIP model: copy its folder into models/.");
        if (labels is not null && labeler.ChoosesBy is null)
            throw new CommandException("Nothing installed can choose among labels: copy a CLIP or SigLIP export, or efficientnet-lite0 and bge-small-en-v1.5, into models/.");
        if (labels is null && !services.GetRequiredService<ITextRecognizer>().IsAvailable && !labeler.IsAvailable)
            throw new CommandException("The models that read pictures are not installed: run ./run.sh --build, or copy them into models/.");
    }

    private static async Task<Seen> LookAsync(IServiceProvider services, string file, string[]? labels, CancellationToken cancellationToken)
    {
        var (reader, labeler, detector) = (services.GetRequiredService<ITextRecognizer>(), services.GetRequiredService<IPictureLabeler>(), services.GetRequiredService<IObjectDetector>());
        await using var content = File.OpenRead(file);
        var picture = await services.GetRequiredService<IMediaReader>().DecodePictureAsync(content, Path.GetFileName(file), cancellationToken);
        var lines = reader.IsAvailable ? (await reader.ReadAsync(picture, cancellationToken)).Lines : [];
        var seen = labels is not null || labeler.IsAvailable ? await labeler.LabelAsync(picture, labels, cancellationToken) : [];
        foreach (var label in seen.Where(label => label.Truncated))
            await Console.Error.WriteLineAsync($"The label '{label.Label}' is longer than {label.Model} reads: it was judged by its beginning.");
        foreach (var label in (labels ?? []).Except(seen.Select(label => label.Label), StringComparer.OrdinalIgnoreCase))
            await Console.Error.WriteLineAsync($"The label '{label}' was not judged: no sentence model for its language is installed.");
        return new(file, picture, lines, seen, detector.IsAvailable ? await detector.DetectAsync(picture, cancellationToken) : []);
    }

    private static void Write(Seen seen, bool json)
    {
        var notRead = NotReadJson.Tell(seen.File, seen.Picture.Gap is { } gap ? [gap] : []);
        var text = string.Join('\n', seen.Lines.GroupBy(line => line.Row).Select(row => string.Join(' ', row.Select(line => line.Text))));
        if (json)
        {
            JsonOutput.Write(new
            {
                seen.File,
                Text = text,
                Lines = seen.Lines.Select(line => new { line.Text, Box = JsonOutput.Corners(line.Box), Confidence = Math.Round(line.Confidence, 3) }),
                Labels = seen.Labels.Select(label => new { label.Label, Score = Math.Round(label.Score, 4), label.Model }),
                Objects = seen.Objects.Select(found => new { found.Label, Score = Math.Round(found.Score, 4), Box = JsonOutput.Corners(found.Box), found.Model }),
                seen.Picture.Width,
                seen.Picture.Height,
                NotRead = notRead,
            });
            return;
        }
        if (text.Length > 0)
            Console.WriteLine(text);
        foreach (var label in seen.Labels)
            Console.WriteLine(FormattableString.Invariant($"{label.Score:0.000} {label.Label} ({label.Model})"));
        foreach (var found in seen.Objects)
            Console.WriteLine(FormattableString.Invariant($"{found.Score:0.000} {found.Label} at {string.Join(", ", JsonOutput.Corners(found.Box))} ({found.Model})"));
    }

    private sealed record Seen(string File, Picture Picture, IReadOnlyList<RecognizedLine> Lines, IReadOnlyList<PictureLabel> Labels, IReadOnlyList<FoundObject> Objects);
}
