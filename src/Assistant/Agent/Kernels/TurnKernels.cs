using Assistant.Agent.Models;
using Assistant.Prompts;
using Assistant.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>
/// One kernel a model with its chat client, tools and filters, made once; each turn gets a clone (a microsecond).
/// Tools run only by <c>UseKernelFunctionInvocation</c> and options made by <c>ToChatOptions</c>: any other wiring would pass the filters by.
/// A site's own filters (approval, privacy) are added by registering them.
/// </summary>
internal sealed class TurnKernels(
    LanguageModels models, IOptions<ModelOptions> options, ToolPlugins tools, ToolBudget budget, MissingArguments missing, ToolApproval approval, ToolRecorder recorder,
    IEnumerable<IFunctionInvocationFilter> functionFilters, IEnumerable<IAutoFunctionInvocationFilter> callFilters, IEnumerable<IPromptRenderFilter> promptFilters)
{
    private readonly Lock _lock = new();
    private (string Name, Kernel Root)? _made;

    /// <summary>A kernel of this turn alone; without a scope it is for prompts that use no tools.</summary>
    public Kernel Create(LanguageModelInfo model, TurnScope? scope)
    {
        var kernel = Root(model.Name).Clone();
        scope?.Enter(kernel);
        return kernel;
    }

    private Kernel Root(string model)
    {
        lock (_lock)
        {
            if (_made is not { } made || made.Name != model)
                _made = made = (model, Make(models.Find(model) ?? throw new LanguageModelException(TurnProblem.ModelUnreachable, $"There is no model '{model}' any more."), model));
            return made.Root;
        }
    }

    private Kernel Make(IChatClient client, string name)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Pipeline(client, name));
        var kernel = new Kernel(services.BuildServiceProvider(), [.. tools.All]);
        kernel.PromptRenderFilters.Add(new PromptRendering());
        AddAll(kernel.PromptRenderFilters, promptFilters);
        AddAll(kernel.AutoFunctionInvocationFilters, callFilters);
        kernel.AutoFunctionInvocationFilters.Add(budget);
        // Innermost: what is refused anyhow is not asked about. What is missing comes first: a person approves a whole call.
        kernel.AutoFunctionInvocationFilters.Add(missing);
        kernel.AutoFunctionInvocationFilters.Add(approval);
        AddAll(kernel.FunctionInvocationFilters, functionFilters);
        kernel.FunctionInvocationFilters.Add(recorder);
        kernel.FunctionInvocationFilters.Add(new EnumArguments());
        return kernel;
    }

    private IChatClient Pipeline(IChatClient client, string name)
    {
        var pipeline = client.AsBuilder().UseKernelFunctionInvocation().Use(model => new PromptRecorder(model, name)).Build();
        var invocation = pipeline.GetService<FunctionInvokingChatClient>() ?? throw new InvalidOperationException("Semantic Kernel's function invocation is not in the pipeline.");
        invocation.AllowConcurrentInvocation = true;
        invocation.MaximumIterationsPerRequest = options.Value.MaxRounds;
        return pipeline;
    }

    private static void AddAll<T>(IList<T> filters, IEnumerable<T> more)
    {
        foreach (var filter in more)
            filters.Add(filter);
    }
}
