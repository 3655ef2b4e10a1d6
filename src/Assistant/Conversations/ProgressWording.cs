using System.Globalization;

namespace Assistant.Conversations;

/// <summary>Says in the reader's language what a running turn is doing: one short line, for channels that show text.</summary>
public static class ProgressWording
{
    /// <summary>One line without a full stop, at most 200 characters.</summary>
    /// <param name="language">"zh" for Chinese; anything else is English.</param>
    public static string Sentence(TurnProgress progress, string language) => language == "zh" ? Chinese(progress) : English(progress);

    private static string English(TurnProgress step) => step.Stage switch
    {
        TurnStage.Queued => "Waiting for my turn…",
        TurnStage.Fetching => $"Fetching {Name(step, "the file")}…",
        TurnStage.ReadingPictures => step.Total is > 1 ? $"Reading {step.Total:0} pictures, {step.Done ?? 0:0} done…" : $"Reading {Name(step, "the picture")}…",
        TurnStage.Listening => step.Total is { } length ? $"Listening, {Clock(step.Done)} of {Clock(length)}…" : "Listening…",
        TurnStage.ReadingDocuments => step.Total is > 1 ? $"Reading {Name(step, "the document")}, {step.Done ?? 0:0} of {step.Total:0}…" : $"Reading {Name(step, "the document")}…",
        TurnStage.Searching => "Searching…",
        TurnStage.UsingTool => $"Using {Name(step, "a tool")}…",
        _ => "Thinking…",
    };

    private static string Chinese(TurnProgress step) => step.Stage switch
    {
        TurnStage.Queued => "正在排队…",
        TurnStage.Fetching => $"正在获取{Name(step, "文件")}…",
        TurnStage.ReadingPictures => step.Total is > 1 ? $"正在查看 {step.Total:0} 张图片，已完成 {step.Done ?? 0:0} 张…" : $"正在查看{Name(step, "图片")}…",
        TurnStage.Listening => step.Total is { } length ? $"正在听录音，{Clock(step.Done)} / {Clock(length)}…" : "正在听录音…",
        TurnStage.ReadingDocuments => step.Total is > 1 ? $"正在阅读{Name(step, "文档")}，{step.Done ?? 0:0} / {step.Total:0}…" : $"正在阅读{Name(step, "文档")}…",
        TurnStage.Searching => "正在查找…",
        TurnStage.UsingTool => $"正在使用{Name(step, "工具")}…",
        _ => "正在思考…",
    };

    private static string Name(TurnProgress step, string otherwise) => step.Subject switch
    {
        null or "" => otherwise,
        { Length: > 120 } name => $"{name[..119]}…",
        var name => name,
    };

    private static string Clock(double? seconds) => TimeSpan.FromSeconds(Math.Max(0, seconds ?? 0)).ToString(seconds >= 3600 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
