using System.Buffers.Binary;
using System.Text;

namespace Assistant.IntegrationTests.Privacy;

/// <summary>Strings that must lie nowhere in the clear, and the search for them in bytes: as UTF-8, as UTF-16, and as JSON escapes them.</summary>
internal sealed class Secrets
{
    private static readonly string[] s_english = ["lighthouse", "quince", "marzipan", "heron", "saffron", "cobalt", "juniper", "walrus", "almanac", "thimble"];
    private static readonly string[] s_chinese = ["紫藤", "灯塔", "墨玉", "松针", "琥珀", "白鹭", "竹影", "铜铃", "霜叶", "云雀"];
    // PostgreSQL's, which holds nothing and cannot be read.
    private const string Socket = ".s.PGSQL";

    private readonly List<string> _all = [];
    private readonly List<(string Secret, byte[] Form)>?[] _byBegin = new List<(string, byte[])>?[1 << 16];

    public Secrets(int count)
    {
        for (var i = 0; i < count; i++)
            Add(i % 2 == 0 ? $"{s_english[i / 2 % 10]}-{s_english[(i / 20 + 3) % 10]}-{7919 * (i + 1)}" : $"{s_chinese[i / 2 % 10]}{s_chinese[(i / 20 + 5) % 10]}之{Numeral(7919 * (i + 1))}");
    }

    public IReadOnlyList<string> All => _all;

    public void Add(string secret) => Add(secret,
        [Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret), Encoding.ASCII.GetBytes(Escaped(secret)), Encoding.ASCII.GetBytes(Escaped(secret).ToUpperInvariant().Replace("\\U", "\\u", StringComparison.Ordinal))]);

    /// <summary>A piece of a file that must not be found either.</summary>
    public void Add(string name, byte[] piece) => Add(name, [piece]);

    /// <summary>The secrets that stand in any of the files, each with the first file.</summary>
    public IReadOnlyDictionary<string, string> FoundIn(IEnumerable<string> folders)
    {
        var found = new Dictionary<string, string>();
        foreach (var file in folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })))
            if (!Path.GetFileName(file).StartsWith(Socket, StringComparison.Ordinal))
                foreach (var secret in FoundIn(Read(file)))
                    found.TryAdd(secret, file);
        return found;
    }

    /// <summary>In one pass: at each place it is compared with what begins with the two bytes there.</summary>
    public IEnumerable<string> FoundIn(byte[] bytes)
    {
        var found = new HashSet<string>();
        for (var rest = bytes.AsSpan(); rest.Length >= 2; rest = rest[1..])
            if (BeginningWith(rest) is { } candidates)
                foreach (var (secret, form) in candidates)
                    if (rest.StartsWith(form))
                        found.Add(secret);
        return _all.Where(found.Contains);
    }

    private void Add(string secret, byte[][] forms)
    {
        _all.Add(secret);
        foreach (var form in forms)
            (BeginningWith(form) ??= []).Add((secret, form));
    }

    private ref List<(string Secret, byte[] Form)>? BeginningWith(ReadOnlySpan<byte> bytes) => ref _byBegin[BinaryPrimitives.ReadUInt16LittleEndian(bytes)];

    private static byte[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or EndOfStreamException)
        {
            return [];
        }
    }

    // In Chinese no digits: a number is looked for in any case.
    private static string Numeral(int number) => string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => "零一二三四五六七八九"[digit - '0']));

    private static string Escaped(string text) => string.Concat(text.Select(c => c < 128 ? c.ToString() : $"\\u{(int)c:x4}"));
}
