using Assistant.Inference.Language.Constraints.Grammar;

namespace Assistant.Inference.Language.Constraints;

/// <summary>All readings of the text so far: a state of the whole automaton. What follows from it is worked out once; under the automaton's lock.</summary>
internal sealed class Configuration(Reading[] readings, bool accepts)
{
    public Reading[] Readings => readings;

    /// <summary>The text may end here.</summary>
    public bool Accepts => accepts;

    /// <summary>Nothing may follow.</summary>
    public bool IsFinal => readings.Length == 0;

    /// <summary>Tokens that suffice to come to an end.</summary>
    public int Cost { get; } = accepts ? 0 : readings.Length == 0 ? Node.Never : readings.Min(reading => reading.Cost);

    /// <summary>Still text of any kind, before a tool's call begins.</summary>
    public bool IsFreeText { get; } = readings.Any(reading => reading.Terminal is FreeTextTerminal { IsOpen: true });

    /// <summary>By byte, as far as they were asked for.</summary>
    public Configuration?[]? Following { get; set; }

    /// <summary>The tokens that may follow, once they were asked for.</summary>
    public TokenSet? Tokens { get; set; }

    public static Configuration Dead { get; } = new([], false);
}
