using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Agent;
using Assistant.Conversations;

namespace Assistant.Server.Terminal;

/// <summary>
/// What a command and the server on the same data folder say to each other: over a socket of this machine that has a name and no file (unix(7), abstract), between processes of one user, told by the
/// system (SO_PEERCRED). The command sends one line, a <see cref="TerminalQuestion"/>, then its files' bytes one after the other; the server answers with lines, each a <see cref="TerminalReply"/>.
/// A byte from the command after that, or its end, stops the answer.
/// </summary>
internal static class TerminalWire
{
    private const int SocketLevel = 1, PeerCredentials = 17, CredentialsLength = 12, UserOffset = 4;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static UnixDomainSocketEndPoint AddressOf(string dataFolder) =>
        new("\0assistant/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(dataFolder))).AsSpan(0, 16)));

    public static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>The process at the other end is of the same user, or of root: anybody may use the name.</summary>
    public static bool IsTrusted(Socket connected)
    {
        Span<byte> credentials = stackalloc byte[CredentialsLength];
        connected.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        var user = BitConverter.ToUInt32(credentials[UserOffset..]);
        return user == 0 || user == Self();
    }

    private static uint Self()
    {
        // "Uid:" real, effective, saved, of file systems.
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        return uint.Parse(line.Split('\t')[2], System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <param name="Person">Name of the user at the terminal.</param>
/// <param name="Files">What follows the line.</param>
internal sealed record TerminalQuestion(string Person, string? Conversation, string Question, string? Locale, IReadOnlyList<TerminalFileHead> Files)
{
    public static TerminalQuestion Of(string? conversation, string question, IReadOnlyList<TerminalFileHead> files) =>
        new(Environment.UserName, conversation, question, Environment.GetEnvironmentVariable("LANG")?.Split('.')[0].Replace('_', '-'), files);
}

/// <param name="Length">Bytes.</param>
internal sealed record TerminalFileHead(string Name, string Shown, long Length);

/// <summary>One of these: progress, the text so far, and last the answer, that it was stopped, or why there is none.</summary>
internal sealed record TerminalReply(TurnProgress? Progress = null, string? Text = null, Answer? Answer = null, bool? Stopped = null, string? Error = null);
