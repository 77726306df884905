import MartletModel
package import MartletProvider

extension CatalogEntry {
    /// The keys of a body that say where the object is, and are never sent.
    static let placeKeys = ["parent", "scope"]

    /// The entry in the engine's terms.
    package var schema: ResourceSchema {
        ResourceSchema(
            type: type, body: bodySchema, computed: computed, stable: computed.filter { !rules.volatile.contains($0) },
            createOnly: placeAndName + rules.createOnly, replaceWhen: rules.replaceWhen, oneWay: rules.oneWay,
            contracting: rules.contracting.map { ContractingRule(path: $0) },
            secret: rules.secret + actions.map { ValuePath([.key($0.name)]) }, writeOnly: rules.writeOnly,
            normalizers: normalizers, dataLoss: rules.dataLoss, serializationKey: rules.serializationKey,
            timeouts: timeouts, isRefinable: name.isGlobal
        )
    }

    private var placeAndName: [ValuePath] {
        (name.fixed == nil ? ["name"] : []).map { ValuePath([.key($0)]) } + [placePath].compactMap { $0 }
    }

    /// The key that says where the object is: none for resource groups, whose subscription is the connection's.
    var placePath: ValuePath? {
        switch scope {
        case .subscription: nil
        case .resourceGroup, .parent: ValuePath([.key("parent")])
        case .extension: ValuePath([.key("scope")])
        }
    }

    /// The catalog's own normalizers, and those that hold for every type.
    private var normalizers: [ValuePath: Normalizer] {
        var result = rules.normalizers
        result[ValuePath([.key("parent")])] = .armID
        result[ValuePath([.key("scope")])] = .armID
        result[ValuePath([.key("location")])] = .location
        result[ValuePath([.key("name")])] = .caseInsensitive
        return result
    }

    /// The wire shape with what a stack writes beside it.
    private var bodySchema: BodySchema {
        guard case .object(var properties, _) = shape else { return .any }
        properties.removeAll { ["id", "type", "apiVersion", "name", "systemData", "etag"].contains($0.name) }
        let isNameFree = name.fixed == nil && !name.isRoleAssignment
        properties.append(BodySchema.Property("name", .text, isRequired: isNameFree))
        if let place = placePath?.steps.first, case .key(let key) = place {
            properties.append(BodySchema.Property(key, .text, isRequired: true))
        }
        return .object(properties.map(requiring), allowsOthers: false)
    }

    private func requiring(_ property: BodySchema.Property) -> BodySchema.Property {
        var property = property
        let isListed = rules.required.contains(ValuePath([.key(property.name)]))
        property.isRequired = (property.isRequired || isListed) && !property.isReadOnly
        return property
    }

    /// The topmost read-only places of the shape, lists left out.
    private var computed: [ValuePath] {
        Self.readOnly(shape, at: ValuePath()) + actions.map { ValuePath([.key($0.name)]) }
    }

    private static func readOnly(_ shape: BodySchema, at path: ValuePath) -> [ValuePath] {
        guard case .object(let properties, _) = shape else { return [] }
        return properties.flatMap { property -> [ValuePath] in
            let here = path.appending(property.name)
            if property.isReadOnly { return ["type", "apiVersion"].contains(property.name) ? [] : [here] }
            return readOnly(property.schema, at: here)
        }
    }
}
