using System.Text;

namespace Assistant.Agent.Grounding;

/// <summary>
/// The model's text as it grows: thoughts before the end of a think tag are dropped, the word NOT_FOUND at the beginning is taken off, and what is shown meanwhile
/// is cleaned of links like the finished answer: a piece is given only when it cannot become part of one any more. One answer each.
/// </summary>
internal sealed class StreamedText(OutsideLinks links)
{
    public const string NotFoundWord = "NOT_FOUND";
    private const int LongestHeld = 4_000;
    private readonly StringBuilder _all = new();
    private readonly StringBuilder _held = new();
    private State _state = State.Beginning;
    private bool _notFound;

    private enum State { Beginning, Thinking, Speaking }

    /// <summary>Everything said so far, without thoughts and marker; not cleaned.</summary>
    public string Said => _all.ToString();

    public bool NotFound => _notFound;

    public int Length => _all.Length;

    /// <summary>What may be shown of it now; empty for nothing yet.</summary>
    public string Add(string delta)
    {
        _held.Append(delta);
        if (_state == State.Beginning && !Begin())
            return "";
        if (_state == State.Speaking)
            EndUnopenedThought();
        if (_state == State.Thinking && !EndThought())
            return "";
        if (_state == State.Beginning && !Begin())
            return "";
        return Release(SafeLength(_held.ToString()));
    }

    /// <summary>The rest, at the end of the answer.</summary>
    public string End()
    {
        if (_state == State.Thinking)
            _held.Clear();
        if (_state == State.Speaking)
            EndUnopenedThought();
        if (_state == State.Beginning)
            TakeMarker(_held.ToString().TrimStart());
        return Release(_held.Length);
    }

    private bool Begin()
    {
        var text = _held.ToString().TrimStart();
        if (text.StartsWith(Thoughts.Open, StringComparison.Ordinal))
        {
            _state = State.Thinking;
            return true;
        }
        if (text.Length == 0 || Thoughts.Open.StartsWith(text, StringComparison.Ordinal) || MayBecomeMarker(text))
            return false;
        TakeMarker(text);
        _state = State.Speaking;
        return true;
    }

    private static bool MayBecomeMarker(string text)
    {
        var plain = text.TrimStart('*', '_', '`', '[', '"');
        return plain.Length <= NotFoundWord.Length && NotFoundWord.StartsWith(plain, StringComparison.OrdinalIgnoreCase);
    }

    private void TakeMarker(string text)
    {
        var plain = text.TrimStart('*', '_', '`', '[', '"');
        _notFound = plain.StartsWith(NotFoundWord, StringComparison.OrdinalIgnoreCase);
        _held.Clear().Append(_notFound ? plain[NotFoundWord.Length..].TrimStart('*', '_', '`', ']', '"', ':', '.', '-', '—', '：', '。', ' ', '\n', '\r') : text);
    }

    private bool EndThought()
    {
        var text = _held.ToString();
        var end = text.IndexOf(Thoughts.Close, StringComparison.Ordinal);
        if (end < 0)
        {
            // Only the end can still become the closing tag.
            if (text.Length > Thoughts.Close.Length)
                _held.Clear().Append(text, text.Length - Thoughts.Close.Length, Thoughts.Close.Length);
            return false;
        }
        _held.Clear().Append(text, end + Thoughts.Close.Length, text.Length - end - Thoughts.Close.Length);
        _state = State.Beginning;
        return true;
    }

    /// <summary>A template that opens the thought itself leaves its end alone to be sent: what was said before it was thought.</summary>
    private void EndUnopenedThought()
    {
        var text = _held.ToString();
        var end = text.IndexOf(Thoughts.Close, StringComparison.Ordinal);
        if (end < 0 || text[..end].Contains(Thoughts.Open, StringComparison.Ordinal) || _all.ToString().Contains(Thoughts.Open, StringComparison.Ordinal))
            return;
        _all.Clear();
        _held.Clear().Append(text, end + Thoughts.Close.Length, text.Length - end - Thoughts.Close.Length);
        _state = State.Beginning;
    }

    private string Release(int length)
    {
        if (length == 0)
            return "";
        var piece = _held.ToString(0, length);
        _held.Remove(0, length);
        _all.Append(piece);
        return links.Clean(piece);
    }

    /// <summary>Up to where a link, picture, tag or address may be in the making.</summary>
    private static int SafeLength(string text)
    {
        if (text.Length > LongestHeld)
            return text.Length;
        var safe = text.Length;
        // The last word, which may go on to be an address; Chinese needs no space before one.
        while (safe > 0 && text[safe - 1] is > ' ' and < '\u007f')
            safe--;
        for (var at = text.IndexOfAny(['[', '<', '!', '`'], 0); at >= 0 && at < safe; at = at + 1 < safe ? text.IndexOfAny(['[', '<', '!', '`'], at + 1, safe - at - 1) : -1)
        {
            if (!IsClosed(text.AsSpan(0, safe), at))
                return at;
        }
        return safe;
    }

    private static bool IsClosed(ReadOnlySpan<char> text, int at)
    {
        switch (text[at])
        {
            case '<':
                return text[at..].Contains('>') || (at + 1 < text.Length && !char.IsLetter(text[at + 1]) && text[at + 1] is not ('/' or '!'));
            case '!':
                return at + 1 < text.Length && (text[at + 1] != '[' || IsClosed(text, at + 1));
            case '`':
                return text[at..].Contains('\n') || text[(at + 1)..].Contains('`');
            default:
                var close = text[at..].IndexOf(']') + at;
                return close > at && close + 1 < text.Length && (text[close + 1] is not ('(' or '[' or ':') || text[close..].Contains(text[close + 1] == '(' ? ')' : '\n'));
        }
    }
}
