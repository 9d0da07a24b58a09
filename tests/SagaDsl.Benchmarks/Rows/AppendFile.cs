using Microsoft.Win32.SafeHandles;

namespace SagaDsl.Benchmarks.Rows;

/// <summary>A file that is appended to and flushed to the disk.</summary>
public sealed class AppendFile : IAsyncDisposable
{
    private readonly byte[] _block = new byte[4096];
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private long _position;

    public AppendFile(string folder)
    {
        _path = Path.Combine(folder, "append.bin");
        File.Delete(_path);
        _file = File.OpenHandle(_path, FileMode.Create, FileAccess.Write);
        Random.Shared.NextBytes(_block);
    }

    public void Append()
    {
        RandomAccess.Write(_file, _block, _position);
        RandomAccess.FlushToDisk(_file);
        _position += _block.Length;
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        File.Delete(_path);
        return default;
    }
}
