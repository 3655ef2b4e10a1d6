using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Assistant.Prompts;

/// <summary>A prompt ready for use. Thread-safe; compiled and read once.</summary>
/// <param name="Function">Rendered through the kernel, so that every prompt filter sees it.</param>
/// <param name="Settings">The base class on purpose: derived ones go through JSON at each use.</param>
internal sealed record Prompt(string Name, KernelFunction Function, PromptExecutionSettings Settings)
{
    /// <summary>Tools may be called while it is answered.</summary>
    public bool OffersTools => Settings.FunctionChoiceBehavior is not null;

    /// <summary>The messages, after all of the kernel's prompt filters. <see cref="PromptRendering"/> must be the first of these.</summary>
    public async Task<List<ChatMessage>> RenderAsync(Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken)
    {
        var rendered = await Function.InvokeAsync(kernel, arguments, cancellationToken);
        return PromptMessages.Parse(rendered.GetValue<string>()!);
    }
}

/// <summary>Ends the invocation of a prompt once it is rendered: the messages are sent by <see cref="IChatClient"/>, which is three times cheaper than by way of the prompt's text.</summary>
internal sealed class PromptRendering : IPromptRenderFilter
{
    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        await next(context);
        context.Result ??= new FunctionResult(context.Function, context.RenderedPrompt);
    }
}
