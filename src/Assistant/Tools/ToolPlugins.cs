using Assistant.Tools.Arithmetic;
using Assistant.Tools.Dates;
using Assistant.Tools.Search;
using Microsoft.SemanticKernel;

namespace Assistant.Tools;

/// <summary>The tools that a model may call, as Semantic Kernel's plugins: read by reflection once, for the life of the process.</summary>
/// <param name="more">A site's own, added by registering them.</param>
internal sealed class ToolPlugins(IEnumerable<KernelPlugin> more)
{
    private static readonly KernelPlugin[] s_own =
    [
        KernelPluginFactory.CreateFromType<DatePlugin>("date"),
        KernelPluginFactory.CreateFromType<MathPlugin>("math"),
        KernelPluginFactory.CreateFromType<ConversationPlugin>("conversation"),
    ];

    public IReadOnlyList<KernelPlugin> All { get; } = [.. s_own, .. more];

    /// <summary>Not a site's.</summary>
    public static bool IsOwn(KernelFunction function) => Array.Exists(s_own, plugin => plugin.Name == function.PluginName);
}
