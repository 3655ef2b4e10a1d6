using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class ShorteningTests
{
    [Theory]
    [InlineData("abc", 3, "abc", "abc")]
    [InlineData("abcd", 3, "abc", "ab…")]
    [InlineData("ab😀d", 3, "ab", "ab…")]
    [InlineData("ab😀de", 4, "ab😀", "ab…")]
    [InlineData("ab😀de", 5, "ab😀d", "ab😀…")]
    [InlineData("", 3, "", "")]
    public void Cut_IsNeverThroughACharacter(string text, int most, string beginning, string shortened)
    {
        Assert.Equal(beginning, text.Beginning(most));
        Assert.Equal(shortened, text.Shortened(most));
    }
}
