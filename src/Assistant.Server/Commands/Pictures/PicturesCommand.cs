using System.CommandLine;

namespace Assistant.Server.Commands.Pictures;

/// <summary>pictures: a catalogue of pictures that is searched by picture and by words.</summary>
internal static class PicturesCommand
{
    public static Command Create() => new("pictures", "Search a catalogue of pictures by picture or by words.") { IndexCommand.Create(), FindCommand.Create() };

    /// <summary>The file of the catalogue.</summary>
    public static Option<string> Index() => new("--index") { Description = "File with the catalogue. It is not encrypted: for pictures of products and places, not for what people sent.", Required = true };
}
