internal import MartletModel

extension FunctionTable {
    static let mapForesight: [String: @Sendable (Function.Call) -> Value] = [
        "keys": { call in
            guard case .object(let attributes) = call.arguments[0].type else {
                let type: ValueType = call.arguments[0].type == .any ? .any : .list(.string)
                return .unknownCollection(type, least: fewestElements(call, 0), most: mostElements(call, 0))
            }
            return .tuple(attributes.map { .string($0.name) })
        },
        "values": { call in
            switch call.arguments[0].type {
            case .object(let attributes): .tuple(attributes.map { .unknown(Unknown($0.type)) })
            case .map(let element):
                .unknownCollection(.list(element), least: fewestElements(call, 0), most: mostElements(call, 0))
            default: .unknownPresent(.any)
            }
        },
        "lookup": { call in
            // The default may be chosen yet, with its marks.
            let marks = call.arguments.dropFirst(2).first?.unmarkedDeeply.marks ?? []
            switch call.arguments[0].type {
            case .map(let element): return .marking(.unknown(Unknown(element)), marks)
            case .object(let attributes):
                guard let key = call.arguments[1].stringValue else { return .marking(.unknown(Unknown()), marks) }
                if let own = attributes.first(where: { $0.name == key }) { return .unknown(Unknown(own.type)) }
                return call.arguments.count > 2 ? call.arguments[2] : .unknown(Unknown())
            default: return .marking(.unknown(Unknown()), marks)
            }
        },
        "merge": { merging($0.arguments) },
        "deepmerge": { _ in .unknownPresent(.any) },
        "zipmap": { call in
            switch call.arguments[1].type {
            case .list(let element): return .unknownCollection(.map(element))
            case .tuple(let types):
                let names = call.elements(0).compactMap(\.stringValue)
                guard names.count == types.count, call.arguments[0].isWhollyKnown else { return .unknownPresent(.any) }
                let values = call.arguments[1].elements ?? types.map { .unknown(Unknown($0)) }
                return .object(Fields(zip(names, values).map { Fields.Field($0, $1) }))
            default: return .unknownPresent(.any)
            }
        },
    ]

    private static func merging(_ arguments: [Value]) -> Value {
        let given = arguments.filter { !$0.isUntypedNull }
        if case .map? = given.first?.type, let type = given.first?.type, arguments.allSatisfy({ $0.type == type }) {
            let certain = given.filter(\.isCertainlyPresent)
            return .unknownCollection(type, least: certain.compactMap { $0.lengthBounds?.lowerBound }.max())
        }
        var types: [String: ValueType] = [:]
        for argument in given {
            if case .map = argument, let fields = argument.fields {
                for field in fields { types[field.key] = field.value.type }
            } else if case .object(let attributes) = argument.type {
                for attribute in attributes { types[attribute.name] = attribute.type }
            } else {
                return .unknownPresent(.any)
            }
        }
        let names = types.keys.sorted { $0.precedesInBytes($1) }
        return .unknownPresent(.object(names.map { ValueType.Attribute($0, types[$0] ?? .any) }))
    }
}
