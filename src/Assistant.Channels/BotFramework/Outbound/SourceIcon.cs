using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Which of Teams' icons stands beside a citation: by its file's ending, else by what it is.</summary>
internal static class SourceIcon
{
    /// <summary>Null for none.</summary>
    public static string? Of(Citation citation) => Path.GetExtension(citation.Source).ToLowerInvariant() switch
    {
        ".doc" or ".docx" or ".odt" or ".rtf" => "Microsoft Word",
        ".xls" or ".xlsx" or ".ods" or ".csv" => "Microsoft Excel",
        ".ppt" or ".pptx" or ".odp" => "Microsoft PowerPoint",
        ".pdf" => "PDF",
        ".gif" => "GIF",
        ".zip" => "ZIP",
        ".cs" or ".js" or ".ts" or ".py" or ".java" or ".go" or ".rs" or ".c" or ".cpp" or ".sql" or ".sh" or ".json" or ".xml" or ".yaml" or ".yml" => "Source Code",
        _ => citation.Kind switch
        {
            EvidenceKind.Image => "Image",
            EvidenceKind.Audio => "Sound",
            EvidenceKind.Document => "Text",
            _ => null,
        },
    };
}
