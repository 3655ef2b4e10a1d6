namespace Assistant.Tools.Arithmetic;

/// <summary>
/// Recursive descent over the tokens of one expression, working it out as it goes:
/// sum = product (+|- product)*, product = signed (*|/|of signed)*, signed = [+|-] power, power = operand [^ signed],
/// operand = number [unit | %] | unit number | (sum) | function(sum, ...); at the end "in" unit.
/// </summary>
internal sealed class ExpressionParser(IReadOnlyList<Token> tokens)
{
    private int _at;
    private int _depth;

    private Token Here => tokens[_at];

    public Quantity Parse()
    {
        SkipFillers();
        if (Here.Kind == TokenKind.End)
            throw new CalculationException(CalculationProblem.Empty);
        var result = Sum();
        while (TakesConversion())
            result = Convert(result);
        while (Here is { Kind: TokenKind.Sign, Text: "=" })
            _at++;
        return Here.Kind == TokenKind.End ? result : throw new CalculationException(CalculationProblem.NotUnderstood, Here.Text);
    }

    private static readonly HashSet<string> s_fillers = new(StringComparer.OrdinalIgnoreCase) { "what", "is", "what's", "calculate", "compute", "how", "much", "the", "please", "of", "s" };

    private void SkipFillers()
    {
        while (Here.Kind == TokenKind.Word && s_fillers.Contains(Here.Text))
            _at++;
    }

    private Quantity Sum()
    {
        if (++_depth > Calculator.DeepestNesting)
            throw new CalculationException(CalculationProblem.TooLong);
        var left = Product();
        while (Here is { Kind: TokenKind.Sign, Text: "+" or "-" })
        {
            var sign = tokens[_at++].Text == "+" ? 1 : -1;
            left = Quantity.Add(left, Product(), sign);
        }
        _depth--;
        return left;
    }

    private Quantity Product()
    {
        var left = Signed();
        while (true)
        {
            if (Here is { Kind: TokenKind.Sign, Text: "*" } || IsWord("of"))
            {
                _at++;
                left = Quantity.Multiply(left, Signed());
            }
            else if (Here is { Kind: TokenKind.Sign, Text: "/" })
            {
                _at++;
                left = Quantity.Divide(left, Signed());
            }
            else
            {
                return left;
            }
        }
    }

    private Quantity Signed()
    {
        if (Here is not { Kind: TokenKind.Sign, Text: "+" or "-" })
            return Power();
        if (++_depth > Calculator.DeepestNesting)
            throw new CalculationException(CalculationProblem.TooLong);
        var negative = tokens[_at++].Text == "-";
        var value = Signed();
        _depth--;
        return negative ? value with { Value = -value.Value } : value;
    }

    private Quantity Power()
    {
        var left = Operand();
        if (Here is not { Kind: TokenKind.Sign, Text: "^" })
            return left;
        _at++;
        return left.Power(Signed());
    }

    private Quantity Operand()
    {
        var token = tokens[_at];
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return Measured(token.Value);
            case TokenKind.Sign when token.Text == "(":
                _at++;
                var inner = Sum();
                Expect(")");
                return inner is { Unit: null, Percent: false } ? Measured(inner.Value) : inner;
            case TokenKind.Word when token.Text == "%of":
                _at++;
                return Percentage();
            case TokenKind.Word when ExpressionFunctions.Exists(token.Text) && tokens[_at + 1] is { Kind: TokenKind.Sign, Text: "(" } or { Kind: TokenKind.Number }:
                return Function();
            case TokenKind.Word when Units.Find(token.Text) is { Kind: UnitKind.Currency } currency && tokens[_at + 1].Kind == TokenKind.Number:
                _at++;
                return new Quantity(tokens[_at++].Value, currency);
            case TokenKind.Word when token.Text.Equals("pi", StringComparison.OrdinalIgnoreCase) || token.Text == "π":
                _at++;
                return new Quantity(3.1415926535897932384626433833m);
            default:
                throw new CalculationException(token.Kind == TokenKind.Word ? CalculationProblem.UnknownUnit : CalculationProblem.NotUnderstood, token.Text);
        }
    }

    private Quantity Percentage()
    {
        var token = tokens[_at++];
        return token.Kind == TokenKind.Number ? new Quantity(token.Value, Percent: true) : throw new CalculationException(CalculationProblem.NotUnderstood, token.Text);
    }

    private Quantity Measured(decimal value)
    {
        if (Here is { Kind: TokenKind.Sign, Text: "%" })
        {
            _at++;
            return new Quantity(value, Percent: true);
        }
        if (Here.Kind != TokenKind.Word)
            return new Quantity(value);
        // "12 in to cm" and "12 in": an inch; "5 km in miles": the word for a conversion, taken elsewhere.
        if (IsWord("in") && tokens[_at + 1].Text != "%" && (tokens[_at + 1].Kind != TokenKind.Word || tokens[_at + 1].Text.ToLowerInvariant() is "in" or "to" or "into" or "as"))
        {
            _at++;
            return new Quantity(value, Units.Inch);
        }
        if (Units.Find(Here.Text) is not { } unit)
            return new Quantity(value);
        _at++;
        return Compound(new Quantity(value, unit));
    }

    /// <summary>"5 ft 3 inches", "2 h 30 min": a smaller unit of the same kind right after.</summary>
    private Quantity Compound(Quantity first)
    {
        if (Here.Kind != TokenKind.Number || tokens[_at + 1].Kind != TokenKind.Word || Units.Find(tokens[_at + 1].Text) is not { } unit || unit.Kind != first.Unit!.Kind || unit.Factor / unit.Divisor >= first.Unit.Factor / first.Unit.Divisor)
            return first;
        var next = new Quantity(tokens[_at].Value, unit);
        _at += 2;
        return Compound(Quantity.Add(first, next, 1));
    }

    private Quantity Function()
    {
        var name = tokens[_at++].Text;
        if (Here.Kind == TokenKind.Number)
            return ExpressionFunctions.Apply(name, [new Quantity(tokens[_at++].Value)]);
        Expect("(");
        var arguments = new List<Quantity> { Sum() };
        while (Here is { Kind: TokenKind.Sign, Text: "," })
        {
            _at++;
            arguments.Add(Sum());
        }
        Expect(")");
        return ExpressionFunctions.Apply(name, arguments);
    }

    private bool TakesConversion() => Here.Kind == TokenKind.Word && Here.Text.ToLowerInvariant() is "in" or "to" or "into" or "as";

    private Quantity Convert(Quantity value)
    {
        _at++;
        if (Here is { Kind: TokenKind.Sign, Text: "%" } || (Here.Kind == TokenKind.Word && Here.Text.StartsWith("percent", StringComparison.OrdinalIgnoreCase)))
        {
            _at++;
            return value is { Unit: null, Percent: false } ? new Quantity(value.Value * 100, Percent: true) : throw new CalculationException(CalculationProblem.UnitsDiffer, "%");
        }
        var word = tokens[_at++];
        var unit = word.Kind == TokenKind.Word ? (word.Text.Equals("in", StringComparison.OrdinalIgnoreCase) ? Units.Inch : Units.Find(word.Text)) : null;
        return value.In(unit ?? throw new CalculationException(CalculationProblem.UnknownUnit, word.Text));
    }

    private bool IsWord(string word) => Here.Kind == TokenKind.Word && Here.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private void Expect(string sign)
    {
        if (Here.Kind != TokenKind.Sign || Here.Text != sign)
            throw new CalculationException(CalculationProblem.NotUnderstood, Here.Kind == TokenKind.End ? sign : Here.Text);
        _at++;
    }
}
