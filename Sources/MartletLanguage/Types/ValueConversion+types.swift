package import MartletModel

extension ValueConversion {
    /// Whether values of one type may have a form in another; a string may be a number only when `unsafe`.
    static func canConvert(_ from: ValueType, to target: ValueType, unsafe: Bool = true) -> Bool {
        switch (from, target) {
        case (_, .any), (.any, _), (.string, .string), (.number, .number), (.bool, .bool), (.number, .string),
            (.bool, .string):
            return true
        case (.string, .number), (.string, .bool): return unsafe
        case (.list(let inner), .list(let outer)), (.set(let inner), .list(let outer)),
            (.set(let inner), .set(let outer)),
            (.map(let inner), .map(let outer)):
            return canConvert(inner, to: outer, unsafe: unsafe)
        case (.list(let inner), .set(let outer)): return unsafe && canConvert(inner, to: outer, unsafe: unsafe)
        case (.tuple(let elements), .list(let outer)):
            return elements.allSatisfy { canConvert($0, to: outer, unsafe: unsafe) }
                && (outer != .any || TypeUnification.unify(elements) != nil)
        case (.tuple(let elements), .set(let outer)):
            return unsafe && canConvert(.tuple(elements), to: .list(outer), unsafe: unsafe)
        case (.tuple(let first), .tuple(let second)):
            return first.count == second.count
                && zip(first, second).allSatisfy { canConvert($0, to: $1, unsafe: unsafe) }
        case (.object(let attributes), .map(let outer)):
            let types = attributes.map(\.type)
            return types.allSatisfy { canConvert($0, to: outer, unsafe: unsafe) }
                && (outer != .any || TypeUnification.unify(types) != nil)
        case (.object(let first), .object(let second)):
            return second.allSatisfy { wanted in
                guard let own = first.first(where: { $0.name == wanted.name }) else { return wanted.isOptional }
                return canConvert(own.type, to: wanted.type, unsafe: unsafe)
            }
        case (.map(let inner), .object(let attributes)):
            return unsafe && attributes.allSatisfy { canConvert(inner, to: $0.type, unsafe: unsafe) }
        default: return false
        }
    }
}

extension ValueType {
    /// The type that values of it have: nothing is optional in a value.
    package var withoutOptional: ValueType {
        switch self {
        case .any, .bool, .number, .string: self
        case .list(let element): .list(element.withoutOptional)
        case .set(let element): .set(element.withoutOptional)
        case .map(let element): .map(element.withoutOptional)
        case .tuple(let elements): .tuple(elements.map(\.withoutOptional))
        case .object(let attributes): .object(attributes.map { Attribute($0.name, $0.type.withoutOptional) })
        }
    }

    /// The type with what it leaves open taken from the type of the value that is converted to it.
    func settled(by source: ValueType) -> ValueType {
        switch (self, source) {
        case (.any, _): source
        case (.list(let element), .list(let own)), (.list(let element), .set(let own)): .list(element.settled(by: own))
        case (.set(let element), .list(let own)), (.set(let element), .set(let own)): .set(element.settled(by: own))
        case (.map(let element), .map(let own)): .map(element.settled(by: own))
        case (.list(.any), .tuple(let own)): .list(TypeUnification.unify(own) ?? .any)
        case (.set(.any), .tuple(let own)): .set(TypeUnification.unify(own) ?? .any)
        case (.map(.any), .object(let own)): .map(TypeUnification.unify(own.map(\.type)) ?? .any)
        default: self
        }
    }

    /// Whether a part of the type is left open.
    package var hasAny: Bool {
        switch self {
        case .any: true
        case .bool, .number, .string: false
        case .list(let element), .set(let element), .map(let element): element.hasAny
        case .tuple(let elements): elements.contains(where: \.hasAny)
        case .object(let attributes): attributes.contains { $0.type.hasAny }
        }
    }

    var isCollection: Bool {
        switch self {
        case .list, .set, .map: true
        default: false
        }
    }

    var isSet: Bool {
        if case .set = self { return true }
        return false
    }

    var isPrimitive: Bool {
        switch self {
        case .bool, .number, .string: true
        default: false
        }
    }
}
