namespace Assistant.Inference.Tokenizers.Normalizing;

/// <summary>Rewrites a text before it is split. Stateless; thread-safe.</summary>
internal interface INormalizer
{
    string Apply(string text);
}

/// <summary>One step given as a function.</summary>
internal sealed class NormalizerStep(Func<string, string> step) : INormalizer
{
    public string Apply(string text) => step(text);
}

internal sealed class NormalizerSequence(IReadOnlyList<INormalizer> steps) : INormalizer
{
    public string Apply(string text)
    {
        foreach (var step in steps)
            text = step.Apply(text);
        return text;
    }
}
