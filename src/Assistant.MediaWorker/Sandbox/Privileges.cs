namespace Assistant.MediaWorker.Sandbox;

/// <summary>Gives up what root, or a file with the set-user-id bit, would add.</summary>
internal static class Privileges
{
    private const int SetNoNewPrivileges = 38, DropFromBoundingSet = 24, LastCapability = 63;

    /// <returns>Whether nothing executed from here on can gain a privilege.</returns>
    public static bool Drop()
    {
        for (nuint capability = 0; capability <= LastCapability; capability++)
            _ = NativeMethods.prctl(DropFromBoundingSet, capability, 0, 0, 0);
        return NativeMethods.prctl(SetNoNewPrivileges, 1, 0, 0, 0) == 0;
    }

    /// <summary>When the machine runs out of memory, the process that opens untrusted files goes first.</summary>
    public static void OfferToOutOfMemoryKiller()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container without /proc: the limits above still hold.
        }
    }
}
