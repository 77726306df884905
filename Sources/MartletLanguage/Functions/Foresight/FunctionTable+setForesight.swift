internal import MartletModel

extension FunctionTable {
    static let setForesight: [String: @Sendable (Function.Call) -> Value] = [
        "setunion": { call in
            let all = call.arguments.indices.map { (least: fewestElements(call, $0), most: mostElements(call, $0)) }
            let counts = all.compactMap(\.most)
            let most = counts.count == all.count ? counts.reduce(0, +) : nil
            return .unknownCollection(combinedType(call), least: all.compactMap(\.least).max(), most: most)
        },
        "setintersection": { call in
            let most = call.arguments.indices.compactMap { mostElements(call, $0) }.min()
            return .unknownCollection(combinedType(call), most: most)
        },
        "setsubtract": { .unknownCollection(combinedType($0), most: mostElements($0, 0)) },
        "setproduct": { call in
            let types = call.arguments.map { argument -> ValueType? in
                if case .tuple(let types) = argument.type { return TypeUnification.unify(types) }
                return argument.type.elementType
            }
            guard types.count > 1, let elements = types.compactMap(\.self) as [ValueType]?,
                elements.count == types.count
            else { return .unknownPresent(.any) }
            let isSet = call.arguments.contains(where: \.type.isSet)
            return .unknownCollection(isSet ? .set(.tuple(elements)) : .list(.tuple(elements)))
        },
    ]

    private static func combinedType(_ call: Function.Call) -> ValueType {
        let types = call.arguments.map(\.type.elementType)
        // The type of an empty set says nothing when it was never told.
        let common = TypeUnification.unify(types.compactMap(\.self).filter { $0 != .any }) ?? .any
        // What may have elements of any type may change the type of all, but not of texts.
        let isOpen = zip(call.arguments, types).contains { !$0.isWhollyKnown && ($1 ?? .any) == .any }
        return .set(isOpen && common != .string ? .any : common)
    }
}
