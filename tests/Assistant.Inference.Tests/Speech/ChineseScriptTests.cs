using Assistant.Text;

namespace Assistant.Inference.Tests.Speech;

public sealed class ChineseScriptTests
{
    [Theory]
    [InlineData("其衝擊奧斯卡影帝的信心卻沒有發生變化", "其冲击奥斯卡影帝的信心却没有发生变化")]
    [InlineData("乾隆皇帝說:頭髮乾了", "乾隆皇帝说:头发干了")]
    [InlineData("从今年开始 USB 3", "从今年开始 USB 3")]
    [InlineData("", "")]
    public void Simplified_Chinese_HasNoTraditionalCharacters(string text, string expected) => Assert.Equal(expected, ChineseScript.Simplified(text));

    [Theory]
    [InlineData("对中小企业的扶持力度", "對中小企業的扶持力度")]
    [InlineData("皇后在后面", "皇后在后面")]
    [InlineData("皇后在後面", "皇后在後面")]
    public void Traditional_Chinese_ChangesWhatIsNoTraditionalCharacter(string text, string expected) => Assert.Equal(expected, ChineseScript.Traditional(text));
}
