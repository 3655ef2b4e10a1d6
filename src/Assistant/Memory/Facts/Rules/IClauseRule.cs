namespace Assistant.Memory.Facts.Rules;

/// <summary>Rules of one topic in one language: what a clause states, possibly nothing.</summary>
internal interface IClauseRule
{
    IEnumerable<Draft> Read(Clause clause);
}
