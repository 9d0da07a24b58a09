namespace SagaDsl.Stores;

/// <summary>What every store refuses alike, before anything happens: requests that could not be read back as they were made.</summary>
internal static class StoreArguments
{
    /// <exception cref="ArgumentException">Something in it cannot be stored, or a message that leaves with it.</exception>
    public static void Verify(in AppendRequest request)
    {
        StoreText.Verify(request.Instance, nameof(request));
        // The saga's name is kept with the first record.
        if (request.Record.Position == 0)
            StoreText.Verify(request.Saga, nameof(request));
        for (var i = 0; i < request.Outgoing?.Count; i++)
            Verify(request.Outgoing[i]);
    }

    /// <exception cref="ArgumentException">It holds half a surrogate pair, is of no kind, or is a command without one.</exception>
    public static void Verify(SagaMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        StoreText.Verify(message.Id, nameof(message));
        StoreText.Verify(message.Instance, nameof(message));
        StoreText.Verify(message.Name, nameof(message));
        StoreText.Verify(message.Step, nameof(message));
        StoreText.Verify(message.By?.Actor, nameof(message));
        StoreText.Verify(message.By?.Reason, nameof(message));
        StoreText.Verify(message.From, nameof(message));
        if (message.Kind == MessageKind.Unknown || !Enum.IsDefined(message.Kind) || (message.Command is { } command && !Enum.IsDefined(command)))
            throw new ArgumentException($"Message '{message.Id}' is of a kind, or holds a command, that there is not.", nameof(message));
        if (message.Kind == MessageKind.Command && (message.Command is null || message.By is null))
            throw new ArgumentException($"Message '{message.Id}' is a command and does not say which, or whose: set Command and By.", nameof(message));
        if (message.Element < 0)
            throw new ArgumentException($"Message '{message.Id}' is about element {message.Element}: elements are counted from 0.", nameof(message));
    }

    /// <exception cref="ArgumentException">A text of the query holds half a surrogate pair.</exception>
    public static void Verify(InstanceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        StoreText.Verify(query.Saga, nameof(query));
        StoreText.Verify(query.AfterId, nameof(query));
    }
}
