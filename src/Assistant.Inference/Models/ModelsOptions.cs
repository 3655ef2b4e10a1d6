namespace Assistant.Inference.Models;

/// <summary>Where model files are looked for, and where the command `models` gets them. Nothing but that command fetches any.</summary>
public sealed class ModelsOptions
{
    public const string SectionName = "Models";

    /// <summary>One or more folders separated by ':'; the environment variable ASSISTANT_MODELS when not set.</summary>
    public string? Directory { get; set; }

    /// <summary>node_modules with the npm packages that bring the small models; found beside the program or under web/ of the sources when not set.</summary>
    public string? NodeModules { get; set; }

    /// <summary>Folder into which models are pulled and imported, and which is looked in first; when not set, the first folder that is configured, else `models/` of the sources or beside the program.</summary>
    public string? PullInto { get; set; }

    /// <summary>A catalogue of your own in place of the built-in one: a JSON file of the same form.</summary>
    public string? Catalogue { get; set; }

    /// <summary>The public hub that models come from: https.</summary>
    public string Hub { get; set; } = "https://huggingface.co";

    /// <summary>A mirror of the hub inside the company, asked in its place: https, or loopback. It serves `OWNER/NAME/resolve/REVISION/FILE` as the hub does.</summary>
    public string? Mirror { get; set; }

    /// <summary>Hosts beside the hub or the mirror itself to which a download may be redirected, such as `*.example.com`; when none is named, the hub may send on to its own storage (`*.huggingface.co`, `*.hf.co`) and a mirror to nobody.</summary>
    public IList<string> RedirectHosts { get; } = [];

    /// <summary>Proxy for pulling, such as `http://proxy.example.com:3128`, or `http://NAME:PASSWORD@proxy.example.com:3128` (with %40 for @ and the like); when not set, HTTPS_PROXY and NO_PROXY of the environment.</summary>
    public string? Proxy { get; set; }

    /// <summary>Files that are fetched at once.</summary>
    public int ParallelFiles { get; set; } = 4;

    /// <summary>How often in a row a file is tried without getting further before the pull ends; what was fetched stays for the next pull.</summary>
    public int Attempts { get; set; } = 6;

    /// <summary>Wait before the second try of a file; doubled for each further one, up to half a minute.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait that a server may ask for (Retry-After); when it asks for more, the pull ends and says so.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A connection that stays silent so long is given up and tried again.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest file that is fetched, whatever the server says; 16 GiB.</summary>
    public long MaxFileBytes { get; set; } = 17_179_869_184;

    internal bool IsValid() =>
        ParallelFiles is >= 1 and <= 32 && Attempts is >= 1 and <= 100 && RetryDelay >= TimeSpan.Zero && LongestWait >= TimeSpan.Zero && StallTimeout > TimeSpan.Zero && MaxFileBytes > 0;
}
