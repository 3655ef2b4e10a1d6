using System.Text;

namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>
/// What stands between a JSON string's quotes: well-formed UTF-8 without control characters; quotes, backslashes and line ends by their short escapes.
/// Lengths count characters (code points), as JSON Schema does. State: 4 bits of place in a character, 28 of length, 31 of place among the names that are taken.
/// </summary>
internal sealed class StringTerminal : Terminal
{
    private const int Escape = 8;
    private const int Nowhere = 0;
    private readonly int _least;
    private readonly int? _most;
    private readonly bool _escapes;
    private readonly Dictionary<(int Node, byte Value), int> _taken = [];
    private readonly HashSet<int> _ends = [];
    private readonly bool[] _singles = new bool[256];
    private readonly bool _letters;

    /// <param name="most">Characters; null for no limit.</param>
    /// <param name="taken">Names that it must not be; it then has no escapes, so that a name is spelled in one way only.</param>
    public StringTerminal(TokenTrie vocabulary, int least, int? most, IEnumerable<string>? taken = null)
    {
        (_least, _most, _escapes) = (least, most, taken is null);
        for (var value = 0; value < 256; value++)
            _singles[value] = vocabulary.HasSingle((byte)value);
        _letters = "abcdefghijklmnopqrstuvwxyz".Any(letter => _singles[letter]);
        foreach (var name in taken ?? [])
        {
            var node = Root;
            foreach (var value in Encoding.UTF8.GetBytes(name))
                node = _taken.TryGetValue((node, value), out var next) ? next : _taken[(node, value)] = _taken.Count + Root + 1;
            _ends.Add(node);
        }
    }

    private const int Root = 1;

    public override long Start => Pack(Utf8State.Whole, 0, _escapes ? Nowhere : Root);

    public override long Next(long state, byte value)
    {
        var (utf8, length, node) = Unpack(state);
        if (utf8 == Escape)
            return value is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' ? Grown(length, node) : Dead;
        if (utf8 == Utf8State.Whole && (value is < 0x20 or (byte)'"' || length == _most))
            return Dead;
        node = node != Nowhere && _taken.TryGetValue((node, value), out var following) ? following : Nowhere;
        if (value == '\\' && utf8 == Utf8State.Whole)
            return _escapes ? Pack(Escape, length, node) : Dead;
        var next = Utf8State.Next(utf8, value);
        return next < 0 || !CanFinish(next, value) ? Dead : next == Utf8State.Whole ? Grown(length, node) : Pack(next, length, node);
    }

    public override bool Accepts(long state) => CostFrom(state) == 0;

    public override int CostFrom(long state)
    {
        var (utf8, length, node) = Unpack(state);
        var after = utf8 == Utf8State.Whole ? length : length + 1;
        var missing = Math.Max(_least - after, 0);
        if (missing > 0 && !_letters)
            return Never;
        if (missing == 0 && utf8 == Utf8State.Whole && _ends.Contains(node))
            return length == _most ? Never : 1;
        return missing + (utf8 == Escape ? 1 : Utf8State.Missing(utf8));
    }

    private long Grown(int length, int node)
    {
        var state = Pack(Utf8State.Whole, _most is null ? Math.Min(length + 1, _least) : length + 1, node);
        return _ends.Count > 0 && CostFrom(state) >= Never ? Dead : state;
    }

    // A vocabulary may lack bytes; a character is begun only when it can be finished by single ones.
    private bool CanFinish(int utf8, byte first) => utf8 == Utf8State.Whole || first is >= 0x80 and < 0xC0
        || Enumerable.Range(0x80, 64).All(value => _singles[value]);

    private static long Pack(int utf8, int length, int node) => (long)(uint)utf8 | ((long)(uint)length << 4) | ((long)(uint)node << 32);

    private static (int Utf8, int Length, int Node) Unpack(long state) => ((int)(state & 15), (int)((state >> 4) & 0xFFFFFFF), (int)(state >> 32));
}
