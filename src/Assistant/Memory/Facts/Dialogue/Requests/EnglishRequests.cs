using Assistant.Text;
using static Assistant.Memory.Facts.Dialogue.MemoryRequestKind;

namespace Assistant.Memory.Facts.Dialogue.Requests;

/// <summary>
/// What an English message wants of the memory, by the kinds of words that it puts together, whatever their order: keeping or removing, what it is about
/// (the person, this conversation, everything), until when. No single word decides.
/// </summary>
internal static class EnglishRequests
{
    private const int MostWords = 32, Few = 9;

    private static readonly string[] s_keep =
        ["remember*", "memori*", "stor*", "save*", "saving", "record*", "retain*", "log", "logs", "logging", "logged", "keep track", "keeping track", "keep notes", "take notes", "taking notes", "note down", "noting", "notes", "collect*", "learn*", "hold on to", "hold onto", "keep anything", "keep things"];

    private static readonly string[] s_memory = ["memory", "memories", "your notes", "note taking", "remembering"];
    private static readonly string[] s_stop = ["stop*", "quit", "paus*", "suspend*", "disabl*", "dont", "do not", "never", "not", "without", "no more", "hold off", "cease", "skip*", "off", "deactivat*", "halt", "nothing", "none", "avoid", "no", "didnt", "turn of"];
    private static readonly string[] s_you = ["you", "your", "youve", "youre"];
    private static readonly string[] s_aboutMe = ["about me", "on me", "of me", "re me", "regarding me", "concerning me", "under my name", "as far as im concerned", "about my life", "who i am", "about us", "summarize me", "summarise me"];
    private static readonly string[] s_whatIsSaid = ["about me", "on me", "of me", "anything", "things", "stuff", "what i say", "what i tell", "everything i say", "nothing i say", "i say", "i tell you", "details", "my messages"];

    private static readonly string[] s_remove =
        ["forget*", "delet*", "eras*", "remov*", "wip*", "purg*", "clear*", "empty", "drop", "scrub*", "dump", "reset*", "destroy*", "get rid of", "throw away", "throw out", "unremember", "nuke", "gone", "bin", "stranger again", "none of my"];

    private static readonly string[] s_all = ["everything", "all", "entire", "whole", "every", "the lot", "anything", "whatever", "completely", "none of my", "all of it"];

    private static readonly string[] s_thisTalk =
    [
        "this conversation", "this chat", "this talk", "this thread", "this session", "this exchange", "this discussion", "this one", "this time", "our conversation", "our chat", "our talk", "todays talk", "todays chat", "todays conversation",
        "this once", "just once", "what im about to", "what i am about to", "what i say next", "what im going to", "current conversation", "current chat", "it afterwards", "when were done", "any of this", "talk about here", "say here", "tell you here",
    ];

    private static readonly string[] s_private = ["incognito", "private mode", "private chat", "private session", "private conversation", "off the record", "no trace", "temporary chat", "between us", "between you and me"];

    private static readonly string[] s_fromNow =
        ["from now on", "from here on", "until", "till", "for now", "for a while", "for a few", "any more", "anymore", "in future", "in the future", "going forward", "for the time being", "any longer", "starting today", "starting now", "from today", "break"];

    private static readonly string[] s_again = ["again", "once more", "after all", "resum*", "unpaus*", "reenabl*", "re enabl*", "reactivat*", "back on", "on again", "back up", "go back to", "undo", "turn on", "switch on", "enable", "no need", "no longer", "break is over", "pause is over"];

    private static readonly string[] s_mine = ["my memor*", "my profile", "my data", "my personal", "my record*", "my dossier", "my stored", "my saved", "my details", "my history", "my entire", "my whole", "history with you", "my info*", "my remembered", "all my remembered", "personal data", "stored facts", "data takeout"];

    private static readonly string[] s_known =
        ["know*", "remember*", "stor*", "save*", "keep*", "kept", "learn*", "record*", "hold*", "got", "have", "memor*", "noted", "notes", "collect*", "gather*", "told you", "made on", "made about"];

    private static readonly string[] s_takeAlong = ["export", "download*", "copy", "backup", "back up", "takeout", "csv", "json", "excel", "excell", "zip", "as a file", "to a file", "file with", "format", "bundle*", "to my computer", "take my memory", "take my data", "take my memories", "portab*", "requesting", "gdpr"];
    private static readonly string[] s_sendMe = ["send me", "mail me", "email me", "give me", "print", "hand me", "hand over", "let me have"];
    private static readonly string[] s_ask = ["what", "whats", "which", "show", "list", "tell", "see", "rundown", "overview", "summar*", "how much", "recap", "read back", "reading back", "read me", "view", "anything", "hear", "curious", "do you keep", "check"];

