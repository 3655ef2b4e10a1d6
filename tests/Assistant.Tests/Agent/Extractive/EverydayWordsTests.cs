using Assistant.Agent.Extractive.Questions;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>Questions as people type them in a hurry.</summary>
public sealed class EverydayWordsTests
{
    [Theory]
    [InlineData("wich days can i use a hose", "which days can i use a hose")]
    [InlineData("Whats the code?", "what is the code?")]
    [InlineData("wen is it due", "when is it due")]
    [InlineData("Wen is it due", "when is it due")]
    [InlineData("Wat is the total?", "what is the total?")]
    [InlineData("were is the key", "where is the key")]
    [InlineData("how mutch is it", "how much is it")]
    [InlineData("醋啥时候放", "醋什么时候放")]
    [InlineData("为啥要交押金", "为什么要交押金")]
    [InlineData("家里没人咋办", "家里没人怎么办")]
    [InlineData("这一板里是啥", "这一板里是什么")]
    [InlineData("贷款咋还？", "贷款怎么还？")]
    [InlineData("干嘛不能退货", "为什么不能退货")]
    public void Plain_WordsSaidInAHurry_AreThoseMeant(string said, string meant) => Assert.Equal(meant, EverydayWords.Plain(said), ignoreCase: true);

    [Theory]
    [InlineData("Who is Wen Li?")]
    [InlineData("Where were the keys found?")]
    [InlineData("How far is Wat Pho?")]
    [InlineData("What does it cost?")]
    [InlineData("Does Wen do night shifts?")]
    [InlineData("差不多咱们到了")]
    [InlineData("好嘛时间来得及")]
    [InlineData("谁来了？")]
    public void Plain_OtherWords_Stay(string said) => Assert.Equal(said, EverydayWords.Plain(said));

    [Theory]
    [InlineData("坏了能退钱不", QuestionForm.YesNo)]
    [InlineData("酒水给报不", QuestionForm.YesNo)]
    [InlineData("screen says E07, what now", QuestionForm.How)]
    [InlineData("who do I call when it leaks", QuestionForm.Who)]
    [InlineData("暖气不热找谁", QuestionForm.Who)]
    [InlineData("请问哪个套餐最便宜", QuestionForm.Which)]
    [InlineData("有哪些决定没", QuestionForm.List)]
    internal void Form_OfAnEverydayQuestion_IsSeen(string question, QuestionForm form) => Assert.Equal(form, QuestionReader.Read(question).Form);

    /// <summary>What is shown of a question is as it was typed.</summary>
    [Fact]
    public void Text_StaysAsItWasAsked() => Assert.Equal("whats the code", QuestionReader.Read("whats the code").Text);
}
