import MartletModel
import MartletProvider

extension CatalogEntry {
    /// The body as ARM takes it: what the stack wrote, without the keys that say where the object is, and with the owner.
    func wireBody(_ body: Value, marker: StackIdentity?) -> Value {
        var result = body
        for key in Self.placeKeys + ["name", "id", "type"] { result = result.setting(ValuePath([.key(key)]), to: nil) }
        for action in actions { result = result.setting(ValuePath([.key(action.name)]), to: nil) }
        return mark(result.withoutNulls, marker)
    }

    /// The body with the owner's tags, where the type can carry them.
    private func mark(_ body: Value, _ marker: StackIdentity?) -> Value {
        guard case .tags(let place) = self.marker, let marker else { return body }
        var tags = body.first(at: place)?.fields ?? Fields()
        for (key, value) in OwnerTags(marker).pairs { tags[key] = .string(value) }
        return body.setting(place, to: .object(tags))
    }

    /// What is there, with the stack's body laid over it: the body of a read-modify-write PUT.
    ///
    /// Objects are merged, anything else is replaced. Fields that the last apply wrote and the stack no longer has are
    /// left out, so that the server sets its default. Read-only fields are left out. Tags of others stay.
    func merged(live: Value, desired: Value, prior: Value?, marker: StackIdentity?) -> Value {
        let writable = withoutReadOnly(live, shape) ?? .object(Fields())
        let base = prior.map { writable.removing($0, keptBy: desired) } ?? writable
        var result = wireBody(base.overlaid(with: desired), marker: marker)
        if let children = inlineChildren {
            result = result.setting(children.path, to: writable.first(at: children.path))
        }
        return result
    }

    /// The body without what the server makes.
    private func withoutReadOnly(_ value: Value, _ shape: BodySchema) -> Value? {
        switch shape {
        case .object(let properties, _):
            guard var fields = value.fields else { return value }
            for property in properties {
                guard let child = fields[property.name] else { continue }
                fields[property.name] = property.isReadOnly ? nil : withoutReadOnly(child, property.schema)
            }
            return .object(fields)
        case .list(let element):
            guard let elements = value.elements else { return value }
            return .tuple(elements.compactMap { withoutReadOnly($0, element) })
        case .map(let element):
            guard let fields = value.fields else { return value }
            return .object(
                Fields(
                    fields.compactMap { field in
                        withoutReadOnly(field.value, element).map { Fields.Field(field.key, $0) }
                    }))
        case .any:
            return value.withoutCommonReadOnly
        case .string, .number, .bool:
            return value
        }
    }
}

/// The tags that say whose an object is.
struct OwnerTags: Sendable, Hashable {
    static let stackKey = "martlet-stack"
    static let environmentKey = "martlet-environment"

    let owner: StackIdentity

    init(_ owner: StackIdentity) { self.owner = owner }

    /// The owner that tags name; names of tags compare without case.
    init?(tags: Value?) {
        var found: [String: String] = [:]
        for field in tags?.fields ?? Fields() { found[field.key.lowercased()] = field.value.stringValue }
        guard let stack = found[Self.stackKey] else { return nil }
        owner = StackIdentity(stack: stack, environment: found[Self.environmentKey] ?? "default")
    }

    var pairs: [(key: String, value: String)] {
        [(Self.stackKey, owner.stack), (Self.environmentKey, owner.environment)]
    }

    /// `value` without the owner's tags at `place`, and without an empty object that they leave behind.
    static func removed(from value: Value, at place: ValuePath) -> Value {
        guard let tags = value.first(at: place)?.fields else { return value }
        let others = tags.filter { ![stackKey, environmentKey].contains($0.key.lowercased()) }
        guard others.count < tags.count else { return value }
        return value.setting(place, to: others.isEmpty ? nil : .object(Fields(others)))
    }
}

extension Value {
    /// The value without fields that are null: in ARM's PUT, absence means the default.
    var withoutNulls: Value {
        switch self {
        case .object(let fields):
            .object(Fields(fields.filter { !$0.value.isNull }.map { Fields.Field($0.key, $0.value.withoutNulls) }))
        case .tuple(let elements): .tuple(elements.map(\.withoutNulls))
        case .marked(let inner, let marks): .marking(inner.withoutNulls, marks)
        default: self
        }
    }

    /// Objects merged, `over` first; anything else replaced.
    func overlaid(with over: Value) -> Value {
        guard var fields = self.fields, let overFields = over.fields else { return over }
        for field in overFields { fields[field.key] = fields[field.key]?.overlaid(with: field.value) ?? field.value }
        return .object(fields)
    }

    /// Without the fields that `prior` wrote and `desired` no longer has.
    func removing(_ prior: Value, keptBy desired: Value) -> Value {
        guard var fields = self.fields, let priorFields = prior.fields else { return self }
        for field in priorFields {
            guard let live = fields[field.key] else { continue }
            guard let wanted = desired[field.key], !wanted.isNull else {
                fields[field.key] = nil
                continue
            }
            fields[field.key] = live.removing(field.value, keptBy: wanted)
        }
        return .object(fields)
    }

    /// Without what is read-only on every ARM type.
    fileprivate var withoutCommonReadOnly: Value {
        guard var fields = self.fields else { return self }
        for key in ["provisioningState", "systemData", "etag", "eTag"] { fields[key] = nil }
        if let properties = fields["properties"] { fields["properties"] = properties.withoutCommonReadOnly }
        return .object(fields)
    }
}
