namespace Assistant.Inference.Tokenizers;

/// <summary>Tokens and their ids. Immutable.</summary>
internal sealed class Vocabulary
{
    private readonly string?[] _tokens;
    private readonly Dictionary<string, int> _ids;

    public Vocabulary(IEnumerable<KeyValuePair<string, int>> entries)
    {
        _ids = new(StringComparer.Ordinal);
        foreach (var (token, id) in entries)
            _ids[token] = id is >= 0 and < 4_000_000 ? id : throw new FormatException($"the token id {id} is out of range");
        _tokens = new string?[_ids.Count == 0 ? 0 : _ids.Values.Max() + 1];
        foreach (var (token, id) in _ids)
            _tokens[id] = token;
    }

    /// <summary>Ids are below this number.</summary>
    public int Count => _tokens.Length;

    public IEnumerable<KeyValuePair<string, int>> Entries => _ids;

    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    public int? IdOf(ReadOnlySpan<char> token) => _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var id) ? id : null;

    /// <exception cref="FormatException">No such token.</exception>
    public int Required(string token) => IdOf(token) ?? throw new FormatException($"the vocabulary has no '{token}'");

    /// <summary>Null when no token has the id.</summary>
    public string? TokenOf(int id) => id >= 0 && id < _tokens.Length ? _tokens[id] : null;
}
