using System.Buffers;
using System.ComponentModel;
using System.Text;

namespace SagaDsl.Transport;

/// <summary>What a transport carries: bytes, to an address, under an id.</summary>
/// <param name="Id">The same id: the same message. Printable, at most 500 characters; it may have any Unicode in it.</param>
/// <param name="To">Where to.</param>
/// <param name="Body">The message itself. Its bytes are not changed once it was sent.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record TransportMessage(string Id, TransportAddress To, ReadOnlyMemory<byte> Body)
{
    /// <summary>The W3C trace context it was sent under, for tools that look at messages on their way; null: none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What every transport asks first: an id and an address that can be carried anywhere.</summary>
    /// <exception cref="TransportRefusedException">They cannot; the message says what is wrong with them.</exception>
    public void Check()
    {
        To.Check();
        if (Id is not { Length: > 0 and <= 500 })
            throw new TransportRefusedException($"A message to {To} has an id of {Id?.Length ?? 0} characters. An id has 1 to 500.");
        var rest = Id.AsSpan();
        while (Rune.DecodeFromUtf16(rest, out var rune, out var length) == OperationStatus.Done)
        {
            if (Rune.IsControl(rune))
                throw new TransportRefusedException($"The id of a message to {To} has the control character U+{rune.Value:X4} in it.");
            rest = rest[length..];
        }

        if (rest.Length > 0)
            throw new TransportRefusedException($"The id of a message to {To} has half a surrogate pair in it, which is no text.");
    }
}

/// <summary>Where a message goes: to whichever process runs a participant, or to the one runtime that asked.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Name">The participant's name, or the runtime's inbox: letters (a to z), digits, '-' and '_', at most 100.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct TransportAddress(TransportAddressKind Kind, string Name)
{
    private const int LongestName = 100;

    /// <summary>A participant.</summary>
    public static TransportAddress Participant(string name) => new(TransportAddressKind.Participant, name);

    /// <summary>A runtime's inbox.</summary>
    public static TransportAddress Inbox(string name) => new(TransportAddressKind.Inbox, name);

    /// <summary>What every transport asks of an address: that it can be a part of any broker's names.</summary>
    /// <exception cref="TransportRefusedException">It cannot.</exception>
    public void Check()
    {
        if (Name is not { Length: > 0 and <= LongestName } || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new TransportRefusedException($"Nothing can be sent to {this}: a name has 1 to {LongestName} letters (a to z), digits, '-' and '_'.");
    }

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
