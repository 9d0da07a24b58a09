namespace Shop;

/// <summary>The program's exit codes.</summary>
public static class Exit
{
    /// <summary>All orders ended, and everything balances.</summary>
    public const int Ok = 0;

    /// <summary>An order did not end, or something does not balance. Of a service: it could not go on, and is to be started again.</summary>
    public const int DoesNotBalance = 1;

    /// <summary>An option or a file is wrong, or something is not installed.</summary>
    public const int WrongInput = 2;

    /// <summary>Stopped by the user.</summary>
    public const int Stopped = 130;
}
