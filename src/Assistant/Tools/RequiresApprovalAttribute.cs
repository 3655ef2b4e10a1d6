namespace Assistant.Tools;

/// <summary>
/// On a tool's method (beside [KernelFunction]): it changes or sends something, so it runs only after the person has agreed to this very call. A function that is no method of ours
/// (a server's tool) is marked by <see cref="Metadata"/> among its additional properties instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresApprovalAttribute : Attribute
{
    /// <summary>Key in <see cref="Microsoft.SemanticKernel.KernelFunctionMetadata.AdditionalProperties"/>; its value is true.</summary>
    public const string Metadata = "requiresApproval";
}
