using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

/// <summary>
/// A site's tool, shop_order, that needs approval. ASSISTANT_TEST_TOOL=FILE: each run adds a line to the file, as an order does to a shop's books: what was written stays whatever becomes of the server.
/// Then the step "tool" begins, at which the server can die.
/// </summary>
internal static class NotedTool
{
    private static readonly ActivitySource s_source = new("Assistant");

    public static void Listen()
    {
        if (Environment.GetEnvironmentVariable("ASSISTANT_TEST_TOOL") is { Length: > 0 } file)
            HostHooks.WhenBuilding("shop", services => services.AddSingleton(Make(file)));
    }

    private static KernelPlugin Make(string file)
    {
        string Order(string item)
        {
            File.AppendAllLines(file, [item]);
            using var written = s_source.StartActivity("tool");
            return $"Ordered {item}.";
        }

        var order = KernelFunctionFactory.CreateFromMethod(Order, new KernelFunctionFromMethodOptions
        {
            FunctionName = "order",
            Description = "Orders something.",
            AdditionalMetadata = new(new Dictionary<string, object?> { ["requiresApproval"] = true }),
        });
        return KernelPluginFactory.CreateFromFunctions("shop", [order]);
    }
}
