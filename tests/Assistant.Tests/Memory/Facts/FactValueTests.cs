using Assistant.Memory.Facts;

namespace Assistant.Tests.Memory.Facts;

public sealed class FactValueTests
{
    [Theory]
    [InlineData("Skoda Octavia", "my Skoda", false)]
    [InlineData("Skoda Octavia", "Skoda", true)]
    [InlineData("dog Rex", "Rex", true)]
    [InlineData("cat", "cats", true)]
    [InlineData("cats", "cat", true)]
    [InlineData("Rex", "Rex's", true)]
    [InlineData("steak", "tea", false)]
    [InlineData("caterpillar", "cat", false)]
    [InlineData("Art class", "art", true)]
    [InlineData("C++", "c++ builder", true)]
    [InlineData("C++", "C", false)]
    [InlineData("绿茶", "茶叶", false)]
    [InlineData("一辆红色的自行车", "自行车", true)]
    [InlineData("tea", "", true)]
    public void Means_ByWholeWords(string known, string said, bool means) => Assert.Equal(means, FactValue.Means(known, said));

    [Theory]
    [InlineData("tea", "green tea", true)]
    [InlineData("green tea", "tea", false)]
    [InlineData("tea", "steak", false)]
    [InlineData("tea", "Tea", true)]
    public void Includes_WhatIsOfItsKind(string said, string known, bool includes) => Assert.Equal(includes, FactValue.Includes(said, known));
}
