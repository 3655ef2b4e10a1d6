using System.Text.RegularExpressions;

namespace Assistant.Speech;

/// <summary>Pronunciation by eSpeak NG, several clauses a run. It may end a clause where it sees fit; then the clauses are asked for one by one.</summary>
internal sealed partial class EspeakPhonemizer(EspeakProgram program) : IPhonemizer
{
    public bool IsInstalled => program.IsInstalled;

    public async Task<IReadOnlyList<string>> PhonemesAsync(IReadOnlyList<string> clauses, string voice, CancellationToken cancellationToken)
    {
        if (!VoiceName().IsMatch(voice))
            throw new SpeechOutputException(SpeechProblem.UnknownVoice, "of the phonemes");
        if (clauses.Count == 0)
            return [];
        // The voice that says this language best: of Mandarin's two, one spells characters out in English in some versions.
        voice = (await program.VoicesAsync(cancellationToken)).For(voice) ?? voice;
        // An empty line ends a clause.
        var lines = Lines(await AskAsync(string.Join("\n\n", clauses.Select(OneLine)), voice, cancellationToken));
        if (lines.Length == clauses.Count)
            return lines;
        var told = new List<string>(clauses.Count);
        foreach (var clause in clauses)
            told.Add(string.Join(' ', Lines(await AskAsync(OneLine(clause), voice, cancellationToken))));
        return told;
    }

    private Task<string> AskAsync(string text, string voice, CancellationToken cancellationToken) => program.ReadAsync(text, ["--stdin", "-q", "--ipa", "-v", voice], cancellationToken);

    private static string OneLine(string clause) => clause.ReplaceLineEndings(" ");

    // "(en)" and the like say that the pronunciation of a word is of another language.
    private static string[] Lines(string told) => [.. OtherLanguage().Replace(told, "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex(@"\([a-z-]{2,20}\)")]
    private static partial Regex OtherLanguage();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,40}$")]
    private static partial Regex VoiceName();
}
