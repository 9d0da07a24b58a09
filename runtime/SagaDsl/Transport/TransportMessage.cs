using System.ComponentModel;

namespace SagaDsl.Transport;

/// <summary>What a transport carries: bytes, to an address, under an id.</summary>
/// <param name="Id">The same id: the same message. Printable, at most 500 characters; it may have any Unicode in it.</param>
/// <param name="To">Where to.</param>
/// <param name="Body">The message itself.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record TransportMessage(string Id, TransportAddress To, ReadOnlyMemory<byte> Body)
{
    /// <summary>The W3C trace context it was sent under, for tools that look at messages on their way; null: none.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Where a message goes: to whichever process runs a participant, or to the one runtime that asked.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">The participant's name, or the runtime's inbox: letters, digits, '-' and '_'.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct TransportAddress(TransportAddressKind Kind, string Name)
{
    /// <summary>A participant.</summary>
    public static TransportAddress Participant(string name) => new(TransportAddressKind.Participant, name);

    /// <summary>A runtime's inbox.</summary>
    public static TransportAddress Inbox(string name) => new(TransportAddressKind.Inbox, name);

    /// <summary>For messages to people: <c>participant 'stock'</c>.</summary>
    public override string ToString() => Kind == TransportAddressKind.Participant ? $"participant '{Name}'" : $"inbox '{Name}'";
}

/// <summary>What kind of address it is.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public enum TransportAddressKind
{
    /// <summary>A participant: one of the processes that run it gets the message.</summary>
    Participant = 0,

    /// <summary>The inbox of one runtime.</summary>
    Inbox = 1,
}
