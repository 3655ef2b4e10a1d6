using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Values;

/// <summary>What a quantity measures; <see cref="Any"/> when the question leaves it open ("how big").</summary>
internal enum Measure { Any, Weight, Length, Area, Data, Temperature, Speed, Volume, Power, Age }

/// <summary>Which measure a question asks for and which a unit belongs to.</summary>
internal static partial class Measures
{
    public static Measure Asked(string question) => question switch
    {
        _ when AskedWeight().IsMatch(question) => Measure.Weight,
        _ when AskedLength().IsMatch(question) => Measure.Length,
        _ when AskedArea().IsMatch(question) => Measure.Area,
        _ when AskedData().IsMatch(question) => Measure.Data,
        _ when AskedTemperature().IsMatch(question) => Measure.Temperature,
        _ when AskedAge().IsMatch(question) => Measure.Age,
        _ => Measure.Any,
    };

    public static bool Fits(Measure asked, string unit) => asked switch
    {
        Measure.Any => true,
        Measure.Weight => Weight().IsMatch(unit),
        Measure.Length => Length().IsMatch(unit),
        Measure.Area => Area().IsMatch(unit) || Length().IsMatch(unit),
        Measure.Data => Data().IsMatch(unit),
        Measure.Temperature => Temperature().IsMatch(unit),
        _ => true,
    };

    [GeneratedRegex(@"\b(?:heavy|weigh\w*|weight|how many (?:kilos|kilograms|pounds|tons))\b|多重|重量|体重")]
    private static partial Regex AskedWeight();

    [GeneratedRegex(@"\bhow (?:tall|high|wide|deep|far|thick|broad)\b|\b(?:height|width|depth|distance|clearance)\b|\bhow many (?:metres|meters|miles|kilomet\w+|feet|inches)\b|多[高宽深远长厚]|高度|宽度|深度|距离|长度")]
    private static partial Regex AskedLength();

    [GeneratedRegex(@"\b(?:square (?:met|kilomet|mile|f)\w*|area|floor space)\b|面积|平方米|平米")]
    private static partial Regex AskedArea();

    [GeneratedRegex(@"\b(?:memory|disk|drive|storage|bytes|(?:mega|giga|kilo|tera)bytes|download\w*|file size)\b|内存|磁盘|硬盘|空间|下载了多少|兆")]
    private static partial Regex AskedData();

    [GeneratedRegex(@"\b(?:hot|cold|warm|temperature|degrees)\b|温度|气温|多少度|几度")]
    private static partial Regex AskedTemperature();

    [GeneratedRegex(@"\bhow old\b|\bage\b|多大年纪|几岁|多少岁|年龄")]
    private static partial Regex AskedAge();

    [GeneratedRegex(@"^(?:kg|kilograms?|kilos?|grams?|g|mg|tons?|tonnes?|t|lbs?|pounds?|oz|ounces?|千克|公斤|斤|克|吨)$", RegexOptions.IgnoreCase)]
    private static partial Regex Weight();

    [GeneratedRegex(@"^(?:km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|cm|mm|inch(?:es)?|feet|foot|ft|yards?|yd|m|公里|千米|米|厘米|毫米|英里|英尺)$", RegexOptions.IgnoreCase)]
    private static partial Regex Length();

    [GeneratedRegex(@"^(?:km²|m²|m2|sqm|square\s.*|acres?|hectares?|ha|平方米|平方公里|平米|公顷|亩)$", RegexOptions.IgnoreCase)]
    private static partial Regex Area();

    [GeneratedRegex(@"^(?:[kmgt]i?b?|[kmgt]?bytes?|b)$", RegexOptions.IgnoreCase)]
    private static partial Regex Data();

    [GeneratedRegex(@"^(?:°\s?[cf]|degrees?|度)$", RegexOptions.IgnoreCase)]
    private static partial Regex Temperature();
}
