using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Wording;
using Assistant.Perception;

namespace Assistant.Agent;

/// <summary>Says in the reader's language which attachment was not read, why, and what to do about it.</summary>
public static partial class FailureWording
{
    /// <summary>One sentence or two, without trailing line break.</summary>
    /// <param name="language">"zh" for Chinese; anything else is English.</param>
    public static string Sentence(AttachmentFailure failure, string language) =>
        language == "zh" ? Chinese(failure, Within(failure, Name(failure.Source, "附件"), "（在 ", " 中）")) : English(failure, Within(failure, Name(failure.Source, "the attachment"), " (in ", ")"));

    /// <summary>All failures, one a line, each once; empty when there are none.</summary>
    public static string Lines(IEnumerable<AttachmentFailure> failures, string language) =>
        string.Join('\n', failures.Select(failure => Sentence(failure, language)).Distinct());

    /// <summary>What is wrong with a file inside is not said of the file that was sent.</summary>
    private static string Within(AttachmentFailure failure, string name, string before, string after) => failure.Within is { Length: > 0 } inner ? Markdown.Escape(inner) + before + name + after : name;

    private static string Name(string source, string fallback) => string.IsNullOrWhiteSpace(source) ? fallback : Markdown.Escape(source);

    private static string In(string? detail, string before, string after) => string.IsNullOrWhiteSpace(detail) ? "" : before + detail + after;

    private static string English(AttachmentFailure failure, string name) => failure.Problem switch
    {
        AttachmentProblem.Empty => $"{name} is empty (0 bytes). Please check the file and send it again.",
        AttachmentProblem.TooLarge => $"{name} is too large{In(failure.Detail, " (", ")")}, so I did not read it. Please send a smaller file or only the part you need.",
        AttachmentProblem.TooManyPixels => $"{name} has too many pixels{In(failure.Detail, " (", ")")}, so I did not read it. Please scale it down or send a section of it.",
        AttachmentProblem.TooManyPages => $"I did not read all of {name}{In(failure.Detail, ": ", " left out")}. Please send the pages you need as a file of their own.",
        AttachmentProblem.TooManyAttachments => $"There were too many attachments{In(failure.Detail, " (", ")")}, so I did not read {name}. Please send it in another message.",
        AttachmentProblem.TooLong => $"{name} is too long, so I did not read all of it{In(failure.Detail, " (left out: ", ")")}. Please send the part you need.",
        AttachmentProblem.Unsupported => $"I cannot read {name}{In(failure.Detail, ": ", " is not supported")}. {EnglishFormat(failure.Detail)}",
        AttachmentProblem.Damaged => $"I could not open {name}: it is damaged, incomplete or not what its name says. Please export or save it again and send the new file.",
        AttachmentProblem.PasswordProtected => $"{name} is protected by a password, so I could not read it. Please send a copy without a password.",
        AttachmentProblem.NothingReadable when failure.Detail == "video" => $"I heard no speech in {name}, and I do not look at the pictures of videos. Please send a screenshot of what you mean.",
        AttachmentProblem.OnlyHeard => $"Of {name} I heard the sound only; I did not look at its pictures. Please send a screenshot of what you mean.",
        AttachmentProblem.NotLookedAt => $"I looked for text in {name} but not at the picture itself: I can look at a few pictures at once, and not at very large ones. Please send it in a message of its own, or smaller.",
        AttachmentProblem.PictureNotRead => $"I could not read every picture in {name}{In(failure.Detail, ": the first of those is on ", "")}. Please send what you need of them as pictures of their own.",
        AttachmentProblem.Hidden => $"I did not read what is hidden in {name}{In(failure.Detail is { } hidden ? Markdown.Escape(hidden) : null, ": ", "")}. If it belongs to your question, please unhide it and send the file again.",
        AttachmentProblem.NothingReadable => $"I opened {name} but there is no text, table or speech in it that I can read. A sharper picture or a clearer recording may help.",
        AttachmentProblem.WorkerFailed => $"Reading {name} failed here. Please try again; if it fails again, save the file in another format.",
        AttachmentProblem.TimedOut => $"Reading {name} took too long and was stopped{In(failure.Detail, " at ", "; I did not hear what follows")}. Please try again, or send a smaller part of it.",
        AttachmentProblem.DownloadFailed => $"I could not download {name}. Please try again, or attach the file itself.",
        AttachmentProblem.Stopped => $"I did not read {name}: I was stopped before I came to it. Please send it again if you need it.",
        AttachmentProblem.AddressRefused => $"I may not fetch {name} from its address. Please attach the file itself.",
        AttachmentProblem.NotInstalled => $"I cannot read {name} because what reads such files is not installed here{In(failure.Detail, " (", ")")}. Please ask your administrator to install it.",
        AttachmentProblem.LanguageNotInstalled => $"I cannot hear what is said in {name}: {(failure.Detail is null ? "it does not sound like English" : $"it is in another language ({failure.Detail})")}, and no speech model for that is installed here. Please ask your administrator to install Whisper, or write it down for me.",
        _ => $"I could not read {name}.",
    };

    private static string EnglishFormat(string? detail) => detail?.ToUpperInvariant() switch
    {
        "HEIC" or "HEIF" => "Please send the photo as JPEG or PNG (on an iPhone: Settings, Camera, Formats, Most Compatible).",
        "VIDEO" => "Please send its sound as an audio file or a screenshot of what you mean.",
        _ => "Please send it as a picture (PNG, JPEG), a PDF, an Office document, text or audio.",
    };

