namespace Shop.Processes;

/// <summary>What a process of the shop does.</summary>
public enum Role
{
    /// <summary>Runs the sagas: one for each order.</summary>
    Orchestrator = 0,

    /// <summary>Participant "orders".</summary>
    Orders = 1,

    /// <summary>Participant "payments".</summary>
    Payments = 2,

    /// <summary>Participant "stock".</summary>
    Stock = 3,

    /// <summary>Participant "shipping".</summary>
    Shipping = 4,
}

/// <summary>Roles as they are typed and shown.</summary>
internal static class Roles
{
    /// <summary>All of them; who is asked before who asks.</summary>
    public static IReadOnlyList<Role> All { get; } = [Role.Orders, Role.Payments, Role.Stock, Role.Shipping, Role.Orchestrator];

    /// <summary>The role's name.</summary>
    public static string Name(this Role role) => role.ToString().ToLowerInvariant();

    /// <summary>The role of a name; null: there is none.</summary>
    public static Role? Parse(string name) => All.Where(role => role.Name() == name).Cast<Role?>().FirstOrDefault();
}
