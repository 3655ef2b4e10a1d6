using System.CommandLine;
using Assistant.Perception;

namespace Assistant.Server.Commands.Pictures;

/// <summary>pictures index: puts pictures into a catalogue (those that are there already are seen anew) and takes others out.</summary>
internal static class IndexCommand
{
    private static readonly string[] s_endings = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".avif"];

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.ZeroOrMore, Description = "Pictures, or folders with pictures." };
        var index = PicturesCommand.Index();
        var remove = new Option<string[]>("--remove") { Description = "Names of pictures to take out, as find shows them.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("index", "Put pictures into a catalogue.") { files, index, remove };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (added, gone) = (parsed.GetValue(files) ?? [], parsed.GetValue(remove) ?? []);
            if (added.Length + gone.Length == 0)
                throw new CommandException("Give pictures to put in, or --remove with names.", CommandLine.WrongUsage);
            using var host = ConsoleAssistant.BuildModels(Settings.Of(parsed));
            var path = parsed.GetValue(index)!;
            var pictures = await Catalogue.OpenAsync(host.Services, path, orNew: true, cancellationToken);
            var failed = 0;
            foreach (var name in gone.Where(name => !pictures.Remove(name)))
            {
                failed++;
                await Console.Error.WriteLineAsync($"{name} is not in it.");
            }
            failed += await CommandFiles.EachAsync(added.SelectMany(Files), async file =>
            {
                await using var content = File.OpenRead(file);
                await pictures.AddAsync(file, await host.Services.GetRequiredService<IMediaReader>().DecodePictureAsync(content, Path.GetFileName(file), cancellationToken), cancellationToken);
            });
            await Catalogue.TryAsync(path, () => pictures.SaveAsync(path, cancellationToken));
            Console.WriteLine($"{path}: {pictures.Count} pictures, {pictures.Model}");
            return failed == 0 ? 0 : CommandLine.Failed;
        });
        return command;
    }

    private static IEnumerable<string> Files(string path) =>
        !Directory.Exists(path) ? [path]
            : Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Where(file => s_endings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal);
}
