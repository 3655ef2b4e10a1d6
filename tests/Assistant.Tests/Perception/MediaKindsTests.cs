using System.Text;
using Assistant.Perception;

namespace Assistant.Tests.Perception;

public sealed class MediaKindsTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A", "Picture")]
    [InlineData("FFD8FFE000104A46", "Picture")]
    [InlineData("47494638396101000100", "Picture")]
    [InlineData("49492A0008000000", "Picture")]
    [InlineData("5249464600000000574542505650", "Picture")]
    [InlineData("524946460000000057415645666D7420", "Audio")]
    [InlineData("0000001866747970686569630000", "Picture")]
    [InlineData("00000018667479704D3441200000", "Audio")]
    [InlineData("4F67675300020000", "Audio")]
    [InlineData("1A45DFA39F428681", "Audio")]
    [InlineData("4944330400000000", "Audio")]
    [InlineData("664C614300000022", "Audio")]
    [InlineData("504B030414000000", "Document")]
    [InlineData("255044462D312E37", "Document")]
    [InlineData("", "Document")]
    public void Of_TheFirstBytes_ChoosesTheReader(string hex, string expected) => Assert.Equal(expected, MediaKinds.Of(Convert.FromHexString(hex)).ToString());

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\">")]
    [InlineData("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?>\n<!-- Made by a program that writes a great deal about itself, its licence and its makers -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [ <!ENTITY ns \"http://x/\"> ]>\n<svg:svg\n  width=\"10\">")]
    [InlineData("  <svg>")]
    [InlineData("<svg/>")]
    public void Of_AnSvg_IsAPictureThatItsReaderRefuses(string text)
    {
        Assert.Equal(MediaKind.Picture, MediaKinds.Of(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(MediaKind.Picture, MediaKinds.Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text.TrimStart('\uFEFF'))]));
    }

    [Theory]
    [InlineData("<svg is what an element of vector graphics begins with.")]
    [InlineData("<svgs>")]
    [InlineData("{\"icon\":\"<svg width='10'>\"}")]
    [InlineData("<!DOCTYPE html><html><body><svg width=\"10\"></svg>")]
    [InlineData("<div><svg width=\"10\"></svg></div>")]
    [InlineData("How to write <svg> by hand")]
    [InlineData("<!-- <svg> ")]
    [InlineData("<?xml version=\"1.0\"?><order><svg/></order>")]
    [InlineData("<")]
    public void Of_WhatOnlyHoldsAnSvg_IsADocument(string text) => Assert.Equal(MediaKind.Document, MediaKinds.Of(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("heic")]
    [InlineData("heix")]
    [InlineData("heim")]
    [InlineData("heis")]
    [InlineData("hevc")]
    [InlineData("hevx")]
    [InlineData("hevm")]
    [InlineData("hevs")]
    [InlineData("mif1")]
    [InlineData("msf1")]
    [InlineData("avif")]
    public void Of_ABrandOfHeif_IsAPicture(string brand) => Assert.Equal(MediaKind.Picture, MediaKinds.Of([0, 0, 0, 24, .. Encoding.ASCII.GetBytes($"ftyp{brand}"), 0, 0, 0, 0]));

    [Fact]
    public void Of_TextThatBeginsWithBm_IsADocument() => Assert.Equal(MediaKind.Document, MediaKinds.Of("BMW sold 2.5 million cars."u8));

    [Fact]
    public void Of_AUtf16Mark_IsADocument() => Assert.Equal(MediaKind.Document, MediaKinds.Of([0xFF, 0xFE, (byte)'h', 0, (byte)'i', 0]));
}
