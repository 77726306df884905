/// Values as JSON that loses nothing: unknown parts keep their type and refinements, secrets are sealed.
///
/// What JSON has no form for is an object with the key `$martlet`:
/// `{"$martlet": "unknown", "type": …}`, `{"$martlet": "secret", "sealed": "…"}`, `{"$martlet": "infinity", "negative": …}`; an
/// object of the user's that has that key itself is `{"$martlet": "object", "fields": {…}}`.
package struct ValueCodec: Sendable {
    private let sealing: any SecretSealing

    package init(sealing: any SecretSealing) { self.sealing = sealing }

    private static let marker = "$martlet"

    /// The plain form of `value` as canonical JSON.
    ///
    /// Throws what the sealing throws, and ``ValueCodecError/ephemeral`` for a value that must not be stored at all.
    package func encode(_ value: Value) throws -> [UInt8] {
        try encoded(value.plain).canonicalJSONBytes(secrets: .reveal)
    }

    /// The value that ``encode(_:)`` was given, in plain form.
    package func decode(_ bytes: [UInt8]) throws -> Value { try decoded(try Value(json: bytes)) }

    /// The JSON-representable stand-in for a plain value: what ``encode(_:)`` writes, for use inside a larger document.
    package func encoded(_ value: Value) throws -> Value {
        switch value {
        case .bool, .string, .null: return value
        case .number(let number): return number.isInfinite ? Self.infinity(number) : value
        case .tuple(let elements): return .tuple(try elements.map { try encoded($0) })
        case .object(let fields):
            let inner = Value.object(try fields.mapValues { field throws(any Error) in try encoded(field) })
            return fields[Self.marker] == nil ? inner : [Self.marker: "object", "fields": inner]
        case .unknown(let unknown): return Self.encoded(unknown)
        case .marked(let inner, let marks):
            guard !marks.contains(.ephemeral) else { throw ValueCodecError.ephemeral }
            return [Self.marker: "secret", "sealed": .string(try sealing.seal(try encode(inner)))]
        case .list, .set, .map: return try encoded(value.plain)
        }
    }

    /// The value that ``encoded(_:)`` was given.
    package func decoded(_ value: Value) throws -> Value {
        switch value {
        case .tuple(let elements): return .tuple(try elements.map { try decoded($0) })
        case .object(let fields):
            guard let kind = fields[Self.marker] else {
                return .object(try fields.mapValues { field throws(any Error) in try decoded(field) })
            }
            return try decoded(fields, kind: kind.stringValue ?? "")
        default: return value
        }
    }

    private func decoded(_ fields: Fields, kind: String) throws -> Value {
        switch kind {
        case "object":
            guard case .object(let inner)? = fields["fields"] else { throw ValueCodecError.malformed(kind) }
            return .object(try inner.mapValues { field throws(any Error) in try decoded(field) })
        case "secret":
            guard let sealed = fields["sealed"]?.stringValue else { throw ValueCodecError.malformed(kind) }
            return .secret(try decode(try sealing.open(sealed)))
        case "unknown": return .unknown(try Self.unknown(fields))
        case "infinity": return .number(fields["negative"]?.boolValue == true ? .negativeInfinity : .infinity)
        default: throw ValueCodecError.malformed(kind)
        }
    }

    private static func infinity(_ number: Number) -> Value {
        [marker: "infinity", "negative": .bool(number.isNegative)]
    }

    private static func encoded(_ unknown: Unknown) -> Value {
        var fields: Fields = [marker: "unknown", "type": unknown.type.encoded]
        let refinement = unknown.refinement
        if refinement.isNotNull { fields["notNull"] = true }
        if let prefix = refinement.prefix { fields["prefix"] = .string(prefix) }
        if let minimum = refinement.minimumLength { fields["minimumLength"] = .number(Number(minimum)) }
        if let maximum = refinement.maximumLength { fields["maximumLength"] = .number(Number(maximum)) }
        if let lowest = refinement.lowest { fields["lowest"] = .number(lowest) }
        if let highest = refinement.highest { fields["highest"] = .number(highest) }
        return .object(fields)
    }

    private static func unknown(_ fields: Fields) throws -> Unknown {
        guard let type = fields["type"].flatMap(ValueType.init(encoded:)) else {
            throw ValueCodecError.malformed("unknown")
        }
        let refinement = Unknown.Refinement(
            isNotNull: fields["notNull"]?.boolValue ?? false,
            prefix: fields["prefix"]?.stringValue,
            minimumLength: fields["minimumLength"]?.intValue,
            maximumLength: fields["maximumLength"]?.intValue,
            lowest: fields["lowest"]?.numberValue,
            highest: fields["highest"]?.numberValue
        )
        return Unknown(type, refinement)
    }
}

/// Why a value cannot be stored, or a stored text is not a value.
package enum ValueCodecError: Error, Sendable, Hashable {
    /// The value must not be stored, not even sealed.
    case ephemeral
    /// A stand-in of this kind is not as the codec writes it.
    case malformed(String)
}
