namespace Assistant.Perception;

/// <summary>The processes of their own in which untrusted files are opened.</summary>
public interface IMediaIsolation
{
    /// <summary>Their program is installed; without it no picture, document or recording is read.</summary>
    bool IsAvailable { get; }

    /// <summary>What draws pages of pdf files is installed too.</summary>
    bool RendersPages { get; }

    /// <summary>What they are kept from ("limits, no network, no writing"); null until one has run.</summary>
    string? Sandbox { get; }

    /// <summary>Starts one, to be ready for the first file or to learn <see cref="Sandbox"/>.</summary>
    /// <exception cref="MediaException">It is not installed or does not run.</exception>
    Task StartAsync(CancellationToken cancellationToken);
}
