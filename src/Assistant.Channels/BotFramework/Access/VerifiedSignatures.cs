using System.Collections.Concurrent;
using Assistant.Channels.BotFramework.Access.Keys;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>
/// Tokens whose signature has been found good: the Bot Connector sends the same one for an hour, and verifying it is most of what a check costs. Only the signature is remembered, and only for the very key:
/// a key that was read anew has it verified again, and everything else is looked at each time. What is forged never gets in here.
/// </summary>
internal sealed class VerifiedSignatures
{
    private const int Most = 1_024;
    private readonly ConcurrentDictionary<string, SigningKey> _keys = new(StringComparer.Ordinal);

    public bool Has(string token, SigningKey key) => _keys.TryGetValue(token, out var by) && ReferenceEquals(by, key);

    public void Add(string token, SigningKey key)
    {
        if (_keys.Count >= Most)
            _keys.Clear();
        _keys[token] = key;
    }
}