    private static readonly string[] s_elsewhere =
        ["invoice", "document", "picture", "table", "column", "row", "paragraph", "phone", "laptop", "drive", "sheet", "calendar", "cart", "folder", "file name", "contacts", "facebook", "google", "icloud", "they"];

    public static MemoryIntent? Of(string message)
    {
        var text = new MessageWords(message).Without(
            "i dont remember", "i do not remember", "i cant remember", "i cannot remember", "i didnt", "never mind", "dont forget", "do not forget", "i forgot", "let me forget", "you never", "you dont", "you cant", "you cannot");
        if (text.Count is 0 or > MostWords || text.Begins("does the", "how does"))
            return null;
        // Asked how to: only to take along is ours to answer, the rest may be about any other program.
        if (text.Begins("how do i", "how can i", "how to", "is it possible"))
            return TakesAlong(text, s_takeAlong) && (text.Has(s_you) || text.Has("with me to")) ? new(TakeAlong) : null;
        if (Off(text))
            return new(DoNotRemember);
        if (One(text))
            return new(Forget, text.ToString());
        if (Resumed(text))
            return new(Resume);
        if (Paused(text))
            return new(Pause);
        if (TakesAlong(text, s_takeAlong))
            return new(TakeAlong);
        if (Everything(text) is { } all)
            return new(all);
        if (TakesAlong(text, s_sendMe) && !text.Has("rundown", "overview", "list", "summar*"))
            return new(TakeAlong);
        if (Listed(text))
            return new(Overview);
        return Reason(text) ?? (text.Has("my", "i") && text.Has("forget*") ? new(Forget, text.ToString(), IsSure: false) : null);
    }

    private static bool Off(MessageWords text) =>
        (text.Has(s_private) && text.Count <= Few + 6)
        || (text.Has(s_thisTalk) && !text.Has("from now on", "going forward")
            && ((text.Has(s_stop) && (text.Has(s_keep) || text.Has(s_memory))) || (text.Has("leave", "keep") && text.Has("out of") && text.Has("memory", "notes")) || (text.Has("dont add", "do not add") && text.Has(s_you))
                || (text.Has(s_remove) && text.Count <= Few && text.Has("this conversation", "this chat", "our conversation", "our chat", "this session", "this talk"))))
        || (text.Has("once i close", "when i close", "after i close", "once im gone", "when were done", "after this chat") && (text.Has(s_remove) || text.Has("never heard")));

    /// <summary>One thing to forget: "stop remembering that I smoke", "remove my birthday from your notes".</summary>
    private static bool One(MessageWords text)
    {
        if (text.Has("stop remembering that", "stop remembering my", "stop storing my", "stop keeping my", "pretend i never", "pretend i didnt", "didnt keep my", "no longer keep my", "no need to remember my", "no need to keep my", "no longer need you to hold", "unremember", "dont remember my", "do not remember my", "dont save my", "dont store my", "do not store my"))
            return true;
        return !(text.Has(s_all) && !text.Has("whatever")) && (text.Has(s_remove) || text.Has("take my", "let go of")) && !text.Has(s_aboutMe) && !text.Has(s_thisTalk) && !text.Has(s_mine)
            && text.Has("your memory", "your memories", "your notes", "your records", "you remember", "the bit about", "the part about", "the thing about", "i told you about", "i said about", "you know about my", "you stored about", "you have on my", "you have about my", "whatever youve saved");
    }

    private static bool Paused(MessageWords text)
    {
        var isOrder = text.Has(s_you) || text.Begins("dont", "do not", "stop", "quit", "pause", "please", "suspend", "disable", "turn", "switch", "no more", "lets", "from now on", "from here on", "until", "memory", "pls", "never");
        if (!text.Has(s_stop) && !text.Has("break") || text.Has("that way", "like that") || !(isOrder || text.Has(s_fromNow)))
            return false;
        var switchesOff = text.Has(s_memory) && text.Has("stop*", "quit", "paus*", "suspend*", "disabl*", "off", "turn of", "deactivat*", "hold off", "halt", "cease", "break") && (text.Count <= Few + 3 || text.Has(s_fromNow));
        return switchesOff || (text.Has(s_keep) && text.Has(s_whatIsSaid) && (text.Has(s_fromNow) || text.Has("remember*", "memori*", "about me", "on me", "i say", "i tell you", "what i say", "what i tell")))
            || (text.Has("no more") && text.Has("memori*", "remembering", "note taking", "taking notes")) || (text.Has("dont add to it", "do not add to it", "dont add anything") && text.Has("keep", "youve got", "you have"));
    }

