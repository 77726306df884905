#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// A character encoding whose tables are the C library's: `iconv`.
///
/// The same bytes give the same text wherever there are tables; a machine without them says so.
struct SystemEncoding: Sendable {
    /// The C library's name for it.
    let table: String
    /// Characters that the C library gives to bytes which the encoding leaves open: control characters, private ones.
    let excluded: ClosedRange<UInt32>?

    /// The bytes for a text; nil when a character has none.
    func encode(_ text: String) throws(FunctionFault) -> [UInt8]? {
        guard allows(text), let bytes = try converted(Array(text.utf8), from: "UTF-8", to: table) else { return nil }
        // A character that only resembles the one it is written as comes back as another.
        let back = try converted(bytes, from: table, to: "UTF-8").flatMap { String(validating: $0, as: UTF8.self) }
        return back?.normalized == text.normalized ? bytes : nil
    }

    /// The text that bytes stand for; nil when some stand for none.
    func decode(_ bytes: [UInt8]) throws(FunctionFault) -> String? {
        guard let utf8 = try converted(bytes, from: table, to: "UTF-8"),
            let text = String(validating: utf8, as: UTF8.self)
        else { return nil }
        return allows(text) ? text : nil
    }

    private func allows(_ text: String) -> Bool {
        guard let excluded else { return true }
        return !text.unicodeScalars.contains { excluded.contains($0.value) }
    }

    /// The bytes in the other encoding; nil when they do not all stand for something in both.
    private func converted(
        _ bytes: [UInt8], from source: String, to target: String
    ) throws(FunctionFault) -> [UInt8]? {
        guard let descriptor = iconv_open(target, source), Int(bitPattern: descriptor) != -1 else {
            throw FunctionFault(
                "the C library of this machine has no table for the encoding (\(table)); with glibc, its \"gconv\" modules are missing",
                argument: 1)
        }
        defer { iconv_close(descriptor) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output: [UInt8] = []
        var buffer = [CChar](repeating: 0, count: 4096)
        return input.withUnsafeMutableBufferPointer { input -> [UInt8]? in
            var next = input.baseAddress
            var left = input.count
            var isEnding = false
            while true {
                let (isDone, isFull) = buffer.withUnsafeMutableBufferPointer { buffer in
                    var place = buffer.baseAddress
                    var room = buffer.count
                    // Without input: what leads back to the encoding's first state.
                    let result =
                        isEnding
                        ? iconv(descriptor, nil, nil, &place, &room)
                        : iconv(descriptor, &next, &left, &place, &room)
                    let isFull = result == Int(bitPattern: UInt.max) && errno == E2BIG
                    output += buffer.prefix(buffer.count - room).map { UInt8(bitPattern: $0) }
                    return (result != Int(bitPattern: UInt.max), isFull)
                }
                guard isDone || isFull else { return nil }
                if isDone, isEnding { return output }
                if isDone { isEnding = true }
            }
        }
    }
}
