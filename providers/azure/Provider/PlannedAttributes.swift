import MartletModel
import MartletProvider

/// What references will see of an object before it is there. Pure.
struct PlannedAttributes {
    private let entry: CatalogEntry

    init(_ entry: CatalogEntry) { self.entry = entry }

    /// The body, with unknowns wherever the server decides; the id when the body leads to it.
    ///
    /// - Parameter subscription: The connection's, where it is known: the ids of resource groups begin with it.
    func creating(_ body: Value, subscription: String? = nil) -> Value {
        var result = Self.filled(body, entry.shape)
        if case .any = entry.shape { result = result.setting(ValuePath([.key("properties")]), to: .unknown(Unknown())) }
        let id = entry.id(of: body, subscription: subscription).map { Value.string($0.text) }
        result = result.setting(ValuePath([.key("id")]), to: id ?? .unknown(Unknown(.string)))
        let name = entry.objectName(of: body).map { Value.string($0) } ?? body["name"]
        result = result.setting(ValuePath([.key("name")]), to: name ?? .unknown(Unknown(.string)))
        result = result.setting(ValuePath([.key("type")]), to: .string(entry.armType))
        for action in entry.actions {
            result = result.setting(ValuePath([.key(action.name)]), to: .secret(.unknown(Unknown(.string))))
        }
        for path in entry.rules.secret { result = result.transforming(path) { .secret($0) } }
        return result
    }

    /// Of every object that the shape knows, the properties that the body leaves out: the server's choice.
    private static func filled(_ body: Value, _ shape: BodySchema) -> Value {
        let (value, marks) = body.unmarked
        switch (shape, value) {
        case (.object(let properties, _), .object(var fields)):
            for property in properties where !isCommon(property.name) {
                if let written = fields[property.name], !written.isNull {
                    fields[property.name] = filled(written, property.schema)
                } else {
                    fields[property.name] = .unknown(Unknown(type(of: property.schema)))
                }
            }
            return .marking(.object(fields), marks)
        case (.list(let element), .tuple(let elements)):
            return .marking(.tuple(elements.map { filled($0, element) }), marks)
        default:
            return body
        }
    }

    private static func isCommon(_ name: String) -> Bool { ["type", "apiVersion", "systemData"].contains(name) }

    private static func type(of schema: BodySchema) -> ValueType {
        switch schema {
        case .string: .string
        case .number: .number
        case .bool: .bool
        case .any, .list, .map, .object: .any
        }
    }
}
