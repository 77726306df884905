extension ArraySlice<UInt8> {
    /// The length of the line break at `index` as libyaml knows them (YAML 1.1): LF, CR, CR LF, NEL, LS, PS; 0 for none.
    func lineBreakLength(at index: Int) -> Int {
        switch self[index] {
        case 0x0A: return 1
        case 0x0D: return index + 1 < endIndex && self[index + 1] == 0x0A ? 2 : 1
        case 0xC2: return index + 1 < endIndex && self[index + 1] == 0x85 ? 2 : 0
        case 0xE2:
            guard index + 2 < endIndex, self[index + 1] == 0x80 else { return 0 }
            return self[index + 2] == 0xA8 || self[index + 2] == 0xA9 ? 3 : 0
        default: return 0
        }
    }

    /// The lines of the text without their breaks; a break at the end makes no empty line behind it.
    var lines: [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var lineStart = startIndex
        var index = startIndex
        while index < endIndex {
            let length = lineBreakLength(at: index)
            if length > 0 {
                result.append(self[lineStart..<index])
                lineStart = index + length
            }
            index += Swift.max(length, 1)
        }
        if lineStart < endIndex { result.append(self[lineStart...]) }
        return result
    }

    /// Without blanks at its end.
    var trimmedEnd: ArraySlice<UInt8> {
        var end = endIndex
        while end > startIndex, self[end - 1] == 0x20 || self[end - 1] == 0x09 || self[end - 1] == 0x0D { end -= 1 }
        return self[startIndex..<end]
    }

    /// Without blanks at its beginning.
    var trimmedStart: ArraySlice<UInt8> { drop { $0 == 0x20 || $0 == 0x09 } }

    var text: String { String(decoding: self, as: UTF8.self) }
}
