using System.Buffers;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Rules of one topic: what a clause, with its predicate, states; possibly nothing.</summary>
internal interface IEnglishRule
{
    /// <summary>Without one of these in a clause the rule has nothing to read there; null where anything may be said.</summary>
    SearchValues<string>? Cues { get; }

    IEnumerable<Draft> Read(Clause clause, Predicate predicate);
}
