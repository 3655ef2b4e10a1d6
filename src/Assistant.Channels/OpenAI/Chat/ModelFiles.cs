using Assistant.Agent;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>Files of a request to a language model itself: what it cannot be given is refused, not left out, so that no answer is given as if it had been read.</summary>
internal static class ModelFiles
{
    private static readonly string[] s_sounds = ["audio/wav", "audio/x-wav", "audio/wave", "audio/mp3", "audio/mpeg"];

    /// <exception cref="ApiError">400, naming what to do.</exception>
    public static void Check(IReadOnlyList<SaidMessage> said, LanguageModelInfo model)
    {
        foreach (var file in said.SelectMany(message => message.Files))
        {
            if (file.ContentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
                Demand(model.Sees, $"The model '{model.Name}' is not shown pictures{(model.Local ? "" : " (Model:Sees is not set)")}");
            else if (file.ContentType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase))
                Demand(!model.Local && s_sounds.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase), model.Local ? $"The model '{model.Name}' hears no recordings" : "Language models take recordings as wav or mp3 only");
            else
                Demand(false, "Language models take no files");
        }
    }

    private static void Demand(bool holds, string problem)
    {
        if (!holds)
            throw ApiError.Invalid($"{problem}; name the model 'assistant', which reads them, or leave them out.", "messages", "unsupported_file");
    }
}
