using Assistant.Audit;
using Assistant.Conversations;
using Microsoft.Extensions.Options;

namespace Assistant.Cluster;

/// <summary>Step 3: owns one conversation's place in the cluster and its lifetime; the work is <see cref="IConversationSession"/>'s.</summary>
internal sealed class ConversationGrain(IConversationSessions sessions, LocalSessions local, IOptions<ClusterOptions> options) : Grain, IConversationGrain
{
    private static readonly TimeSpan s_whileBusy = TimeSpan.FromMinutes(1);
    private IConversationSession? _session;
    private IGrainTimer? _stayAwake;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var session = sessions.Create(Conversation);
        session.Lost += DeactivateOnIdle;
        await session.OpenAsync(cancellationToken);
        _session = session;
        local.Add(Conversation, session);
        StayAwake();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_session is null)
            return;
        local.Remove(Conversation, _session);
        await _session.CloseAsync(reason.ReasonCode == DeactivationReasonCode.ShuttingDown ? options.Value.ShutdownGrace : TimeSpan.Zero);
    }

    public Task ActivateAsync() => Task.CompletedTask;

    public async Task<bool> WakeAsync(AcceptedMessage? accepted)
    {
        var isOurs = await _session!.WakeAsync(accepted, CancellationToken.None);
        StayAwake();
        return isOurs;
    }

    public Task StopAsync(string? activityId)
    {
        _session!.Stop(activityId);
        return Task.CompletedTask;
    }

    public Task EndAsync() => _session!.EndAsync();

    public Task ReviseAsync(MessageRevision revision, bool waits) => _session!.ReviseAsync(revision, waits, CancellationToken.None);

    public Task RedeliverAsync(UndeliveredReply undelivered)
    {
        _session!.Redeliver(undelivered);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ConversationEvent> FollowAsync(long afterWatermark, CancellationToken cancellationToken) => _session!.FollowAsync(afterWatermark, cancellationToken);

    private ConversationKey Conversation => ConversationKey.Parse(this.GetPrimaryKeyString());

    /// <summary>A turn makes no calls to its own grain: without this a long one would be collected as idle.</summary>
    private void StayAwake()
    {
        if (_session!.IsIdle || _stayAwake is not null)
            return;
        _stayAwake = this.RegisterGrainTimer(LookWhetherBusy, new GrainTimerCreationOptions(s_whileBusy, s_whileBusy) { Interleave = true });
    }

    private Task LookWhetherBusy(CancellationToken cancellationToken)
    {
        if (!_session!.IsIdle)
        {
            // Until the next look and its delay; a look that finds nothing keeps nothing awake.
            DelayDeactivation(2 * s_whileBusy);
            return Task.CompletedTask;
        }
        _stayAwake?.Dispose();
        _stayAwake = null;
        return Task.CompletedTask;
    }
}
