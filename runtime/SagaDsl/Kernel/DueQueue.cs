namespace SagaDsl.Kernel;

/// <summary>
/// The due times of an instance's open steps, the earliest first, equal ones in the order in which they were set: a binary
/// heap (Williams, "Algorithm 232: Heapsort", CACM 1964) whose entries lapse when their step's due time is set again.
/// </summary>
internal struct DueQueue
{
    // One due time at a time costs no array.
    private Entry _only;
    private Entry[]? _heap;
    private int _count;
    private int _order;

    /// <summary>Adds a step; what it had before has lapsed once its <see cref="StepProgress.DueOrder"/> is the one returned.</summary>
    public int Add(int step, long dueAt)
    {
        var entry = new Entry(dueAt, ++_order, step);
        if (_heap is null)
        {
            if (_count == 0)
            {
                (_only, _count) = (entry, 1);
                return entry.Order;
            }

            _heap = [_only, default, default, default];
        }
        else if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _count * 2);
        }

        var i = _count++;
        for (; i > 0 && entry.IsBefore(_heap[(i - 1) / 2]); i = (i - 1) / 2)
            _heap[i] = _heap[(i - 1) / 2];
        _heap[i] = entry;
        return entry.Order;
    }

    /// <summary>The earliest that has not lapsed; false: there is none.</summary>
    public bool TryPeek(StepProgress[] steps, out int step, out long dueAt)
    {
        while (_count > 0)
        {
            var first = First;
            if (steps[first.Step].DueOrder == first.Order)
            {
                (step, dueAt) = (first.Step, first.DueAt);
                return true;
            }

            Drop();
        }

        (step, dueAt) = (-1, 0);
        return false;
    }

    /// <summary>Takes the one that was peeked at.</summary>
    public void Take(StepProgress[] steps)
    {
        steps[First.Step].DueOrder = 0;
        Drop();
    }

    private readonly Entry First => _heap is null ? _only : _heap[0];

    private void Drop()
    {
        if (_heap is not { } heap)
        {
            _count = 0;
            return;
        }

        var last = heap[--_count];
        var i = 0;
        while (2 * i + 1 is var child && child < _count)
        {
            if (child + 1 < _count && heap[child + 1].IsBefore(heap[child]))
                child++;
            if (!heap[child].IsBefore(last))
                break;
            heap[i] = heap[child];
            i = child;
        }

        heap[i] = last;
    }

    private readonly record struct Entry(long DueAt, int Order, int Step)
    {
        public bool IsBefore(in Entry other) => DueAt != other.DueAt ? DueAt < other.DueAt : Order < other.Order;
    }
}
