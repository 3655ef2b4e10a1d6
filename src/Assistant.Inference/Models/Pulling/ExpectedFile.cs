using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Pulling;

/// <summary>A file with the size and digest that it must have.</summary>
/// <param name="Source">Who says so, and what to do when that is wrong; null for the catalogue and the hub itself.</param>
internal sealed record ExpectedFile(CatalogueFile File, string? Source)
{
    /// <summary>For messages, after what is expected.</summary>
    public string By => Source is null ? "" : $" by {Source}";
}
