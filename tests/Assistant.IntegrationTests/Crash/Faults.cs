using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The environment of programs that are killed (Assistant.Faults). No large model is asked there, and a program that looks for none starts sooner.</summary>
internal static class Faults
{
    public static Dictionary<string, string> None => new() { ["ASSISTANT_MODELS"] = "" };

    /// <param name="step">"begin:record" or "end:record:2"; null for none.</param>
    public static Dictionary<string, string> KillAt(string? step) => step is null ? None : new(None) { ["DOTNET_STARTUP_HOOKS"] = Checkout.FaultHook, ["ASSISTANT_TEST_FAULT"] = $"kill:{step}" };

    /// <summary>By what stands in a file, while it is there.</summary>
    public static Dictionary<string, string> KillBy(string file) => new(None) { ["DOTNET_STARTUP_HOOKS"] = Checkout.FaultHook, ["ASSISTANT_TEST_FAULT_FILE"] = file };
}
