using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>Keeps each prompt as it was rendered, for the log, and refuses one that was never meant to get so long.</summary>
internal sealed class PromptLedger : IPromptRenderFilter
{
    private const int LongestPrompt = 4_000_000;
    private const string Key = "assistant.prompts";

    /// <summary>The prompts that will be rendered in a kernel which serves no turn.</summary>
    public static IReadOnlyList<string> Keep(Kernel kernel)
    {
        var kept = new List<string>();
        kernel.Data[Key] = kept;
        return kept;
    }

    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        await next(context);
        if (context.RenderedPrompt is not { } prompt)
            return;
        if (prompt.Length > LongestPrompt)
            throw new LanguageModelException(TurnProblem.ModelNonsense, "The prompt is longer than any model takes.") { TooLong = true };
        TurnScope.Find(context.Kernel)?.RecordPrompt(prompt);
        if (context.Kernel.Data.TryGetValue(Key, out var kept))
            ((List<string>)kept!).Add(prompt);
    }
}
