namespace Assistant.Privacy;

/// <summary>Content kept in memory to be quick. It is dropped whenever a person is erased, by this process or another: whose it is need not be known. Thread-safe.</summary>
public interface IContentCache
{
    void ForgetAll();
}
