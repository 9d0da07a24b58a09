// Virtual time moves when a process has come to rest; other tests on the same thread pool would blur that.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
