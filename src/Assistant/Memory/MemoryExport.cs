namespace Assistant.Memory;

/// <summary>All that is remembered of a person, as <c>memory export --json</c> and the page give it.</summary>
public sealed record MemoryExport(string User, IReadOnlyList<FactView> Facts, IReadOnlyList<EpisodeView> Items);
