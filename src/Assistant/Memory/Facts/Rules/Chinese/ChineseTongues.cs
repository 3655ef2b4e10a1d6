using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Languages by their Chinese names, and English ones by their own.</summary>
internal static class ChineseTongues
{
    private static readonly Regex s_tongue = Pattern.Of("(?:英|德|法|日|韩|俄|中|汉|意大利|西班牙|葡萄牙|阿拉伯|粤|泰|越南|荷兰|瑞典|挪威|丹麦|芬兰|波兰|土耳其|希腊|印地|印尼|马来|闽南|客家|闽|台|藏|蒙古|维吾尔|手)[语文]|普通话|国语|广东话|白话|客家话|上海话|四川话|台语|闽南话|西语|葡语|阿语|English|Chinese|Japanese|Korean|French|German|Spanish|Russian");

    /// <summary>The language that words name; null for none.</summary>
    public static string? Of(string words) => s_tongue.Match(words) is { Success: true } match ? match.Value : null;

    public static IEnumerable<string> All(string words) => s_tongue.Matches(words).Select(match => match.Value);
}
