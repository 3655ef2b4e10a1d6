namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// What the next window is told of what was said before it: nothing of what had to be drawn freely (as the reference has it), of what was lost, or of what says again what the window
/// before it said, since a hallucination that is told goes on. One caller at a time.
/// </summary>
/// <param name="remembered">Tokens that are told at most.</param>
internal sealed class PreviousText(int remembered)
{
    private const float TooFree = 0.5f;

    /// <summary>Characters; "yes, yes" is said in two windows without anything being wrong.</summary>
    private const int ShortestRepetition = 8;

    private string _text = "";

    public int[] Ids { get; private set; } = [];

    /// <summary>It says what the window before it said.</summary>
    public bool IsRepeatedBy(WhisperText heard) => _text.Length >= ShortestRepetition && heard.Text.Length >= ShortestRepetition
        && (string.Equals(_text, heard.Text, StringComparison.OrdinalIgnoreCase) || WhisperText.RatioOf($"{_text} {heard.Text}") > WhisperHearing.TooRepetitive);

    /// <param name="heard">Null where nobody spoke.</param>
    public void Take(WhisperText? heard)
    {
        Ids = heard is null or { IsLost: true } or { Temperature: > TooFree } || IsRepeatedBy(heard) ? [] : [.. heard.Ids.Skip(heard.Ids.Count - remembered)];
        _text = heard is null or { IsLost: true } ? "" : heard.Text;
    }

    /// <summary>Tells nothing of it.</summary>
    public void Forget() => Ids = [];
}
