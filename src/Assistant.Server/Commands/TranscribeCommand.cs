using System.CommandLine;
using Assistant.Perception;

namespace Assistant.Server.Commands;

/// <summary>transcribe: what recordings say, with seconds, and what of them was not heard.</summary>
internal static class TranscribeCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.OneOrMore };
        var model = new Option<string?>("--model") { Description = "A speech model's name; the best installed for the language by default." };
        var language = new Option<string?>("--language") { Description = "BCP 47 tag; found out by default." };
        var beam = new Option<int?>("--beam") { Description = "Hypotheses that Whisper follows at once: 5 hears a little better than 1, and takes several times as long." };
        var translate = new Option<bool>("--translate") { Description = "Write down in English what is said in other languages (Whisper)." };
        var json = new Option<bool>("--json") { Description = "One JSON object a file on standard output." };
        var command = new Command("transcribe", "Write down what recordings say.") { files, model, language, beam, translate, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(beam) is < 1 or > 10)
                throw new CommandException("--beam must be 1 to 10.", CommandLine.WrongUsage);
            string[] chosen = [.. parsed.GetValue(beam) is { } beams ? ["--Speech:Beams", $"{beams}"] : Array.Empty<string>(), .. parsed.GetValue(translate) ? ["--Speech:Translate", "true"] : Array.Empty<string>()];
            using var host = ConsoleAssistant.BuildModels([.. Settings.Of(parsed), .. chosen]);
            var failed = await CommandFiles.EachAsync(parsed.GetValue(files)!, async file =>
                Write(file, await TranscribeAsync(host.Services, file, parsed.GetValue(language), parsed.GetValue(model), cancellationToken), parsed.GetValue(json)));
            return failed == 0 ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static async Task<Heard> TranscribeAsync(IServiceProvider services, string file, string? language, string? model, CancellationToken cancellationToken)
    {
        var speech = services.GetRequiredService<ISpeechRecognizer>();
        if (!speech.IsAvailable)
            throw new CommandException("No speech model is installed: run ./run.sh --build, or copy one into models/.");
        await using var content = File.OpenRead(file);
        await using var audio = await services.GetRequiredService<IAudioDecoder>().DecodeAsync(content, Path.GetFileName(file), cancellationToken);
        var segments = new List<SpeechSegment>();
        await foreach (var segment in speech.TranscribeAsync(audio.Pcm, language, model, cancellationToken))
            segments.Add(segment);
        return new(segments, [.. audio.Missed(audio.Gap())]);
    }

    private static void Write(string file, Heard heard, bool json)
    {
        var (segments, missed) = heard;
        var notRead = NotReadJson.Tell(file, missed);
        var text = SpeechSegment.Join(segments.Select(segment => segment.Text));
        if (!json)
            Console.WriteLine(text);
        else
            JsonOutput.Write(new
            {
                File = file,
                Text = text,
                Language = segments is [var first, ..] ? first.Language : null,
                Segments = segments.Select(s => new { Start = Math.Round(s.Start, 2), End = Math.Round(s.End, 2), s.Text }),
                NotRead = notRead,
            });
    }

    private sealed record Heard(IReadOnlyList<SpeechSegment> Segments, IReadOnlyList<GapPart> Missed);
}
