using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Channels.Activities;
using Assistant.Text;

namespace Assistant.Channels.BotFramework.Outbound.Splitting;

/// <summary>Keeps whole activities, measured as they are sent, under what a channel takes: by shorter abstracts of the sources first, then by fewer sources, and at last, where the channel says 413, by more messages.</summary>
internal static class MessageSizes
{
    private const int ShortestAbstract = 40;
    private const int ShortestPiece = 200;

    /// <summary>Bytes as the channel counts them.</summary>
    public static int Of(OutgoingActivity activity, ChannelLimits limits) => Counted(JsonSerializer.SerializeToUtf8Bytes(activity, ConnectorWire.Json.OutgoingActivity), limits);

    /// <summary>The same of a text within an activity.</summary>
    public static int Of(string text, ChannelLimits limits) => Counted(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, limits);

    /// <summary>Within the channel's limit, if shorter and fewer sources can do that; the text is cut before (<see cref="MessageParts"/>).</summary>
    public static OutgoingActivity Fitted(OutgoingActivity message)
    {
        var limits = ChannelLimits.Of(message.ChannelId);
        return SourcesOf(message).Count == 0 ? message : Fitted(message, limits, limits.Bytes);
    }

    /// <summary>What to send in place of a message that the channel calls too large: with half of it gone in sources, else in two or three messages, else without what goes with its text. None when nothing is left to take away.</summary>
    public static IReadOnlyList<OutgoingActivity> Shorter(OutgoingActivity message)
    {
        if (SourcesOf(message).Count > 0)
        {
            var limits = ChannelLimits.Of(message.ChannelId);
            return [Fitted(message, limits, Of(message, limits) / 2)];
        }
        if (message.Text is { Length: > 2 * ShortestPiece } text)
        {
            var pieces = MessageParts.Of(text, (text.Length / 2) + 1);
            return [.. pieces.Select((piece, i) => Piece(message, piece, i, isLast: i == pieces.Count - 1))];
        }
        return message is { Attachments: null, SuggestedActions: null } || (message.Text ?? message.Summary) is not { } words ? [] : [message with { Text = words, Attachments = null, SuggestedActions = null }];
    }

    private static OutgoingActivity Fitted(OutgoingActivity message, ChannelLimits limits, int most)
    {
        for (var longest = int.MaxValue; Of(message, limits) > most && SourcesOf(message) is { Count: > 0 } sources;)
        {
            longest = Math.Min(longest, sources.Max(source => source.Appearance.Abstract.Length));
            if (longest > ShortestAbstract)
                message = With(message, [.. sources.Select(source => Cut(source, longest = Math.Max(longest / 2, ShortestAbstract)))]);
            else
                message = With(message, [.. sources.Take(sources.Count - 1)]);
        }
        return message;
    }

    private static int Counted(ReadOnlySpan<byte> json, ChannelLimits limits) => limits.IsUtf16 ? 2 * Encoding.UTF8.GetCharCount(json) : json.Length;

    private static IReadOnlyList<ClaimEntity> SourcesOf(OutgoingActivity message) => message.Entities?.OfType<MessageEntity>().FirstOrDefault()?.Citation ?? [];

    private static OutgoingActivity With(OutgoingActivity message, IReadOnlyList<ClaimEntity> sources) =>
        message with { Entities = [.. message.Entities!.Select(entity => entity is MessageEntity origin ? origin with { Citation = sources } : entity)] };

    private static ClaimEntity Cut(ClaimEntity source, int length) => source with
    {
        Appearance = source.Appearance with { Abstract = source.Appearance.Abstract.Shortened(length), Text = source.Appearance.Text.Shortened(length) },
    };

    /// <summary>A live stream cannot be ended by a piece of its text.</summary>
    private static OutgoingActivity Piece(OutgoingActivity message, string text, int which, bool isLast) => message with
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{message.Id}.{which + 1}"),
        Text = text,
        Entities = message.Entities is null ? null : [.. message.Entities.Where(entity => entity is not StreamInfoEntity)],
        Summary = isLast ? message.Summary : null,
        InputHint = isLast ? message.InputHint : "ignoringInput",
        Attachments = isLast ? message.Attachments : null,
        SuggestedActions = isLast ? message.SuggestedActions : null,
        ChannelData = isLast ? message.ChannelData : null,
    };
}