    private static string Chinese(AttachmentFailure failure, string name) => failure.Problem switch
    {
        AttachmentProblem.Empty => $"{name} 是空文件（0 字节）。请检查后重新发送。",
        AttachmentProblem.TooLarge => $"{name} 太大{In(failure.Detail, "（", "）")}，没有读取。请发送较小的文件或只发需要的部分。",
        AttachmentProblem.TooManyPixels => $"{name} 的像素太多{In(failure.Detail, "（", "）")}，没有读取。请缩小图片或截取其中一部分。",
        AttachmentProblem.TooManyPages => $"{name} 没有全部读完{In(failure.Detail, "：略去了 ", "")}。请把需要的页单独发送。",
        AttachmentProblem.TooManyAttachments => $"附件太多{In(failure.Detail, "（", "）")}，没有读取 {name}。请在另一条消息里发送。",
        AttachmentProblem.TooLong => $"{name} 太长，没有全部读取{In(failure.Detail, "（略去：", "）")}。请发送需要的部分。",
        AttachmentProblem.Unsupported => $"无法读取 {name}{In(failure.Detail, "：不支持 ", "")}。{ChineseFormat(failure.Detail)}",
        AttachmentProblem.Damaged => $"无法打开 {name}：文件已损坏、不完整，或与文件名不符。请重新导出或保存后再发送。",
        AttachmentProblem.PasswordProtected => $"{name} 有密码保护，无法读取。请发送没有密码的副本。",
        AttachmentProblem.NothingReadable when failure.Detail == "video" => $"{name} 里没有听到说话，视频的画面我也不看。请发送相关画面的截图。",
        AttachmentProblem.OnlyHeard => $"{name} 只听了声音，没有看画面。请发送相关画面的截图。",
        AttachmentProblem.NotLookedAt => $"{name} 只找了其中的文字，没有看图片本身：一次只能看几张图片，也不能看太大的图片。请单独发送这张图片，或先缩小。",
        AttachmentProblem.PictureNotRead => $"{name} 里有图片无法读取{In(ChinesePlace(failure.Detail), "，第一张在", "")}。请把需要的图片单独发送。",
        AttachmentProblem.Hidden => $"{name} 中隐藏的内容没有读取{In(ChineseHidden(failure.Detail), "：", "")}。如果与您的问题有关，请取消隐藏后重新发送。",
        AttachmentProblem.NothingReadable => $"已打开 {name}，但里面没有可以读取的文字、表格或语音。请换一张更清晰的图片或一段更清楚的录音。",
        AttachmentProblem.WorkerFailed => $"读取 {name} 时出错。请重试；如果仍然失败，请换一种格式保存。",
        AttachmentProblem.TimedOut => $"读取 {name} 用时过长，已停止{In(failure.Detail, "（停在 ", "，后面的内容没有听到）")}。请重试，或发送其中一小部分。",
        AttachmentProblem.DownloadFailed => $"无法下载 {name}。请重试，或直接添加为附件。",
        AttachmentProblem.Stopped => $"没有读取 {name}：在读到它之前就被停止了。如有需要，请重新发送。",
        AttachmentProblem.AddressRefused => $"不允许从该地址获取 {name}。请直接添加为附件。",
        AttachmentProblem.NotInstalled => $"无法读取 {name}，因为这里没有安装读取此类文件的组件{In(failure.Detail, "（", "）")}。请联系管理员安装。",
        AttachmentProblem.LanguageNotInstalled => $"听不懂 {name} 里说的话：{(failure.Detail is null ? "听起来不是英语" : $"说的是其他语言（{failure.Detail}）")}，而这里没有安装相应的语音模型。请联系管理员安装 Whisper，或者把内容写成文字发给我。",
        _ => $"无法读取 {name}。",
    };

    private static string? ChinesePlace(string? detail) => detail?.Split(' ', 2) switch
    {
        ["page", var number] => $"第 {number} 页",
        ["slide", var number] => $"第 {number} 张幻灯片",
        ["sheet", var name] => $"工作表“{name}”",
        _ => detail,
    };

    private static string? ChineseHidden(string? detail) =>
        detail is null ? null : string.Join("、", detail.Split("; ").Select(part => Hidden().Match(part) is { Success: true } match ? Markdown.Escape(ChineseHidden(match)) : Markdown.Escape(part)));

    private static string ChineseHidden(Match match) => match switch
    {
        _ when match.Groups["more"].Success => $"另外 {match.Groups["more"].Value} 处",
        _ when match.Groups["count"].Success => $"工作表“{match.Groups["sheet"].Value}”的 {match.Groups["count"].Value} {(match.Groups["what"].Value == "row" ? "行" : "列")}",
        _ => $"工作表“{match.Groups["sheet"].Value}”",
    };

    /// <summary>A part of what <see cref="AttachmentProblem.Hidden"/> names.</summary>
    [GeneratedRegex(@"^(?:(?<more>[\d,]+) more|(?:(?<count>[\d,]+) (?<what>row|column)s? of )?sheet (?<sheet>.+))$", RegexOptions.Singleline)]
    private static partial Regex Hidden();

    private static string ChineseFormat(string? detail) => detail?.ToUpperInvariant() switch
    {
        "HEIC" or "HEIF" => "请把照片存成 JPEG 或 PNG 再发送（iPhone：设置、相机、格式、兼容性最佳）。",
        "VIDEO" => "请发送其中的声音（音频文件）或相关画面的截图。",
        _ => "请以图片（PNG、JPEG）、PDF、Office 文档、文本或音频的形式发送。",
    };
}
