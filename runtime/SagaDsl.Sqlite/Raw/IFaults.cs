namespace SagaDsl.Stores.Sqlite;

/// <summary>Where a test lets calls of SQLite fail. Nobody else gives one.</summary>
internal interface IFaults
{
    /// <summary>Asked before each call.</summary>
    /// <returns>The code to answer in the call's stead; SQLITE_OK: it is made.</returns>
    int Before();

    /// <summary>Told of each call that was made and succeeded.</summary>
    /// <returns>The code to answer all the same; SQLITE_OK: what it answered itself.</returns>
    int After();
}
