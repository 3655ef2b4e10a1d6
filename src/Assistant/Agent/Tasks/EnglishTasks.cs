using System.Buffers;
using Assistant.Text;

namespace Assistant.Agent.Tasks;

/// <summary>Tasks for a language model by the words of an English message: a verb of doing and what it is done to. Questions are none, but for the few that mean a task ("how do you say ... in French?").</summary>
internal static class EnglishTasks
{
    private const int Few = 6;

    private static readonly SearchValues<char> s_quotes = SearchValues.Create("\"“”'‘’");

    private static readonly string[] s_questions = ["what", "whats", "which", "who", "whos", "whom", "where", "wheres", "when", "whens", "why", "how", "is", "are", "was", "were", "does", "do", "did", "has", "have"];

    private static readonly string[] s_languages =
    [
        "english", "chinese", "mandarin", "cantonese", "german", "french", "spanish", "italian", "japanese", "korean", "dutch", "polish", "portuguese", "russian", "turkish", "arabic", "hindi", "swedish", "danish", "norwegian", "finnish", "czech", "greek", "ukrainian",
        "vietnamese", "thai", "hebrew", "romanian", "hungarian", "latin", "indonesian", "malay", "bulgarian", "croatian", "serbian", "slovak", "urdu", "bengali", "persian",
    ];

    private static readonly string[] s_into = [.. s_languages.Select(language => "into " + language)];
    private static readonly string[] s_in = [.. s_languages.Select(language => "in " + language), .. s_languages.Select(language => "to " + language)];
    private static readonly string[] s_version = [.. s_languages.Select(language => language + " version"), .. s_languages.Select(language => language + " translation")];

    private static readonly string[] s_summarise =
        ["summar*", "sumar*", "sum up", "sum it up", "sum this up", "tl dr", "tldr", "gist", "key points", "main points", "takeaways", "nutshell", "short version", "brief overview", "overview of", "recap", "condense*", "boil down", "boil it down", "boil this down", "highlights", "most important points", "bullet points", "the essentials"];

    private static readonly string[] s_ofASummary = ["summary say*", "summary on", "summary mention*", "summary of page", "the summary", "in the summary"];
    private static readonly string[] s_about = ["what is this about", "whats this about", "what is it about", "whats it about", "what are the main points", "what are the key points", "what are the takeaways", "what are the highlights", "what is the gist", "whats the gist"];

    private static readonly string[] s_write = ["write", "draft", "compose", "create", "generate", "formulate", "make up", "invent", "come up with"];

    /// <summary>May ask for what is there already: only with "a" they ask for something new.</summary>
    private static readonly string[] s_writeNew = ["make a", "make an", "make me a", "prepare a", "prepare an", "give me a", "give me an", "give me some", "i need a", "i need an", "i need some", "i want a", "i want an", "need help with a", "help me with a", "tell me a"];

    private static readonly string[] s_texts =
    [
        "mail", "email", "e mail", "letter", "reply", "response", "message", "text", "text message", "sms", "post", "tweet", "poem", "story", "joke", "haiku", "limerick", "slogan", "speech", "announcement", "invitation", "function", "script", "program", "code", "query", "regex", "regular expression", "class", "method", "macro",
        "formula", "unit test", "unit tests", "ideas", "apology", "reminder", "complaint", "application", "cover letter", "resignation", "template", "article", "blog", "caption", "newsletter", "memo", "agenda", "outline", "out of office", "auto reply", "bio", "job ad", "job description", "recommendation", "congratulations",
        "proposal", "essay", "press release", "thank you note", "birthday wish*", "note", "answer to", "description", "statement", "toast", "report", "list of ideas", "sql", "python", "javascript", "bash", "html", "css", "advert", "ad", "review",
    ];

    private static readonly string[] s_rewrite =
        ["rewrite", "rephrase", "reword", "paraphrase", "proofread", "proof read", "polish", "shorten", "simplify", "improve", "correct", "fix", "clean up", "tone down", "edit", "revise", "tidy up", "spell check", "cut it", "cut this", "check my", "touch up", "expand on"];

    private static readonly string[] s_rewritten =
        ["this", "it", "that", "text", "mail", "email", "e mail", "letter", "grammar", "spelling", "typos", "mistakes", "errors", "sentence", "sentences", "paragraph", "english", "message", "wording", "answer", "reply", "draft", "post", "tone", "following", "these"];

    private static readonly string[] s_comparatives =
        ["shorter", "longer", "friendlier", "simpler", "clearer", "politer", "nicer", "softer", "warmer", "stronger", "crisper", "more formal", "less formal", "more polite", "more professional", "less stiff", "more casual", "more friendly", "more concise", "less wordy", "more direct", "more detailed", "more personal", "in half", "sound more", "sound less", "sound better", "sound nicer", "easier to read", "more *"];

    private static readonly MessageShape s_comparativeAlone = new(
        ["shorter", "longer", "friendlier", "simpler", "clearer", "politer", "nicer", "softer", "warmer", "crisper", "more formal", "less formal", "more polite", "more professional", "more casual", "more friendly", "more concise", "less wordy", "more direct", "more detailed", "too long", "cut it in half", "too formal"],
        ["please", "pls", "a", "bit", "little", "much", "make", "it", "can", "you", "could", "that", "thats", "this", "and", "but", "now", "the", "text", "same", "ok", "even", "way", "to", "be", "should", "sound", "be"]);

    /// <summary>Null for a question, and for tasks that are not a model's.</summary>
    public static MessageTask? Of(string message)
    {
        var text = new MessageWords(message);
        var asks = text.Begins(s_questions);
        if (text.Has("translat*", "tranlsat*", "tranlat*", "transalt*") && !(asks && !text.Has(s_in) && !text.Has(s_into)) || (text.Has(s_into) && !asks) || (!asks && text.Has(s_version))
            || (text.Has(s_in) && (text.Has("how do you say", "how do i say", "how would you say", "what is the word for", "say this", "say it", "put this", "put it") || (text.Begins("what is", "whats", "what does") && text.Count <= Few + 4 && message.AsSpan().ContainsAny(s_quotes)))))
            return MessageTask.Translate;
        if (asks && !text.Has(s_about))
            return null;
        if (s_comparativeAlone.Fits(message) || (text.Has("make", "sound") && text.Has(s_rewritten) && text.Has(s_comparatives)) || (text.Has(s_rewrite) && text.Has(s_rewritten) && IsAsked(text, s_rewrite)))
            return MessageTask.Rewrite;
        var summarises = text.Has(s_about) || (text.Has(s_summarise) && !(text.Has(s_ofASummary) && !text.Has("write", "give me", "make", "i need")));
        if (summarises && !(text.Has("write", "draft", "compose") && text.Has("mail", "email", "letter", "message", "post", "reply")))
            return MessageTask.Summarise;
        return (IsAsked(text, s_write) || text.Has(s_writeNew)) && text.Has(s_texts) || text.Begins("reply to", "please reply to", "answer this mail", "answer this email") ? MessageTask.Write : null;
    }

    /// <summary>The verb begins what is asked: "please write", "can you write", "I need"; not "they write".</summary>
    private static bool IsAsked(MessageWords text, string[] verbs)
    {
        foreach (var verb in verbs)
            if (text.Begins(verb, "please " + verb, "pls " + verb, "plz " + verb, "kindly " + verb) || text.Has("you " + verb, "you please " + verb, "you pls " + verb, "me " + verb, "me to " + verb, "to " + verb, "and " + verb, "lets " + verb, "please " + verb, "pls " + verb, "hi " + verb, "hello " + verb, "hey " + verb, "just " + verb))
                return true;
        return false;
    }
}
