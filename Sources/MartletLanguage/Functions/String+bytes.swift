extension String {
    /// Each scalar replaced; one that would become several stays as it is, as in Go's `unicode.ToUpper`.
    func mappingScalars(_ map: (Unicode.Scalar) -> String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            let mapped = map(scalar).unicodeScalars
            result.append(mapped.count == 1 ? mapped.first ?? scalar : scalar)
        }
        return String(result)
    }

    /// The string without scalars at both ends for which `isCut` holds.
    func trimmingScalars(_ isCut: (Unicode.Scalar) -> Bool) -> String {
        var scalars = unicodeScalars[...]
        while let first = scalars.first, isCut(first) { scalars.removeFirst() }
        while let last = scalars.last, isCut(last) { scalars.removeLast() }
        return String(scalars)
    }

    func hasBytePrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

    func hasByteSuffix(_ suffix: String) -> Bool { utf8.reversed().starts(with: suffix.utf8.reversed()) }
}

extension Array<UInt8> {
    /// The bytes between separators; at most `limit` pieces. A separator is not empty.
    func pieces(separatedBy separator: [UInt8], limit: Int = .max) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        guard let first = separator.first else { return [self[...]] }
        var start = 0
        var index = 0
        while index + separator.count <= count, result.count < limit - 1 {
            if self[index] == first, self[index..<(index + separator.count)].elementsEqual(separator) {
                result.append(self[start..<index])
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        result.append(self[start...])
        return result
    }
}
