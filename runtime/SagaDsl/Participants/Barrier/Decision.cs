namespace SagaDsl.Participants;

/// <summary>What becomes of a call. The rows decide it, inside the transaction that holds the effect.</summary>
internal enum DecisionKind
{
    /// <summary>The work runs; what the rows say of it is in the transaction already.</summary>
    Run = 0,

    /// <summary>It was done before.</summary>
    Repeated = 1,

    /// <summary>An undo of what never came: there is nothing to do, and what is undone will never come.</summary>
    Empty = 2,

    /// <summary>The action is refused: an undo came first.</summary>
    Refused = 3,
}

/// <summary>What becomes of a call, and the row that says so; null where no row was there.</summary>
internal readonly record struct Decision(DecisionKind Kind, BarrierRow? Row = null)
{
    /// <summary>Decides, and writes what follows from it.</summary>
    public static Task<Decision> OfAsync(BarrierTable table, Place place, Effect effect) =>
        effect.Undo is null ? OfActionAsync(table, place, effect) : OfUndoAsync(table, place, effect, effect.Undo);

    private static async Task<Decision> OfActionAsync(BarrierTable table, Place place, Effect effect)
    {
        // The action's own row shows that a part of it came: so who bars the action sees it, without knowing its parts.
        if (effect.IsPart && await table.InsertOrReadAsync(place, effect.Action, BarrierRow.Parts).ConfigureAwait(false) is { IsClosed: true } closed)
            return new(DecisionKind.Refused, closed);
        while (true)
        {
            switch (await table.InsertOrReadAsync(place, effect.Row, BarrierRow.Done).ConfigureAwait(false))
            {
                case null:
                    return new(DecisionKind.Run);
                case { IsClosed: true } row:
                    return new(DecisionKind.Refused, row);
                case { State: BarrierRow.Parts }:
                    // Others may change it meanwhile; a row's states follow each other one way, so that this ends.
                    if (await table.MoveAsync(place, effect.Row, BarrierRow.Parts, BarrierRow.Done).ConfigureAwait(false))
                        return new(DecisionKind.Run);
                    continue;
                case var row:
                    return new(DecisionKind.Repeated, row);
            }
        }
    }

    private static async Task<Decision> OfUndoAsync(BarrierTable table, Place place, Effect effect, string undo)
    {
        if (!await table.InsertAsync(place, undo, BarrierRow.Done).ConfigureAwait(false))
            return new(DecisionKind.Repeated);
        while (true)
        {
            switch (await table.InsertOrReadAsync(place, effect.Row, BarrierRow.Barred).ConfigureAwait(false))
            {
                case null or { IsClosed: true }:
                    return new(DecisionKind.Empty);
                case var row:
                    if (await table.MoveAsync(place, effect.Row, row.State, BarrierRow.Undone).ConfigureAwait(false))
                        return new(row.State == BarrierRow.Done ? DecisionKind.Run : DecisionKind.Empty);
                    continue;
            }
        }
    }
}
