using Assistant.Perception;

namespace Assistant.Server.Commands.Pictures;

/// <summary>The file of a catalogue as a command opens and writes it: what is wrong with it is a sentence at the terminal.</summary>
internal static class Catalogue
{
    /// <param name="orNew">An empty one when there is no such file.</param>
    public static async Task<IPictureCollection> OpenAsync(IServiceProvider services, string path, bool orNew, CancellationToken cancellationToken)
    {
        var search = services.GetRequiredService<IPictureSearch>();
        if (!search.IsAvailable)
            throw new CommandException("Nothing installed can compare pictures: copy efficientnet-lite0, or a CLIP or SigLIP export, into models/.");
        IPictureCollection? opened = null;
        await TryAsync(path, async () => opened = orNew && !File.Exists(path) ? search.Create() : await search.OpenAsync(path, cancellationToken));
        return opened!;
    }

    public static async Task TryAsync(string path, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (PictureCollectionException e)
        {
            throw new CommandException(e.Message);
        }
        catch (MediaException)
        {
            throw new CommandException("The model that compares pictures cannot be loaded: the log says which file is wrong.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be used: {e.Message}");
        }
    }
}
