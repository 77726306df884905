internal import MartletModel

/// Reads comma-separated values (RFC 4180); the first row names the columns.
enum CSVReader {
    static func read(_ text: String) throws(FunctionFault) -> Value {
        var rows = try rows(Array(text.utf8))
        guard !rows.isEmpty else { throw FunctionFault("missing header line", argument: 0) }
        let header = rows.removeFirst()
        if let duplicate = header.first(where: { name in header.filter { $0 == name }.count > 1 }) {
            throw FunctionFault("duplicate column name \(quoted(duplicate))", argument: 0)
        }
        let type = ValueType.object(header.sorted { $0.precedesInBytes($1) }.map { ValueType.Attribute($0, .string) })
        var objects: [Value] = []
        for (index, row) in rows.enumerated() {
            guard row.count == header.count else {
                throw FunctionFault("parse error on line \(index + 2): wrong number of fields", argument: 0)
            }
            objects.append(.object(Fields(zip(header, row).map { Fields.Field($0, .string($1)) })))
        }
        return .list(Value.Collection(objects, of: type))
    }

    private static func rows(_ bytes: [UInt8]) throws(FunctionFault) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var index = 0
        while index < bytes.count {
            if row.isEmpty, bytes[index] == 0x0A {
                index += 1
                continue
            }
            if row.isEmpty, bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
                index += 2
                continue
            }
            row.append(try field(bytes, &index, row: rows.count + 1))
            if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
                index += 1
                if index == bytes.count { row.append("") }
                guard index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D else {
                    continue
                }
                row.append("")
            }
            if index < bytes.count, bytes[index] == 0x0D { index += 1 }
            index += 1
            rows.append(row)
            row = []
        }
        if !row.isEmpty { rows.append(row) }
        return rows
    }

    /// One field, up to the comma or line break behind it.
    private static func field(_ bytes: [UInt8], _ index: inout Int, row: Int) throws(FunctionFault) -> String {
        var field: [UInt8] = []
        guard bytes[index] == UInt8(ascii: "\"") else {
            while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != 0x0A {
                if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { break }
                guard bytes[index] != UInt8(ascii: "\"") else {
                    throw FunctionFault("parse error on line \(row): bare \" in non-quoted field", argument: 0)
                }
                field.append(bytes[index])
                index += 1
            }
            return String(decoding: field, as: UTF8.self).normalized
        }
        index += 1
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\"") {
                guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") else { break }
                index += 1
            }
            if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
                index += 1
                continue
            }
            field.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else {
            throw FunctionFault("parse error on line \(row): extraneous or missing \" in quoted-field", argument: 0)
        }
        index += 1
        if index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != 0x0A, bytes[index] != 0x0D {
            throw FunctionFault("parse error on line \(row): extraneous or missing \" in quoted-field", argument: 0)
        }
        return String(decoding: field, as: UTF8.self).normalized
    }
}
