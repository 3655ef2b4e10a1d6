using Assistant.Agent;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language;

internal sealed class LocalLanguageModel : ILocalLanguageModel
{
    public bool IsAvailable => false;
    public string Name => "";
    public long Parameters => 0;
    public int ContextTokens => 0;
    public IChatClient Client => throw new InvalidOperationException("No language model is installed.");
}
