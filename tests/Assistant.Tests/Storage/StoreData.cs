using Assistant.Agent;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Perception;

namespace Assistant.Tests.Storage;

/// <summary>Messages and turns to store.</summary>
internal static class StoreData
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public static ConversationKey NewConversation() => new("default", "directline", Guid.NewGuid().ToString("N"));

    public static InboundMessage Message(ConversationKey conversation, string id, string text = "What is the total?", string? replyAddress = null) => new()
    {
        Conversation = conversation,
        ActivityId = id,
        From = new Participant("dl_anna", "Anna"),
        ReceivedAt = Now,
        Text = text,
        Attachments = [new InboundAttachment("att-" + id, "发票 invoice.png", "image/png", 12)],
        ChannelData = """{"clientActivityID":"x"}""",
        ReplyAddress = replyAddress,
    };

    public static TurnRecord Turn(InboundMessage message, long sequence, long epoch, string answer = "1,240.00 EUR [1]") => new()
    {
        TurnId = "t-" + message.Conversation.Id + message.ActivityId,
        Accepted = new AcceptedMessage(message, sequence),
        Epoch = epoch,
        Question = message.Text,
        Answer = new Answer
        {
            Text = answer,
            Found = true,
            Model = "quotes",
            Language = "en",
            Citations = [new Citation(1, EvidenceKind.Image, "e-att", "invoice.png", "Total 1,240.00", new SourcePosition { Box = new Box(1, 2, 3, 4) })],
            ToolCalls = [new ToolCall("arithmetic", "{\"a\":1}", "2", true, 0.4)],
        },
        Evidence = [Evidence("e-att", message.Attachments[0].Id)],
        StartedAt = Now,
        EndedAt = Now.AddSeconds(1),
        Timings = new Dictionary<string, double> { ["answer"] = 12.5 },
        Models = new Dictionary<string, string> { ["ocr"] = "PP-OCRv4" },
    };

    public static Evidence Evidence(string id, string attachmentId) => new()
    {
        Id = id,
        Kind = EvidenceKind.Image,
        Source = "invoice.png",
        AttachmentId = attachmentId,
        Blocks = [new EvidenceBlock("合计 Total 1,240.00", new SourcePosition { Box = new Box(1, 2, 3, 4), Page = 1 }, BlockRole.Cell, 0.9) { Cell = new TableCell(0, 1, 2) }],
        Width = 640,
        Height = 480,
    };
}
