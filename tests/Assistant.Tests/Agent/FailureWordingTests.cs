using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Tests.Agent;

public sealed class FailureWordingTests
{
    public static TheoryData<AttachmentProblem> Problems() => new(Enum.GetValues<AttachmentProblem>());

    [Theory]
    [MemberData(nameof(Problems))]
    public void Sentence_EveryProblem_NamesTheFileAndSaysWhatToDo(AttachmentProblem problem)
    {
        var english = FailureWording.Sentence(new("plan.heic", problem, "HEIC"), "en");
        var chinese = FailureWording.Sentence(new("plan.heic", problem, "HEIC"), "zh");
        Assert.Contains("plan.heic", english, StringComparison.Ordinal);
        Assert.Contains("plan.heic", chinese, StringComparison.Ordinal);
        Assert.NotEqual("I could not read plan.heic.", english);
        Assert.NotEqual("无法读取 plan.heic。", chinese);
        Assert.True(english.Split('.', StringSplitOptions.RemoveEmptyEntries).Length > 1);
    }

    [Theory]
    [InlineData("page 12", "on page 12.", "第一张在第 12 页。")]
    [InlineData("slide 2", "on slide 2.", "第一张在第 2 张幻灯片。")]
    [InlineData("sheet Costs 2026", "on sheet Costs 2026.", "第一张在工作表“Costs 2026”。")]
    [InlineData(null, "every picture in plan.pdf.", "里有图片无法读取。")]
    public void Sentence_APictureThatWasNotRead_SaysWhereInTheReadersLanguage(string? place, string english, string chinese)
    {
        AttachmentFailure failure = new("plan.pdf", AttachmentProblem.PictureNotRead, place);
        Assert.Contains(english, FailureWording.Sentence(failure, "en"), StringComparison.Ordinal);
        Assert.Contains(chinese, FailureWording.Sentence(failure, "zh"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "a.pdf (in mail.eml) is protected by a password")]
    [InlineData("zh", "a.pdf（在 mail.eml 中） 有密码保护")]
    public void FileWithinAFile_IsNamed_AndTheOuterOneIsNotBlamed(string language, string expected) =>
        Assert.StartsWith(expected, FailureWording.Sentence(new("mail.eml", AttachmentProblem.PasswordProtected) { Within = "a.pdf" }, language), StringComparison.Ordinal);

    [Fact]
    public void Sentence_WhatAWorkbookHides_IsNamedInTheReadersLanguage()
    {
        AttachmentFailure failure = new("plan.xlsx", AttachmentProblem.Hidden, "sheet Rates; 120 rows of sheet Costs; 1 column of sheet Costs; 2 more");
        Assert.Contains("hidden in plan.xlsx: sheet Rates; 120 rows of sheet Costs; 1 column of sheet Costs; 2 more.", FailureWording.Sentence(failure, "en"), StringComparison.Ordinal);
        Assert.Contains("没有读取：工作表“Rates”、工作表“Costs”的 120 行、工作表“Costs”的 1 列、另外 2 处。", FailureWording.Sentence(failure, "zh"), StringComparison.Ordinal);
    }

    /// <summary>As Outlook names what it opened: no source's number, and no link.</summary>
    [Fact]
    public void Sentence_NameWithMarkdownInIt_ShowsAsItIs() =>
        Assert.StartsWith("Invoice\\[1].pdf is empty", FailureWording.Sentence(new("Invoice[1].pdf", AttachmentProblem.Empty), "en"), StringComparison.Ordinal);

    [Fact]
    public void Lines_SameFailureTwice_IsSaidOnce()
    {
        AttachmentFailure failure = new("a.pdf", AttachmentProblem.PasswordProtected);
        Assert.Single(FailureWording.Lines([failure, failure], "en").Split('\n'));
    }
}
