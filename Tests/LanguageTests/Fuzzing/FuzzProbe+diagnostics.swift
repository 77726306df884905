import MartletModel

extension FuzzProbe {
    /// The longest text that a message may have: an input that is all one token must not be repeated whole.
    private static let longestMessage = 4_000

    /// The outcome for an input that was refused.
    func refused(_ faults: Diagnostics) -> Outcome {
        Outcome(
            complaint: faults.hasErrors ? complaint(of: faults) : "it was refused without an error",
            signature: signature(of: faults))
    }

    /// What is wrong with the messages.
    func complaint(of faults: Diagnostics) -> String? {
        faults.all.lazy.compactMap(complaint).first
    }

    private func complaint(of fault: Diagnostic) -> String? {
        guard !fault.detail.isEmpty, !fault.summary.isEmpty else { return "a message is empty" }
        let length = fault.detail.utf8.count + (fault.hint?.utf8.count ?? 0)
        guard length <= Self.longestMessage else {
            return "a message of \(fault.code) has \(length) bytes: \(fault.detail.prefix(200).debugDescription)"
        }
        for range in [fault.range].compactMap({ $0 }) + fault.related.map(\.range) {
            guard range.start <= range.end, range.end <= range.file.bytes.count else {
                return "\(fault.code) points outside the text: \(range.start)..<\(range.end)"
            }
            _ = range.file.line(range.startPosition.line)
            _ = range.endPosition
        }
        return nil
    }

    /// The codes and wordings, without what was quoted in them.
    func signature(of faults: Diagnostics) -> String {
        faults.all.prefix(4).map { fault in
            var isQuoted = false
            let words = fault.detail.utf8.filter { byte in
                if byte == UInt8(ascii: "`") { isQuoted.toggle() }
                return !isQuoted && byte & 0xDF >= UInt8(ascii: "A") && byte & 0xDF <= UInt8(ascii: "Z")
            }
            return fault.code.text + String(decoding: words.prefix(60), as: UTF8.self)
        }.joined(separator: ",")
    }
}
