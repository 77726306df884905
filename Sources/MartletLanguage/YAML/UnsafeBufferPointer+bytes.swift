#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension UnsafeBufferPointer<UInt8> {
    /// Whether both hold the same bytes. O(n), many bytes at a time.
    func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let mine = baseAddress, let theirs = other.baseAddress else { return true }
        return memcmp(mine, theirs, count) == 0
    }
}
