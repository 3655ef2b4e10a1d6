using HandlebarsDotNet;
using Microsoft.SemanticKernel;

namespace Assistant.Prompts;

/// <summary>
/// Handlebars templates, compiled once. Every value is escaped, so that nobody's text can become a message of another role;
/// a template that asks for an unescaped value is refused.
/// </summary>
internal sealed class HandlebarsTemplates : IPromptTemplateFactory
{
    public const string Format = "handlebars";
    private static readonly IHandlebars s_handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new MessageEncoder(), NoEscape = false });

    public bool TryCreate(PromptTemplateConfig templateConfig, out IPromptTemplate result)
    {
        if (templateConfig.TemplateFormat != Format)
        {
            result = null!;
            return false;
        }
        if (templateConfig.Template.Contains("{{{", StringComparison.Ordinal) || templateConfig.Template.Contains("{{&", StringComparison.Ordinal))
            throw new InvalidDataException($"The prompt '{templateConfig.Name}' uses an unescaped value ({{{{{{x}}}}}} or {{{{&x}}}}): write {{{{x}}}}, else a person's text could pose as the system.");
        result = new CompiledTemplate(s_handlebars.Compile(templateConfig.Template));
        return true;
    }

    private sealed class CompiledTemplate(HandlebarsTemplate<object, object> template) : IPromptTemplate
    {
        public Task<string> RenderAsync(Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(template(new Dictionary<string, object?>(arguments ?? [])));
        }
    }
}
