using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>What form a question has and what its answer looks like, by its question words. Expects one spelling, lower case.</summary>
internal static class QuestionTypes
{
    public static (QuestionForm Form, IReadOnlyList<ValueKind> Wanted, string Head) Of(string question, string language) =>
        language == "zh" ? ChineseQuestionTypes.Of(question) : EnglishQuestionTypes.Of(question);
}
