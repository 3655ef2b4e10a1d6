using System.Text;

namespace Assistant.Inference.Language.Constraints.Grammar;

/// <summary>
/// A fixed text; the state is the number of bytes read. A place within it where no token begins is passed through by a token, but none ends there: its cost forbids it.
/// </summary>
internal sealed class LiteralTerminal(string text, TokenTrie vocabulary) : Terminal
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);
    private readonly int[] _costs = vocabulary.Costs(Encoding.UTF8.GetBytes(text));

    public override long Next(long state, byte value) => state < _bytes.Length && _bytes[state] == value ? state + 1 : Dead;

    public override bool Accepts(long state) => state == _bytes.Length;

    public override int CostFrom(long state) => _costs[state];
}
