// Each of these runs six processes on a machine that may have two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
