namespace Assistant.Inference.Models.Store;

/// <summary>Looks whether there is room before anything is written.</summary>
internal static class DiskSpace
{
    // What the rest of the machine should keep.
    private const long Spare = 64 << 20;

    /// <param name="advice">What to do where there is none.</param>
    /// <exception cref="ModelStoreException">There is not.</exception>
    public static void Require(IModelDisk disk, string folder, long bytes, string advice = "Make room, or set Models:PullInto to another disk.")
    {
        if (disk.FreeBytes(folder) is var free && free < bytes + Spare)
            throw new ModelStoreException($"{folder} has {free / 1e6:N0} MB free; {(bytes + Spare) / 1e6:N0} MB are needed. {advice}");
    }
}
