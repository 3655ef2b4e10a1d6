namespace Assistant.Memory.Facts;

/// <summary>
/// What the statements so far have given names and numbers to, for statements that speak of it by these alone: "Ingrid left" is of the wife whose
/// name that is, "12077 arrived" of the order of that number, "my appointment was moved" of the only one that is known.
/// </summary>
internal sealed class KnownThings
{
    /// <summary>"It": the order that was spoken of last, if nothing else was spoken of since.</summary>
    public const string LastOne = "it";

    /// <summary>The only order that is ordered or shipped and has not arrived.</summary>
    public const string UnderWay = "under way";

    private readonly Dictionary<string, string> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _people = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _attributes = [];
    private string _last = "";

    // "My sister" where one sister's name is known; null where several are.
    private readonly Dictionary<string, string?> _only = [];

    public void Note(Statement statement)
    {
        var attribute = statement.Attribute;
        _last = attribute;
        if (statement.Subject != FactAttributes.User || statement.Kind == StatementKind.Ends)
            return;
        if (IsOfMany(attribute))
        {
            _states[attribute] = statement.Value;
            _attributes.Remove(attribute);
            _attributes.Add(attribute);
        }
        else if (Rules.Relations.IsRelation(attribute))
        {
            var subject = Rules.Relations.Subject(attribute, statement.Value);
            _only[attribute] = _only.TryGetValue(attribute, out var other) && other != subject ? null : subject;
            (_people[statement.Value], _people[statement.Value.Split(' ')[^1]], _people[statement.Value.Split(' ')[0]]) = (subject, subject, subject);
        }
    }

    /// <summary>The statement with whom and what it means; null where nothing is known of it.</summary>
    public Statement? Resolve(Statement statement)
    {
        if (!statement.IsOfKnown)
            return _only.TryGetValue(statement.Subject, out var only) && only is not null ? statement with { Subject = only } : statement;
        if (statement.Subject != FactAttributes.User)
            return _people.TryGetValue(statement.Subject, out var subject) ? statement with { Subject = subject, IsOfKnown = false }
                : statement.Attribute == FactAttributes.Pet ? statement with { Subject = FactAttributes.User, IsOfKnown = false } : null;
        if (statement.Attribute == FactAttributes.Order + LastOne)
            return _last.StartsWith(FactAttributes.Order, StringComparison.Ordinal) ? statement with { Attribute = _last, IsOfKnown = false } : null;
        if (statement.Attribute == FactAttributes.Order + UnderWay)
        {
            var orders = _states.Where(known => known.Key.StartsWith(FactAttributes.Order, StringComparison.Ordinal) && known.Value is "ordered" or "shipped").Take(2).ToList();
            return orders.Count == 1 ? statement with { Attribute = orders[0].Key, IsOfKnown = false } : null;
        }
        var attribute = statement.Attribute.EndsWith(' ')
            ? _attributes.FindLast(known => known.StartsWith(statement.Attribute, StringComparison.Ordinal)) : _attributes.Find(known => known == statement.Attribute);
        return attribute is null ? null : statement with { Attribute = attribute, IsOfKnown = false };
    }

    private static bool IsOfMany(string attribute) =>
        attribute.StartsWith(FactAttributes.Order, StringComparison.Ordinal) || attribute.StartsWith(FactAttributes.Appointment, StringComparison.Ordinal) || attribute.StartsWith(FactAttributes.Deadline, StringComparison.Ordinal);
}
