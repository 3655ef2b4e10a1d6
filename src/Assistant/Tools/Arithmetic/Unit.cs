namespace Assistant.Tools.Arithmetic;

internal enum UnitKind { Length, Weight, Temperature, Time, Data, Area, Volume, Speed, Currency }

/// <summary>A unit: (value + <paramref name="Offset"/>) x <paramref name="Factor"/> / <paramref name="Divisor"/> is the value in its kind's base unit (metre, kilogram, kelvin, second, byte, square metre, litre, metre a second).</summary>
internal sealed record Unit(string Symbol, UnitKind Kind, decimal Factor, decimal Offset = 0, decimal Divisor = 1);
