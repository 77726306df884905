internal import MartletModel

/// Records, intents and outcomes as values, and values as sealed JSON text.
struct RecordCodec: Sendable {
    private let values: ValueCodec
    let sealing: any SecretSealing

    init(sealing: any SecretSealing) {
        self.sealing = sealing
        values = ValueCodec(sealing: sealing)
    }

    func text(_ value: Value) throws -> String { String(decoding: try values.encode(value), as: UTF8.self) }

    func value(_ text: String) throws -> Value { try values.decode(Array(text.utf8)) }

    func record(_ text: String) throws -> ResourceRecord {
        guard let record = ResourceRecord(encoded: try value(text)) else { throw MalformedRow(column: "record") }
        return record
    }

    func sealed(_ text: String) throws -> String { try sealing.seal(Array(text.utf8)) }

    func opened(_ sealed: String) throws -> String { String(decoding: try sealing.open(sealed), as: UTF8.self) }
}

/// A row that the schema allows and that means nothing.
struct MalformedRow: Error {
    let column: String
}
