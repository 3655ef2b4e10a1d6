using Assistant.Agent.Asking;
using Assistant.Agent.Grounding;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>What the tools and filters of one turn share; lies in the turn's kernel. Thread-safe: tools run beside each other.</summary>
internal sealed class TurnScope(AgentRequest request, IReadOnlyList<Passage> shown)
{
    private const string Key = "assistant.turn";
    private readonly Lock _lock = new();
    private readonly List<Passage> _passages = [.. shown];
    private readonly List<ToolCall> _calls = [];
    private WaitingCall? _waiting;
    private int _started;

    public AgentRequest Request { get; } = request;

    /// <summary>What the model may cite: what the prompt showed, then what a search found.</summary>
    public IReadOnlyList<Passage> Passages
    {
        get
        {
            lock (_lock)
                return [.. _passages];
        }
    }

    public IReadOnlyList<ToolCall> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    /// <summary>The call that waits for its person; null for none.</summary>
    public WaitingCall? Waiting
    {
        get
        {
            lock (_lock)
                return _waiting is { } waiting ? waiting with { Before = [.. _calls.Where(call => call.Succeeded || call.Result == ToolApproval.Refused)] } : null;
        }
    }

    /// <summary>False when another call waits already.</summary>
    public bool TryWait(WaitingCall call)
    {
        lock (_lock)
        {
            if (_waiting is not null)
                return false;
            _waiting = call;
            return true;
        }
    }

    public static TurnScope Of(Kernel kernel) => (TurnScope)kernel.Data[Key]!;

    public void Enter(Kernel kernel) => kernel.Data[Key] = this;

    /// <summary>False when the turn has used up its calls.</summary>
    public bool TryStart(int most) => Interlocked.Increment(ref _started) <= most;

    public void Record(ToolCall call)
    {
        lock (_lock)
            _calls.Add(call);
    }

    /// <summary>The number under which the model may cite it: its own when it was shown already.</summary>
    public Passage Show(Passage passage)
    {
        lock (_lock)
        {
            if (_passages.Find(shown => shown.Source.Id == passage.Source.Id && shown.Text == passage.Text) is { } known)
                return known;
            var numbered = passage with { N = _passages.Count + 1 };
            _passages.Add(numbered);
            return numbered;
        }
    }
}
