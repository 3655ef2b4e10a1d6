using System.CommandLine;
using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Server.Commands.Pictures;

/// <summary>pictures find: the pictures of a catalogue that are nearest to a picture, or that show what words say.</summary>
internal static class FindCommand
{
    private const int Usual = 5;

    public static Command Create()
    {
        var words = new Argument<string?>("words") { Arity = ArgumentArity.ZeroOrOne, Description = "What the pictures should show, in English or Chinese." };
        var file = new Option<string?>("--file") { Description = "A picture that they should be like." };
        var index = PicturesCommand.Index();
        var top = new Option<int>("--top") { Description = "How many at most.", DefaultValueFactory = _ => Usual };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("find", "Search a catalogue.") { words, file, index, top, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (wanted, like, most) = (parsed.GetValue(words), parsed.GetValue(file), parsed.GetValue(top));
            if (string.IsNullOrWhiteSpace(wanted) == (like is null) || most < 1)
                throw new CommandException("Give either words or --file PICTURE, and --top of at least 1.", CommandLine.WrongUsage);
            using var host = ConsoleAssistant.BuildModels(Settings.Of(parsed));
            var pictures = await Catalogue.OpenAsync(host.Services, parsed.GetValue(index)!, orNew: false, cancellationToken);
            var matches = like is null
                ? await pictures.FindAsync(wanted!, most, cancellationToken) ?? throw new CommandException("Nothing installed understands these words: copy a CLIP or SigLIP export that reads their language, or bge-small-en-v1.5 (bge-small-zh-v1.5 for Chinese), into models/ and index the pictures again.")
                : await pictures.FindAsync(await DecodeAsync(host.Services, like, cancellationToken), most, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Write(new { File = like, Words = wanted, pictures.Model, Matches = matches.Select(match => new { match.Name, Score = Math.Round(match.Score, 4) }) });
            else
                foreach (var match in matches)
                    Console.WriteLine(FormattableString.Invariant($"{match.Score:0.000} {match.Name}"));
            return 0;
        });
        return command;
    }

    private static async Task<Picture> DecodeAsync(IServiceProvider services, string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(file);
            return await services.GetRequiredService<IMediaReader>().DecodePictureAsync(content, Path.GetFileName(file), cancellationToken);
        }
        catch (MediaException e)
        {
            throw new CommandException(FailureWording.Sentence(new(file, e.Problem, e.Detail), "en"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be opened: {e.Message}", CommandLine.WrongUsage);
        }
    }
}
