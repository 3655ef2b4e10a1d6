using System.Text;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>What every part of one response says of itself.</summary>
internal sealed record Envelope(string Id, long Created, string Model)
{
    public async Task<ChatCompletion> CollectAsync(IAsyncEnumerable<AnswerPiece> pieces)
    {
        var text = new StringBuilder();
        var calls = new List<ToolCallSpec>();
        EndPiece? end = null;
        await foreach (var piece in pieces)
        {
            switch (piece)
            {
                case TextPiece more:
                    text.Append(more.Text);
                    break;
                case ToolPiece tool:
                    calls.Add(tool.Call with { Index = null });
                    break;
                case EndPiece last:
                    end = last;
                    break;
            }
        }
        var content = end?.Text ?? (text.Length == 0 && calls.Count > 0 ? null : text.ToString());
        var message = new CompletionMessage("assistant", content, calls.Count == 0 ? null : calls, end?.Details);
        return new(Id, Created, Model, [new(0, message, end?.Reason ?? "stop")], end?.Usage);
    }

    public ChatChunk Chunk(ChunkDelta delta, string? reason = null) => new(Id, Created, Model, [new(0, delta, reason)]);
}
