using System.Text;
using UtfUnknown;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>Finds out a text's encoding: its byte order mark, UTF-16 without one, UTF-8 (a few bad bytes forgiven), a sure guess, GB18030, else Windows-1252. Never fails.</summary>
internal static class TextDecoding
{
    private const float SureGuess = .7f;
    private const int ForgivenAmong = 20;
    private const int SampleBytes = 256 * 1024;

    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (ByteOrderMark(bytes) is { } marked)
            return marked.Encoding.GetString(bytes[marked.Length..]);
        if (WithoutMark(bytes) is { } wide)
            return wide.GetString(bytes);
        if (IsUtf8(bytes))
            return Encoding.UTF8.GetString(bytes);
        return Legacy(bytes).GetString(bytes);
    }

    private static (Encoding Encoding, int Length)? ByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [0x84, 0x31, 0x95, 0x33, ..] => (Encoding.GetEncoding("GB18030"), 4),
        _ => null,
    };

    /// <summary>UTF-16 without a mark: spaces, line ends and punctuation show which byte of a pair is the high one.</summary>
    private static Encoding? WithoutMark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes.Length % 2 != 0)
            return null;
        var sample = bytes[..Math.Min(bytes.Length, SampleBytes)];
        var (little, big) = (Plausible(sample, Encoding.Unicode), Plausible(sample, Encoding.BigEndianUnicode));
        if (Math.Max(little, big) < .9 || (!sample.Contains((byte)0) && IsUtf8(sample)))
            return null;
        return little >= big ? Encoding.Unicode : Encoding.BigEndianUnicode;
    }

    /// <summary>The share of characters that everyday text in UTF-16 consists of; 0 without one of the characters that every text has.</summary>
    private static double Plausible(ReadOnlySpan<byte> sample, Encoding encoding)
    {
        var (everyday, marks) = (0, 0);
        var text = encoding.GetString(sample);
        foreach (var c in text)
        {
            if (c is (>= ' ' and <= '\u024F' and not '\u007F') or (>= '\u0370' and <= '\u06FF') or (>= '\u2010' and <= '\u203A') or (>= '\u3001' and <= '\u30FF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uFF01' and <= '\uFF5E') or '\n' or '\r' or '\t')
                everyday++;
            if (c is ' ' or '\n' or '\r' or '\u3002' or '\uFF0C' or '\u3001' or '\uFF1A')
                marks++;
        }
        return marks == 0 ? 0 : (double)everyday / text.Length;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        var (valid, broken) = Utf8Sequences(bytes);
        return broken * ForgivenAmong <= valid;
    }

    /// <summary>How many characters of more than one byte there are, and how many bytes that belong to none.</summary>
    private static (int Valid, int Broken) Utf8Sequences(ReadOnlySpan<byte> bytes)
    {
        var (valid, broken) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var ascii = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0)
                break;
            bytes = bytes[ascii..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == System.Buffers.OperationStatus.Done)
                valid++;
            else
                broken++;
            bytes = bytes[length..];
        }
        return (valid, broken);
    }

    private static Encoding Legacy(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, SampleBytes)].ToArray();
        if (CharsetDetector.DetectFromBytes(sample).Detected is { Confidence: > SureGuess, Encoding: { } guessed })
            return guessed;
        var chinese = Encoding.GetEncoding("GB18030");
        return IsChinese(chinese.GetString(sample)) ? chinese : Encoding.GetEncoding(1252);
    }

    private static bool IsChinese(string text)
    {
        var (han, other) = (0, 0);
        foreach (var c in text)
        {
            if (c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3000' and <= '\u303F') or (>= '\uFF00' and <= '\uFFEF' and not '\uFFFD'))
                han++;
            else if (c > '\u007F')
                other++;
        }
        return han > other * 4;
    }
}
