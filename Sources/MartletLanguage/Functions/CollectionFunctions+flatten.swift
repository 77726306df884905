internal import MartletModel

extension FunctionTable {
    static func flattened(_ value: Value) throws(FunctionFault) -> Value {
        guard value.elements != nil else {
            throw FunctionFault("can only flatten lists, sets and tuples", argument: 0)
        }
        var result: [Value] = []
        var marks: Marks = []
        var isOpen = false
        append(value, to: &result, &marks, &isOpen)
        return .marking(isOpen ? .unknown(Unknown()) : .tuple(result), marks)
    }

    private static func append(_ value: Value, to result: inout [Value], _ marks: inout Marks, _ isOpen: inout Bool) {
        for element in value.elements ?? [] {
            let (plain, own) = element.unmarked
            if plain.elements != nil {
                marks.formUnion(own)
                append(plain, to: &result, &marks, &isOpen)
            } else {
                if case .unknown(let unknown) = plain, !unknown.type.isPrimitive, unknown.type.isSequence {
                    isOpen = true
                }
                result.append(element)
            }
        }
    }

    static func lookup(_ call: Function.Call) throws(FunctionFault) -> Value {
        let (container, key) = (call.arguments[0], call.string(1))
        guard call.arguments.count <= 3 else {
            throw FunctionFault("lookup() takes two or three arguments, got \(call.arguments.count)")
        }
        let standIn = call.arguments.count == 3 ? call.arguments[2] : nil
        guard let fields = container.fields else {
            throw FunctionFault("lookup() requires a map as the first argument", argument: 0)
        }
        guard let standIn else {
            guard let found = fields[key] else {
                throw FunctionFault("lookup failed to find key \(quoted(key))", argument: 1)
            }
            return found
        }
        guard case .map(let map) = container else { return fields[key] ?? standIn }
        do throws(ValueConversion.Failure) {
            let converted = try ValueConversion.convert(standIn, to: map.elementType)
            return fields[key] ?? converted
        } catch {
            throw FunctionFault("the default value must have the same type as the map elements", argument: 2)
        }
    }

    static func matching(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard case .list(let values) = call.arguments[0], case .list(let keys) = call.arguments[1],
            case .list(let wanted) = call.arguments[2]
        else {
            throw FunctionFault("lists are required")
        }
        guard values.elements.count == keys.elements.count else {
            throw FunctionFault("length of keys and values should be equal", argument: 1)
        }
        guard TypeUnification.unify([keys.elementType, wanted.elementType]) != nil else {
            throw FunctionFault("keys and searchset must be of the same type", argument: 1)
        }
        let picked = zip(values.elements, keys.elements).filter { pair in
            wanted.elements.contains { $0.equals(pair.1) == true }
        }
        return .list(Value.Collection(picked.map(\.0), of: values.elementType))
    }
}

extension ValueType {
    /// Whether it is, or may turn out to be, a list, set or tuple.
    fileprivate var isSequence: Bool {
        switch self {
        case .list, .set, .tuple, .any: true
        default: false
        }
    }
}
