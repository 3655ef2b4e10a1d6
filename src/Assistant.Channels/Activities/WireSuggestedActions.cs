namespace Assistant.Channels.Activities;

internal sealed record WireSuggestedActions(IReadOnlyList<string> To, IReadOnlyList<WireAction> Actions);

internal sealed record WireAction(string Type, string Title, string Value);
