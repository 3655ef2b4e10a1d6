namespace Assistant.ChannelSimulator.Scenarios;

/// <summary>How hostile the channel is and how fast it goes: a small YAML file, names in small letters with underscores. What it leaves out is as here.</summary>
internal sealed class Scenario
{
    /// <summary>Activities a second.</summary>
    public double Rate { get; set; } = 60;

    /// <summary>Activities of one conversation.</summary>
    public int ConversationLength { get; set; } = 10;

    /// <summary>Addresses that the connector has: a bot's limit in Teams is for each.</summary>
    public int Regions { get; set; } = 8;

    /// <summary>Seconds after which a channel sends an activity again that it holds for unacknowledged. Teams: 15.</summary>
    public double ResendAfter { get; set; } = 15;

    /// <summary>Seconds that a slow connector takes.</summary>
    public double SlowFor { get; set; } = 1;

    /// <summary>Times that the channel changes its signing key, spread over the play.</summary>
    public int KeyRollovers { get; set; } = 1;

    /// <summary>Seconds without any reply after which what is missing counts as lost, and during which doubles are looked for.</summary>
    public double Patience { get; set; } = 20;

    /// <summary>What people ask; {number} is one that no other activity asks for, nor the next one.</summary>
    public string Question { get; set; } = "What is {number} + 1?";

    /// <summary>For each behaviour the share of activities, 0 to 1: of those that are to be answered; of all for what makes an activity one that is not.</summary>
    public Dictionary<string, double> Behaviours { get; set; } = [];

    /// <summary>Settings of the server that is started here (Section:Key).</summary>
    public Dictionary<string, string> Server { get; set; } = [];

    public IReadOnlyDictionary<Behaviour, double> Shares { get; private set; } = new Dictionary<Behaviour, double>();

    /// <exception cref="InvalidDataException">What is wrong.</exception>
    public Scenario Checked()
    {
        if (Rate <= 0 || ConversationLength < 1 || Regions < 1 || ResendAfter < 0 || SlowFor < 0 || KeyRollovers < 0 || Patience <= 0 || !Question.Contains("{number}", StringComparison.Ordinal))
            throw new InvalidDataException("rate, conversation_length, regions and patience must be greater than zero, times not less, and question must hold {number}.");
        var shares = new Dictionary<Behaviour, double>();
        foreach (var (name, share) in Behaviours)
        {
            if (!Enum.TryParse<Behaviour>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var behaviour) || !Enum.IsDefined(behaviour))
                throw new InvalidDataException($"'{name}' is no behaviour; there are {string.Join(", ", Enum.GetValues<Behaviour>().Select(Name))}.");
            if (share is < 0 or > 1)
                throw new InvalidDataException($"The share of {name} must be between 0 and 1.");
            shares[behaviour] = share;
        }
        Shares = shares;
        return this;
    }

    public static string Name(Behaviour behaviour)
    {
        var name = $"{behaviour}";
        return string.Concat(name.Select((c, i) => i > 0 && (char.IsUpper(c) || (char.IsDigit(c) && !char.IsDigit(name[i - 1]))) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
    }
}
