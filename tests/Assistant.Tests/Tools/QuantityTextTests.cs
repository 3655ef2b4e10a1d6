using System.Globalization;
using Assistant.Tools.Arithmetic;

namespace Assistant.Tests.Tools;

public sealed class QuantityTextTests
{
    [Theory]
    [InlineData("1453", "3", "", "≈ 484.3333")]
    [InlineData("1453", "3", "€", "≈ €484.3333")]
    [InlineData("100", "8", "€", "€12.50")]
    [InlineData("0.00357", "1", "", "0.00357")]
    [InlineData("1", "128", "kg", "0.0078125 kg")]
    [InlineData("1", "30000", "", "3.33333E-5")]
    [InlineData("-10", "3", "$", "≈ $-3.3333")]
    public void Of_WhatDoesNotEnd_HasTheGivenPlaces_AndSaysSo(string value, string by, string unit, string text) =>
        Assert.Equal(text, QuantityText.Of(decimal.Parse(value, CultureInfo.InvariantCulture) / decimal.Parse(by, CultureInfo.InvariantCulture), unit, 4));
}
