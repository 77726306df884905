package import MartletModel

/// `provider::azure::…`: ids of resources taken apart and put together.
package enum AzureFunctions {
    package static let all: [ProviderFunction] = [
        ProviderFunction(
            "parse_resource_id", [.init("id", .string)],
            "The parts of a resource id: subscription, group, provider, type, names and the id of what holds it."
        ) { arguments throws(ProviderFunction.Fault) in
            try parts(of: try id(arguments[0], argument: 0))
        },
        ProviderFunction(
            "resource_id", [.init("parent_id", .string), .init("type", .string), .init("name", .string)],
            result: .string,
            "The id of a resource of a type and name inside a parent: a subscription, a group, or another resource."
        ) { arguments throws(ProviderFunction.Fault) in
            let parent = arguments[0].stringValue ?? ""
            return .string(
                try child(
                    of: parent.isEmpty || parent == "/" ? nil : try id(arguments[0], argument: 0),
                    type: arguments[1].stringValue ?? "", name: arguments[2].stringValue ?? ""))
        },
    ]

    private static func id(_ value: Value, argument: Int) throws(ProviderFunction.Fault) -> ArmID {
        guard let id = ArmID(value.stringValue ?? "") else {
            throw ProviderFunction.Fault(
                "\(quoted(value.stringValue ?? "")) is not an id of Azure's: those begin with `/subscriptions/` or `/providers/`",
                argument: argument)
        }
        return id
    }

    // MARK: Taking apart

    private static func parts(of id: ArmID) throws(ProviderFunction.Fault) -> Value {
        guard let type = id.armType, id.segments.count % 2 == 0 else {
            throw ProviderFunction.Fault("\(quoted(id.text)) does not name a resource", argument: 0)
        }
        let provider = type.prefix { $0 != "/" }
        return [
            "id": .string(id.text), "subscription_id": text(id.subscription), "resource_group": text(id.resourceGroup),
            "provider": .string(String(provider)), "type": .string(type), "name": .string(id.name),
            "names": .tuple(names(of: id).map { .string(String($0)) }), "parent_id": text(parent(of: id)),
        ]
    }

    private static func text(_ text: String?) -> Value { text.map(Value.string) ?? .null(.string) }

    /// The names behind the last provider, outermost first; the group's own or the subscription's where there is none.
    private static func names(of id: ArmID) -> [Substring] {
        let segments = id.segments
        guard let provider = segments.lastIndex(where: { $0.lowercased() == "providers" }) else {
            return segments.suffix(1)
        }
        return segments[(provider + 2)...].enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    /// What holds the resource: another resource, the group, the subscription; nil at the top.
    private static func parent(of id: ArmID) -> String? {
        let segments = id.segments
        let provider = segments.lastIndex { $0.lowercased() == "providers" }
        let isTop = provider.map { segments.count - $0 == 4 } ?? false
        let rest = segments.dropLast(isTop ? 4 : 2)
        return rest.isEmpty ? nil : "/" + rest.joined(separator: "/")
    }

    // MARK: Putting together

    private static func child(of parent: ArmID?, type: String, name: String) throws(ProviderFunction.Fault) -> String {
        let names = type.split(separator: "/", omittingEmptySubsequences: false)
        guard names.count >= 2, names.allSatisfy({ !$0.isEmpty }), names[0].contains(".") else {
            throw ProviderFunction.Fault(
                "\(quoted(type)) is not a type: they look like `Microsoft.Network/virtualNetworks`", argument: 1)
        }
        guard !name.isEmpty, !name.contains("/") else {
            throw ProviderFunction.Fault("\(quoted(name)) is not one name", argument: 2)
        }
        let base = parent?.text ?? ""
        if type.lowercased() == "microsoft.resources/resourcegroups", base.split(separator: "/").count == 2 {
            return "\(base)/resourceGroups/\(name)"
        }
        if names.count == 2 { return "\(base)/providers/\(type)/\(name)" }
        let holder = names.dropLast().joined(separator: "/")
        guard parent?.armType?.lowercased() == holder.lowercased(), let last = names.last else {
            throw ProviderFunction.Fault(
                "a resource of type \(quoted(type)) lies in one of type \(quoted(holder)); the parent is "
                    + (parent?.armType.map(quoted) ?? "no resource"), argument: 0)
        }
        return "\(base)/\(last)/\(name)"
    }
}
