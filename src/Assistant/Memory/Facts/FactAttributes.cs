using System.Collections.Frozen;

namespace Assistant.Memory.Facts;

/// <summary>
/// The attributes that rules write. One value at a time holds for all but the collections; "order N", "appointment X", "deadline X"
/// and "favourite X" are attributes of their own.
/// </summary>
public static class FactAttributes
{
    public const string User = "user";
    public const string Name = "name", Home = "home", Employer = "employer", Role = "role", Birthday = "birthday", Age = "age";
    public const string Phone = "phone", Email = "email", Address = "address", ShoeSize = "shoe_size", Size = "size";
    public const string Language = "language", Contact = "contact", Diet = "diet", Speaks = "speaks";
    public const string Likes = "likes", Dislikes = "dislikes", Allergy = "allergy", Pet = "pet", Device = "device", Vehicle = "vehicle";
    public const string CustomerNumber = "customer_number", ContractNumber = "contract_number", Ticket = "ticket";
    public const string Order = "order ", Appointment = "appointment ", Deadline = "deadline ", Favourite = "favourite ";

    private static readonly FrozenSet<string> s_collections = FrozenSet.ToFrozenSet(
        [Likes, Dislikes, Allergy, Pet, Device, Vehicle, Speaks, Ticket, "sister", "brother", "son", "daughter", "friend", "colleague", "neighbour", "aunt", "uncle", "cousin", "grandmother", "grandfather", "flatmate", "brother-in-law", "sister-in-law", "nephew", "niece", "grandson", "granddaughter", "stepson", "stepdaughter"]);

    /// <summary>Several values hold at once.</summary>
    public static bool IsCollection(string attribute) => s_collections.Contains(attribute);

    /// <summary>What cannot hold of the same thing: who likes it does not dislike it. Null for most attributes.</summary>
    public static string? Opposite(string attribute) => attribute switch { Likes => Dislikes, Dislikes => Likes, _ => null };
}
