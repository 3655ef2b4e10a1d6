using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts;

/// <summary>
/// Finds what an open statement is of, from the statements before it: a correction without an attribute, a person who is called by name,
/// an order by its number or as the only one under way. Fed in the order in which they were said.
/// </summary>
internal sealed partial class OpenStatements
{
    private const string UnderWay = "ordered", Sent = "shipped";

    /// <summary>A correction without an attribute is of something said no longer ago.</summary>
    private static readonly TimeSpan s_correctable = TimeSpan.FromDays(2);

    private readonly Dictionary<string, string> _people = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _orders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is said of somebody who is nobody's in the ledger is not even kept.</summary>
    public static bool MayEverMean(Statement statement, IEnumerable<KeptStatement> known, IEnumerable<Statement> same)
    {
        if (statement.Attribute.Length == 0 || !statement.IsOpen)
            return true;
        var statements = known.Select(kept => kept.Statement).Concat(same);
        return statement.Subject.Length > 1 ? statements.Any(other => IsPerson(other) && string.Equals(other.Value, statement.Subject[1..], StringComparison.OrdinalIgnoreCase))
            : statements.Any(other => !other.IsOpen && IsOrder(other) && (statement.Attribute == FactAttributes.Order || string.Equals(other.Attribute, statement.Attribute, StringComparison.OrdinalIgnoreCase)));
    }

    public void Saw(Statement statement)
    {
        if (IsPerson(statement) && statement.Kind != StatementKind.Ends)
            _people[statement.Value] = statement.Attribute;
        if (IsOrder(statement))
            _orders[statement.Attribute] = statement.Value;
    }

    public KeptStatement? Resolve(KeptStatement open, KeptStatement? last)
    {
        var statement = open.Statement;
        if (statement.Attribute.Length == 0)
            return last is null || open.SaidAt - last.SaidAt > s_correctable || Fitting(statement.Value, last.Statement) is not { } value ? null
                : open with { Statement = statement with { Subject = last.Statement.Subject, Attribute = last.Statement.Attribute, Value = value } };
        if (statement.Subject.Length > 1)
            return _people.TryGetValue(statement.Subject[1..], out var relation)
                ? open with { Statement = statement with { Subject = FactAttributes.IsCollection(relation) ? relation + " " + statement.Subject[1..] : relation } } : null;
        if (Order(statement.Attribute) is not { } order)
            return null;
        return open with { Statement = statement with { Subject = FactAttributes.User, Attribute = order } };
    }

    private string? Order(string attribute)
    {
        if (attribute != FactAttributes.Order)
            return _orders.Keys.FirstOrDefault(known => string.Equals(known, attribute, StringComparison.OrdinalIgnoreCase));
        var underWay = _orders.Where(order => order.Value is UnderWay or Sent).Select(order => order.Key).Take(2).ToList();
        return underWay.Count == 1 ? underWay[0] : null;
    }

    /// <summary>A day takes the place of a day only, and is written as the attribute writes it.</summary>
    private static string? Fitting(string value, Statement last)
    {
        var birthday = last.Attribute == FactAttributes.Birthday;
        var takesDay = birthday || last.Attribute.StartsWith(FactAttributes.Appointment, StringComparison.Ordinal) || last.Attribute.StartsWith(FactAttributes.Deadline, StringComparison.Ordinal);
        return Day().IsMatch(value) == takesDay || (birthday && value.Length == 5) ? birthday && last.Value.Length == 5 && value.Length == 10 ? value[5..] : value : null;
    }

    private static bool IsPerson(Statement statement) => statement.Subject == FactAttributes.User && FactAttributes.IsRelation(statement.Attribute);

    private static bool IsOrder(Statement statement) => statement.Subject == FactAttributes.User && statement.Attribute.StartsWith(FactAttributes.Order, StringComparison.Ordinal);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$")]
    private static partial Regex Day();
}
