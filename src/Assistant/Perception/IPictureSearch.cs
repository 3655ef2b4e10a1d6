namespace Assistant.Perception;

/// <summary>Makes and opens collections of pictures that are searched by picture and by words.</summary>
public interface IPictureSearch
{
    /// <summary>A model that pictures can be searched by is installed.</summary>
    bool IsAvailable { get; }

    /// <summary>An empty collection, in memory.</summary>
    /// <exception cref="MediaException">No model can be used.</exception>
    IPictureCollection Create();

    /// <summary>A collection that <see cref="IPictureCollection.SaveAsync"/> wrote.</summary>
    /// <exception cref="PictureCollectionException">The file is damaged, or was written with another model.</exception>
    Task<IPictureCollection> OpenAsync(string path, CancellationToken cancellationToken);
}

/// <summary>Pictures by name, as vectors: what they show cannot be seen in it, what they look like can be guessed. Thread-safe.</summary>
public interface IPictureCollection
{
    /// <summary>Name of the model that its vectors come from.</summary>
    string Model { get; }

    int Count { get; }

    /// <summary>A name that is there already gets the new picture.</summary>
    Task AddAsync(string name, Picture picture, CancellationToken cancellationToken);

    /// <returns>Whether it was there.</returns>
    bool Remove(string name);

    /// <returns>The nearest pictures, best first.</returns>
    Task<IReadOnlyList<PictureMatch>> FindAsync(Picture picture, int most, CancellationToken cancellationToken);

    /// <returns>The pictures that show it, best first; null when nothing installed understands these words.</returns>
    Task<IReadOnlyList<PictureMatch>?> FindAsync(string words, int most, CancellationToken cancellationToken);

    /// <summary>Writes it in whole beside <paramref name="path"/>, then puts it in its place. The file is not encrypted: it is for catalogues, not for what people sent.</summary>
    Task SaveAsync(string path, CancellationToken cancellationToken);
}

/// <param name="Score">Cosine, at most 1: comparable within one collection only.</param>
public sealed record PictureMatch(string Name, double Score);

/// <summary>A file with a collection of pictures cannot be used; the message says why and what to do.</summary>
public sealed class PictureCollectionException(string message, Exception? inner = null) : Exception(message, inner);
