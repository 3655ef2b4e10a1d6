using System.CommandLine;
using Assistant.Speech;
using Microsoft.Extensions.AI;

namespace Assistant.Server.Commands;

/// <summary>speak: says a text by the voices that are installed here, into a sound file or standard output.</summary>
internal static class SpeakCommand
{
    public static Command Create()
    {
        var language = new Option<string?>("--language") { Description = "BCP 47 tag, such as en-US, zh or de; English by default." };
        var voice = new Option<string?>("--voice") { Description = "A voice's name: the language of one of `espeak-ng --voices`, or the folder of a voice model; the best for the language by default." };
        var speed = new Option<double>("--speed") { Description = "1 is the configured speed, 2 twice as fast.", DefaultValueFactory = _ => 1 };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The WAV file to write; standard output when it is not a terminal." };
        var text = new Argument<string>("text") { Description = "What is said; - reads it from standard input." };
        var command = new Command("speak", "Say a text, as a WAV file.") { language, voice, speed, output, text };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(speed) is not (>= 0.25 and <= 4))
                throw new CommandException("--speed must be 0.25 to 4.", CommandLine.WrongUsage);
            if (parsed.GetValue(output) is null && !Console.IsOutputRedirected)
                throw new CommandException("Name a file by --output, or send standard output to one.", CommandLine.WrongUsage);
            using var host = ConsoleAssistant.BuildModels(Settings.Of(parsed));
            var said = parsed.GetValue(text) is "-" ? await Console.In.ReadToEndAsync(cancellationToken) : parsed.GetValue(text)!;
            var sound = await SpeakAsync(host.Services.GetRequiredService<ISpeechOutput>(), said,
                new TextToSpeechOptions { Language = parsed.GetValue(language), VoiceId = parsed.GetValue(voice), Speed = (float)parsed.GetValue(speed) }, cancellationToken);
            await WriteAsync(parsed.GetValue(output), sound, cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task<ReadOnlyMemory<byte>> SpeakAsync(ISpeechOutput output, string text, TextToSpeechOptions options, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new CommandException("There is nothing to say.", CommandLine.WrongUsage);
        try
        {
            return (await output.GetAudioAsync(text, options, cancellationToken)).Contents.OfType<DataContent>().First().Data;
        }
        catch (SpeechOutputException e)
        {
            throw new CommandException(e.Problem switch
            {
                SpeechProblem.NotInstalled => "Nothing that speaks is installed: install espeak-ng (apt-get install espeak-ng).",
                SpeechProblem.NoVoiceForLanguage => $"No installed voice speaks '{e.Detail}'.",
                SpeechProblem.UnknownVoice => $"There is no voice '{e.Detail}'; `espeak-ng --voices` lists those that come with it.",
                SpeechProblem.TextTooLong => $"The text is too long: {e.Detail} (Speech:Output:MaxCharacters).",
                SpeechProblem.SoundTooLong => "The sound would become longer than Speech:Output:MaxDuration.",
                _ => $"It could not be said: {e.Message}.",
            });
        }
    }

    private static async Task WriteAsync(FileInfo? file, ReadOnlyMemory<byte> sound, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            await using var standard = Console.OpenStandardOutput();
            await standard.WriteAsync(sound, cancellationToken);
            return;
        }
        try
        {
            await File.WriteAllBytesAsync(file.FullName, sound, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file.FullName} cannot be written: {e.Message}");
        }
    }
}
