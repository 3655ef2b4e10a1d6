namespace Assistant.Inference.Language;

/// <summary>Makes tokens less likely that were read or written. One caller.</summary>
internal sealed class RepetitionPenalties
{
    private readonly SamplingSettings _settings;
    private readonly HashSet<int> _prompt;
    private readonly Dictionary<int, int> _written = [];

    public RepetitionPenalties(SamplingSettings settings, ReadOnlySpan<int> prompt)
    {
        _settings = settings;
        _prompt = settings.RepetitionPenalty != 1 ? [.. prompt] : [];
    }

    public bool Any => _settings is not { RepetitionPenalty: 1, PresencePenalty: 0, FrequencyPenalty: 0 };

    public void Add(int token) => _written[token] = _written.GetValueOrDefault(token) + 1;

    public void Apply(Span<float> logits)
    {
        foreach (var token in _prompt)
            if (!_written.ContainsKey(token))
                Repeat(logits, token);
        foreach (var (token, times) in _written)
        {
            Repeat(logits, token);
            if (token < logits.Length)
                logits[token] -= _settings.PresencePenalty + (times * _settings.FrequencyPenalty);
        }
    }

    private void Repeat(Span<float> logits, int token)
    {
        if (token < logits.Length)
            logits[token] = logits[token] > 0 ? logits[token] / _settings.RepetitionPenalty : logits[token] * _settings.RepetitionPenalty;
    }
}
