using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Pulling;

/// <summary>Fetches models from the hub or its mirror: the one place of the program that does, and only when it is called.</summary>
public interface IModelPuller
{
    /// <summary>Who would be asked.</summary>
    /// <param name="from">Address in place of the configured hub or mirror; null for that.</param>
    /// <exception cref="ModelStoreException">It is not an address that models are fetched from.</exception>
    string Host(string? from);

    /// <summary>Looks whether all of these together have room on the disk, beside what earlier pulls left of them.</summary>
    /// <exception cref="ModelStoreException">They have not; the message says how much is needed.</exception>
    void RequireRoom(IReadOnlyList<CatalogueModel> models);

    /// <summary>Fetches a model's files, checks them, and only then puts all of them in place at once. Goes on where an earlier pull ended. Replaces what is there.</summary>
    /// <param name="progress">Told on the fetching threads, often.</param>
    /// <exception cref="ModelStoreException">It cannot be had; what was fetched stays for the next try where it can be of use.</exception>
    Task PullAsync(CatalogueModel model, string? from, IProgress<PullProgress> progress, CancellationToken cancellationToken);
}
