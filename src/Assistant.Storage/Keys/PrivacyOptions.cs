namespace Assistant.Storage.Keys;

/// <summary>How content is encrypted, and where the keys are.</summary>
public sealed class PrivacyOptions
{
    public const string SectionName = "Privacy";

    /// <summary>Off, new content is stored as it is; what was encrypted before can still be read.</summary>
    public bool Encryption { get; set; } = true;

    /// <summary>Folder of the key store and of the master key's file; default: the data folder's name with "-keys" behind it. Never in the data folder, nor in its backups: a restored key would bring an erased person back.</summary>
    public string? KeyDirectory { get; set; }

    /// <summary>Npgsql connection string of the key store on PostgreSQL; default: a schema of its own in the log's database. A database of its own keeps the keys out of the log's backups.</summary>
    public string? KeyConnectionString { get; set; }

    /// <summary>The master key, 32 bytes as base64, which wraps every other key. From the environment (ASSISTANT_Privacy__MasterKey) or a file of secrets.</summary>
    public string? MasterKey { get; set; }

    /// <summary>File of the master key; default: master.key in the key folder, made at the first start.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>A command that prints the master key as base64, for a key vault; its arguments are separated by spaces.</summary>
    public string? MasterKeyCommand { get; set; }

    /// <summary>The head of the log's chain is signed after so many records.</summary>
    public int SignEvery { get; set; } = 1_000;

    /// <summary>And after this time, when there is anything new.</summary>
    public TimeSpan SignAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a replica looks for persons who were erased through another one.</summary>
    public TimeSpan ErasureNotice { get; set; } = TimeSpan.FromSeconds(2);

    internal bool IsValid() => SignEvery > 0 && SignAfter > TimeSpan.Zero && ErasureNotice > TimeSpan.Zero
        && new[] { MasterKey, MasterKeyFile, MasterKeyCommand }.Count(source => !string.IsNullOrEmpty(source)) <= 1;
}
