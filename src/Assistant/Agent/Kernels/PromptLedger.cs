using Assistant.Audit;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Kernels;

/// <summary>All that was sent to language models for one turn, in its order, for the log. Thread-safe.</summary>
internal sealed class PromptLedger
{
    private readonly Lock _lock = new();
    private readonly List<SentPrompt> _sent = [];
    private readonly HashSet<string> _read = [];
    private IReadOnlyList<ChatMessage> _last = [];

    public IReadOnlyList<SentPrompt> Sent
    {
        get
        {
            lock (_lock)
                return [.. _sent];
        }
    }

    /// <summary>Whose words there were to answer from, besides the person's whose turn it is.</summary>
    public IEnumerable<string> OtherIds
    {
        get
        {
            lock (_lock)
                return [.. _sent.SelectMany(prompt => prompt.Messages).SelectMany(message => message.OtherIds).Union(_read)];
        }
    }

    /// <summary>Somebody else's words are there to be answered from, whether a model is shown them or not.</summary>
    public void Read(string personId)
    {
        lock (_lock)
            _read.Add(personId);
    }

    /// <param name="otherIds">Whose words may be in messages that do not say.</param>
    public void Add(string model, IReadOnlyList<ChatMessage> messages, IReadOnlyList<string> otherIds)
    {
        lock (_lock)
        {
            var known = 0;
            while (known < messages.Count && known < _last.Count && ReferenceEquals(messages[known], _last[known]))
                known++;
            _sent.Add(new(model, messages.Take(known).Sum(SentMessages.Count), [.. messages.Skip(known).SelectMany(message => SentMessages.Of(message, otherIds))]));
            _last = [.. messages];
        }
    }
}
