namespace Assistant.Agent;

/// <summary>Turns texts into unit vectors whose dot product says how near their meanings are. Thread-safe; loads its model at the first use.</summary>
public interface ISentenceEncoder
{
    /// <summary>The languages that a model is chosen for; all others go with the first.</summary>
    static IReadOnlyList<string> Languages { get; } = ["en", "zh"];

    /// <summary>True when a model for the language is installed and was not found broken. Cheap; may turn false after a failed load.</summary>
    /// <param name="language">"en" or "zh".</param>
    bool IsAvailable(string language);

    /// <summary>Name of the model that is taken for a language, installed or not; one model may be taken for both.</summary>
    string ModelFor(string language);

    /// <summary>One vector of length 1 a text, in the order of <paramref name="texts"/> (by default 384 numbers in English, 512 in Chinese: never compare across languages). Any length of text; an empty text gives the vector of its prefix and of what the model expects around a text, or of zeros where there is neither.</summary>
    /// <param name="query">True for what is searched with (the model's query prefix is put before it), false for what is searched.</param>
    /// <param name="language">"en" or "zh": which model; compare only vectors of one language.</param>
    /// <exception cref="InvalidOperationException">No model for the language (see <see cref="IsAvailable"/>).</exception>
    Task<IReadOnlyList<float[]>> EncodeAsync(IReadOnlyList<string> texts, bool query, string language, CancellationToken cancellationToken);
}
