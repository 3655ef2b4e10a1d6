namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>What the clauses of a message before the present one leave open, so that "新号码是" or "叫豆豆" are understood.</summary>
internal sealed class ChineseContext
{
    /// <summary>What was talked of last: an attribute, or "" for nothing in particular.</summary>
    public string Topic { get; set; } = "";

    /// <summary>Subjects by the names they were introduced with.</summary>
    public Dictionary<string, string> People { get; } = [];

    /// <summary>A kind of animal whose name is still to come.</summary>
    public string? PetKind { get; set; }

    /// <summary>A new telephone or the like was told of whose model may follow.</summary>
    public bool NewDevice { get; set; }

    /// <summary>A state that an order is in whose number is still to come, and the number named last.</summary>
    public string? OrderState { get; set; }

    public string? Order { get; set; }

    /// <summary>Nothing of the message was read yet.</summary>
    public bool IsFirst { get; set; } = true;

    /// <summary>From when what comes next is so: "五一之后寄新家：...".</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>The clause behind the present one in its sentence; empty for none.</summary>
    public string Following { get; set; } = "";

    /// <summary>What the message said so far.</summary>
    public List<Draft> Drafts { get; } = [];

    /// <summary>Whether the message named something of that attribute.</summary>
    public bool Has(string attribute) => Drafts.Exists(draft => draft.Attribute == attribute);
}
