namespace Shop.Data;

/// <summary>A product of the shop.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="UnitsInStock">How many units there are before the first order.</param>
public sealed record Product(int Id, string Name, int UnitsInStock);