    private static bool Resumed(MessageWords text)
    {
        if (!text.Has(s_again) || text.Has(s_remove) || text.Has("until", "till", "when to", "never", "dont", "do not") && !text.Has("undo", "no need"))
            return false;
        if (text.Has("unpause") && text.Count <= Few)
            return true;
        var about = text.Has(s_whatIsSaid) || text.Has("remember again", "remembering again", "me", "memory", "memories", "remembering", "taking notes");
        return (text.Has(s_keep) || text.Has(s_memory) || text.Has("no memory mode")) && about && (text.Has(s_you) || text.Has(s_memory) || text.Has("me") || text.Begins("start", "resume", "turn", "switch", "enable", "begin"))
            && !text.Has(s_elsewhere) && !text.Has("what did", "did i");
    }

    private static MemoryRequestKind? Everything(MessageWords text)
    {
        var freshStart = text.Has("as if wed never met", "as if we never met", "as if we had never met", "wipe it all", "wipe it clean", "remove the lot", "delete the lot", "forget me", "nuke my profile", "reset my profile")
            || (text.Has("your memory", "memory of me") && text.Has("wipe", "clear", "reset", "erase", "empty") && text.Count <= Few && !text.Has("from your memory", "my"))
            || (text.Has("clean slate", "start over", "start from scratch", "stranger again") && (text.Has(s_remove) || text.Has("with me")))
            || text.ToString() is "forget everything" or "forget all" or "forget it all" or "erase everything" or "yes erase everything" or "delete everything" or "erase me";
        var known = text.Has(s_you) && text.Has(s_known) || text.Has(s_memory);
        if (!freshStart && !(text.Has(s_remove) && (text.Has(s_all) || text.Has(s_mine) || text.Has("memories")) && (known && (text.Has(s_aboutMe) || text.Has(s_memory) || text.Has("you know", "told you", "youve saved", "you saved", "you remember")) || text.Has(s_mine) || text.Has("about me"))))
            return null;
        if (text.Has(s_elsewhere))
            return null;
        return text.Has("data", "conversations", "messages", "chats", "history", "record", "records", "files", "erase everything", "erase me") ? EraseData : ForgetEverything;
    }

    private static bool TakesAlong(MessageWords text, string[] take) =>
        text.Has(take) && !text.Has(s_elsewhere) && (text.Has(s_mine) || text.Has("your notes on me", "your notes about me", "your memory of me") || (text.Has(s_you) && text.Has(s_known) && text.Has(s_aboutMe)));

    private static bool Listed(MessageWords text)
    {
        if (text.Has(s_remove) || text.Has("think", "why", "how come", "who told") || text.Has(s_elsewhere))
            return false;
        return text.Has("do you remember me", "your notes on me", "your notes about me", "my profile as you have it", "memory check")
            || (text.Has(s_ask) && ((text.Has(s_you) && text.Has(s_known)) || text.Has("stored", "in your memory")) && text.Has(s_aboutMe))
            || (text.Has("show", "see", "view", "list", "open") && text.Has("my memory", "my memories", "my profile", "what you remember") && text.Count <= Few);
    }

    private static MemoryIntent? Reason(MessageWords text)
    {
        if (text.Has("my file says", "your notes say", "your memory says", "your file says") && text.Has("why", "explain", "how"))
            return new(Why, text.ToString());
        var ofTelling = text.Has(
            "how come you know", "find out", "who told you", "did i tell you", "did i say", "have i told you", "did i ever tell you", "which conversation", "pick that up", "gave you the idea", "gave you the impression",
            "where did you hear", "where did you learn", "how did you learn", "what grounds", "that based on", "that coming from", "source for", "make that up", "did i mention", "ever mention*");
        var ofThinking = text.Has("why", "how", "howd", "where", "whered", "what makes", "what made", "explain")
            && text.Has("you think", "you thought", "you say", "you said", "you believe", "you assume", "you know", "you get", "you got", "you so sure", "you conclude", "you claim", "you remember");
        return ofTelling || (ofThinking && text.Has("i", "im", "ive", "my", "me", "mine")) ? new(Why, text.ToString(), IsSure: false) : null;
    }
}
