import MartletLanguage
import MartletModel

/// Whether a value is one of those that a partly unknown one stands for.
enum Admission {
    /// In words what is not as foreseen; nil when all is.
    static func fault(_ foreseen: Value, _ actual: Value) -> String? {
        let (outer, outerMarks) = foreseen.unmarked
        let (inner, innerMarks) = actual.unmarked
        // A mark of a whole covers its parts.
        guard outerMarks.isEmpty else { return fault(outer.unmarkedDeeply.value, actual.unmarkedDeeply.value) }
        if case .unknown(let unknown) = outer { return fault(unknown, inner) }
        guard innerMarks.isEmpty else { return "\(actual) is marked, \(foreseen) is not" }
        switch (outer, inner) {
        case (.null, .null): return nil
        case (.list(let first), .list(let second)): return parts(first.elements, second.elements)
        case (.tuple(let first), .tuple(let second)): return parts(first, second)
        case (.set(let first), .set(let second)):
            guard first.elements.allSatisfy(\.isWhollyKnown) else { return nil }
            return first.elements == second.elements ? nil : "\(foreseen) is not \(actual)"
        // What is empty looks the same in a body, whatever its type.
        case (.map, .object), (.object, .map): return outer.fields == [:] && inner.fields == [:] ? nil : "other types"
        case (.map, .map), (.object, .object):
            let (first, second) = (outer.fields ?? [:], inner.fields ?? [:])
            guard first.keys == second.keys else { return "other keys: \(first.keys) and \(second.keys)" }
            return parts(first.map(\.value), second.map(\.value))
        default: return outer == inner ? nil : "\(foreseen) is not \(actual)"
        }
    }

    private static func parts(_ foreseen: [Value], _ actual: [Value]) -> String? {
        guard foreseen.count == actual.count else { return "\(foreseen.count) elements are not \(actual.count)" }
        return zip(foreseen, actual).lazy.compactMap { fault($0, $1) }.first
    }

    private static func fault(_ unknown: Unknown, _ actual: Value) -> String? {
        let refinement = unknown.refinement
        guard !actual.isNull else { return refinement.isNotNull ? "null where that was ruled out" : nil }
        guard conforms(actual.type, to: unknown.type) else { return "\(actual.type) is not \(unknown.type)" }
        if let prefix = refinement.prefix, actual.stringValue?.utf8.starts(with: prefix.utf8) == false {
            return "\(actual) does not begin with \(prefix)"
        }
        if let number = actual.numberValue, refinement.lowest.map({ number < $0 }) ?? false {
            return "\(number) is too low"
        }
        if let number = actual.numberValue, refinement.highest.map({ $0 < number }) ?? false {
            return "\(number) is too high"
        }
        guard let count = actual.elements?.count ?? actual.fields?.count else { return nil }
        let bounds = (refinement.minimumLength ?? 0)...(refinement.maximumLength ?? .max)
        return bounds.contains(count) ? nil : "\(count) elements are not \(bounds)"
    }

    private static func conforms(_ type: ValueType, to wanted: ValueType) -> Bool {
        switch (type, wanted) {
        // What is empty or null may have any type inside.
        case (_, .any), (.any, _): return true
        case (.list(let own), .list(let element)), (.set(let own), .set(let element)),
            (.map(let own), .map(let element)):
            return conforms(own, to: element)
        case (.tuple(let own), .tuple(let elements)):
            return own.count == elements.count && zip(own, elements).allSatisfy { conforms($0, to: $1) }
        case (.object(let own), .object(let attributes)):
            return own.map(\.name) == attributes.map(\.name)
                && zip(own, attributes).allSatisfy { conforms($0.type, to: $1.type) }
        default: return type == wanted
        }
    }
}

extension Value {
    /// The value without what a conversion to a common type changes: sequences as tuples, objects, and texts.
    var loosened: Value {
        switch self {
        case .marked(let inner, let marks): .marking(inner.loosened, marks)
        case .number, .bool: (try? ValueConversion.convert(self, to: .string)) ?? self
        case .null: .null
        case .unknown(let unknown) where unknown.type == .string: self
        case .unknown(let unknown): .unknown(Unknown(.any, .init(isNotNull: unknown.refinement.isNotNull)))
        // How many elements it has is not known.
        case .set where !isWhollyKnown: .unknown(Unknown())
        case .list, .set, .tuple: .tuple((elements ?? []).map(\.loosened))
        case .map, .object: .object(Fields((fields ?? [:]).map { Fields.Field($0.key, $0.value.loosened) }))
        case .string: self
        }
    }
}
