package import MartletModel

extension Diagnostics {
    /// `martlet.diagnostics/1`: every diagnostic with its range, for editors and CI annotations.
    package var json: Value {
        var fields: Fields = [
            "format": "martlet.diagnostics/1",
            "diagnostics": .tuple(sorted.map(\.json)),
        ]
        if leftOut > 0 { fields["left_out"] = .number(Number(leftOut)) }
        return .object(fields)
    }
}

extension Diagnostic {
    package var json: Value {
        var fields: Fields = [
            "severity": .string(severity == .error ? "error" : "warning"),
            "code": .string(code.text),
            "summary": .string(summary),
            "detail": .string(detail),
        ]
        if let hint { fields["hint"] = .string(hint) }
        if let range { fields["range"] = range.json }
        if let address { fields["address"] = .string(address.description) }
        if !related.isEmpty {
            fields["related"] = .tuple(related.map { ["range": $0.range.json, "message": .string($0.message)] })
        }
        return .object(fields)
    }
}

extension SourceRange {
    /// Lines and columns count from 1; the end is the first position that is not part of the range.
    package var json: Value {
        let (start, end) = (startPosition, endPosition)
        return [
            "file": .string(file.name),
            "start": ["line": .number(Number(start.line)), "column": .number(Number(start.column))],
            "end": ["line": .number(Number(end.line)), "column": .number(Number(end.column))],
        ]
    }
}
