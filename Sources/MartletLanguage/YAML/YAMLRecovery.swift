/// Looks for further syntax errors behind one, so that a file is put right in one go.
///
/// Reading begins anew at a line that surely begins a key, and what is found from there on is told. A fault is never told that
/// only follows from an earlier one: where it is not sure that a line stands outside quotes and brackets, the search ends.
struct YAMLRecovery {
    /// The most faults that are told of one file.
    private static let limit = 20

    private let bytes: ArraySlice<UInt8>
    private let isASCII: Bool
    private(set) var faults: [YAMLFault]

    init(behind fault: YAMLFault, in bytes: ArraySlice<UInt8>, isASCII: Bool) {
        self.bytes = bytes
        self.isASCII = isASCII
        faults = [fault]
    }

    /// Reads on behind each fault.
    mutating func run() {
        guard var line = faults.first.flatMap({ restart(behind: $0) }) else { return }
        while faults.count < Self.limit {
            let rest = bytes[line.start...]
            guard
                let fault = YAMLEvents.forEach(
                    in: rest, offsets: CharacterOffsets(rest, isASCII: isASCII), { _ in true })
            else { return }
            let next: Line?
            if endsMapping(fault, of: line) {
                // The mapping that was read from its middle has ended; what follows belongs to one around it.
                next = self.line(from: lineStart(of: fault.offset), columns: line.outer)
            } else {
                faults.append(fault)
                next = restart(behind: fault, outer: line.outer + [indent(at: line.start)])
            }
            guard let next, next.start > line.start else { return }
            line = next
        }
    }

    /// A line that begins a key.
    private struct Line {
        let start: Int
        /// The columns in which keys of the mappings around it begin.
        let outer: [Int]
    }

    /// Whether nothing is wrong but that the line stands less deep than the one where reading began.
    private func endsMapping(_ fault: YAMLFault, of line: Line) -> Bool {
        let start = lineStart(of: fault.offset)
        return fault.problem.contains("<document start>") && fault.offset == start + indent(at: start)
            && indent(at: start) < indent(at: line.start)
    }

    // MARK: Where to go on

    /// The line behind a fault where reading can begin anew; nil when none is sure to begin a key.
    private func restart(behind fault: YAMLFault, outer: [Int] = []) -> Line? {
        guard !fault.isUnreadable else { return nil }
        // What is never closed swallowed all lines from where it began.
        let isUnclosed = fault.problem.contains("end of stream")
        let place = isUnclosed ? fault.contextOffset : fault.offset
        let end = lineEnd(of: place)
        if !isUnclosed, fault.context?.contains("quoted scalar") ?? false {
            let quotes = bytes[min(place, end)..<end].contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
            guard quotes else { return nil }
        }
        guard let line = line(from: end + 1, columns: outer + fault.columns) else { return nil }
        return fault.isInBrackets && !isUnclosed && continues(before: line.start) ? nil : line
    }

    /// The first line from an offset on that begins a key in one of some columns.
    private func line(from offset: Int, columns: [Int]) -> Line? {
        var start = offset
        while start < bytes.endIndex {
            let indent = indent(at: start)
            if columns.contains(indent), beginsKey(start + indent) {
                return Line(start: start, outer: columns.filter { $0 < indent })
            }
            start = lineEnd(of: start) + 1
        }
        return nil
    }

    /// Whether a plain key stands at an offset: `name:` and a space or the end of the line.
    private func beginsKey(_ offset: Int) -> Bool {
        var index = offset
        while index < bytes.endIndex, bytes[index].continuesIdentifier || bytes[index] == UInt8(ascii: "-") {
            index += 1
        }
        guard index > offset, bytes[offset] != UInt8(ascii: "-"), index < bytes.endIndex,
            bytes[index] == UInt8(ascii: ":")
        else { return false }
        return index + 1 == bytes.endIndex || bytes[index + 1] == 0x20 || bytes[index + 1] == 0x0A
            || bytes[index + 1] == 0x0D
    }

    /// Whether what stands before a line may go on in it, as inside brackets.
    private func continues(before start: Int) -> Bool {
        var end = start
        while end > bytes.startIndex {
            let begin = lineStart(of: end - 1)
            let line = bytes[begin..<end].filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
            if line.contains(UInt8(ascii: "#")) { return true }
            if let last = line.last {
                return [UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":")].contains(last)
            }
            end = begin
        }
        return false
    }

    // MARK: Lines

    private func lineStart(of offset: Int) -> Int {
        let before = bytes[..<min(max(offset, bytes.startIndex), bytes.endIndex)]
        return before.lastIndex(of: 0x0A).map { $0 + 1 } ?? bytes.startIndex
    }

    /// The offset of the line break, or of the end of the text.
    private func lineEnd(of offset: Int) -> Int {
        let start = min(max(offset, bytes.startIndex), bytes.endIndex)
        return bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
    }

    private func indent(at start: Int) -> Int {
        bytes[start...].prefix { $0 == 0x20 }.count
    }
}
