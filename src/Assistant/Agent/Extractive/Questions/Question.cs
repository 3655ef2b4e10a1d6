using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>A question understood: what kind of answer it wants, and what it is about.</summary>
internal sealed record Question
{
    /// <summary>As it was asked.</summary>
    public required string Text { get; init; }

    /// <summary>As <see cref="Text"/>, in words that <see cref="EverydayWords"/> put plainly: what is read and compared.</summary>
    public required string Plain { get; init; }

    /// <summary>"en" or "zh": of the words of the question itself.</summary>
    public required string Language { get; init; }

    public required QuestionForm Form { get; init; }

    /// <summary>What its answer looks like, best first; empty when anything may be.</summary>
    public required IReadOnlyList<ValueKind> Wanted { get; init; }

    public required IReadOnlyList<QuestionUnit> Units { get; init; }

    public required Terms Terms { get; init; }

    /// <summary>Indexes of the units that say what is asked of the thing; see <see cref="QuestionFocus"/>.</summary>
    public IReadOnlyList<int> Focus { get; init; } = [];

    /// <summary>Amounts, dates and codes that stand in the question itself.</summary>
    public IReadOnlyList<Value> Values { get; init; } = [];

    /// <summary>The noun of "which button", "what colour", "哪个房间"; empty without one.</summary>
    public string Head { get; init; } = "";

    /// <summary>What is measured when a quantity is asked for.</summary>
    public Measure Measure { get; init; }

    /// <summary>What "how many" counts; null when nothing is counted.</summary>
    public QuestionUnit? Counted { get; init; }

    /// <summary>Said in words of the other language, for comparing with texts in it; empty when it could not be.</summary>
    public string Translated { get; init; } = "";
}

internal enum QuestionForm { What, Who, Where, When, HowMuch, HowMany, How, Why, Which, YesNo, Definition, List, Statement }
