internal import MartletModel

extension FunctionTable {
    static let sequenceForesight: [String: @Sendable (Function.Call) -> Value] = [
        "sort": { .unknownCollection(.list(.string), least: fewestElements($0, 0), most: mostElements($0, 0)) },
        "compact": { .unknownCollection(.list(.string), most: mostElements($0, 0)) },
        "distinct": { call in
            .unknownCollection(
                call.arguments[0].type, least: fewestElements(call, 0).map { min($0, 1) }, most: mostElements(call, 0))
        },
        "reverse": { call in
            switch call.arguments[0].type {
            case .tuple(let types): .tuple(types.reversed().map { .unknown(Unknown($0)) })
            case .list(let element), .set(let element):
                .unknownCollection(.list(element), least: fewestElements(call, 0), most: mostElements(call, 0))
            default: .unknownPresent(.any)
            }
        },
        "element": { call in
            guard case .tuple(let types) = call.arguments[0].type else { return part(of: call.arguments[0].type) }
            guard let index = call.arguments[1].intValue, !types.isEmpty else { return .unknown(Unknown()) }
            let place = (index % types.count + types.count) % types.count
            return call.arguments[0].elements?[place] ?? .unknown(Unknown(types[place]))
        },
        "one": { call in
            guard case .tuple(let types) = call.arguments[0].type else { return part(of: call.arguments[0].type) }
            return types.count == 1 ? .unknown(Unknown(types[0])) : .unknown(Unknown())
        },
        "slice": { sliced($0) },
        "concat": { joined($0.arguments) },
        "chunklist": { call in
            .unknownCollection(
                .list(call.arguments[0].type), least: fewestElements(call, 0).map { min($0, 1) },
                most: mostElements(call, 0))
        },
        "matchkeys": { call in
            // Lists that cannot be of one length are a fault once they are known: nothing is to be said of the result.
            let lengths = call.arguments.prefix(2).compactMap(\.lengthBounds)
            let mayAgree = lengths.count < 2 || lengths[0].overlaps(lengths[1])
            return .unknownCollection(call.arguments[0].type, most: mayAgree ? mostElements(call, 0) : nil)
        },
        "flatten": { _ in .unknownPresent(.any) },
        "range": { _ in .unknownCollection(.list(.number), most: 1024) },
    ]

    /// The fewest elements of an argument; nil when there may be none.
    static func fewestElements(_ call: Function.Call, _ index: Int) -> Int? {
        call.arguments[index].lengthBounds.flatMap { $0.lowerBound == 0 ? nil : $0.lowerBound }
    }

    /// The most elements of an argument; nil when there may be any number.
    static func mostElements(_ call: Function.Call, _ index: Int) -> Int? {
        call.arguments[index].lengthBounds.flatMap { $0.upperBound == .max ? nil : $0.upperBound }
    }

    /// An element of a collection that is not known.
    static func part(of type: ValueType) -> Value { .unknown(Unknown(type.elementType ?? .any)) }

    private static func sliced(_ call: Function.Call) -> Value {
        let ends = (call.arguments[1].intValue, call.arguments[2].intValue)
        switch (call.arguments[0].type, ends) {
        case (.list, (let start?, let end?)) where 0 <= start && start <= end:
            return .unknownCollection(call.arguments[0].type, least: end - start, most: end - start)
        case (.list, _): return .unknownCollection(call.arguments[0].type)
        case (.tuple(let types), (let start?, let end?)) where 0 <= start && start <= end && end <= types.count:
            return .tuple(types[start..<end].map { .unknown(Unknown($0)) })
        default: return .unknownPresent(.any)
        }
    }

    private static func joined(_ arguments: [Value]) -> Value {
        let types = arguments.map(\.type)
        let elements = types.compactMap { type -> ValueType? in
            if case .list(let element) = type { return element }
            return nil
        }
        if elements.count == types.count, let element = TypeUnification.unify(elements) {
            guard canJoin(arguments, to: element) else { return .unknownPresent(.any) }
            let bounds = arguments.compactMap(\.lengthBounds)
            let least = bounds.reduce(0) { $0 + $1.lowerBound }
            let isBounded = bounds.allSatisfy { $0.upperBound != .max }
            return .unknownCollection(
                .list(element), least: least == 0 ? nil : least,
                most: isBounded ? bounds.reduce(0) { $0 + $1.upperBound } : nil)
        }
        let parts = arguments.compactMap { argument -> [Value]? in
            if let known = argument.elements { return known }
            guard case .tuple(let types) = argument.type else { return nil }
            return types.map { .unknown(Unknown($0)) }
        }
        return parts.count == arguments.count ? .tuple(parts.flatMap(\.self)) : .unknownPresent(.any)
    }
}
