namespace Assistant.Notices;

/// <summary>The inbox's name of a notice in each conversation: a second one of the same name is a duplicate.</summary>
public static class NoticeIds
{
    public static string ActivityOf(string noticeId) => "notice:" + noticeId;
}
