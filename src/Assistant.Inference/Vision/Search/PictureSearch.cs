using Assistant.Inference.Vision.Labels;
using Assistant.Perception;

namespace Assistant.Inference.Vision.Search;

/// <summary>Search of pictures by the installed model. Singleton; thread-safe.</summary>
internal sealed class PictureSearch(PictureEncoder encoder) : IPictureSearch
{
    public bool IsAvailable => encoder.IsAvailable;

    public IPictureCollection Create() => new PictureCollection(encoder, Space(), []);

    public async Task<IPictureCollection> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var (space, pictures) = await PictureCollectionFile.ReadAsync(path, cancellationToken);
        var installed = await Task.Run(Space, cancellationToken);
        return space == installed ? new PictureCollection(encoder, installed, pictures)
            : throw new PictureCollectionException($"{path} was written with {Named(space)}, but {(space with { Files = installed.Files } == installed ? "other files of the same names are" : $"{Named(installed)} is")} installed now: index the pictures again.");
    }

    private PictureSpace Space() => encoder.Space() ?? throw new MediaException(AttachmentProblem.NotInstalled, PictureClassifier.Name);

    private static string Named(PictureSpace space) => space.Words.Length == 0 ? space.Model : $"{space.Model} (words: {space.Words})";
}
