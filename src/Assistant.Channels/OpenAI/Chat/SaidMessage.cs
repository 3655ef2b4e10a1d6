namespace Assistant.Channels.OpenAI.Chat;

/// <summary>One message of a request, read and within bounds.</summary>
internal sealed record SaidMessage(string Role, string Text)
{
    public IReadOnlyList<SaidFile> Files { get; init; } = [];
    public IReadOnlyList<ToolCallSpec> ToolCalls { get; init; } = [];

    /// <summary>Of a tool's result.</summary>
    public string? ToolCallId { get; init; }
}

/// <param name="ContentType">As declared: a hint.</param>
internal sealed record SaidFile(string Name, string ContentType, byte[] Bytes);
