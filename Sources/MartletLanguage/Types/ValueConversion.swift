package import MartletModel

/// Makes a value of one type into the same value of another, as Terraform does (cty, `convert`).
package enum ValueConversion {
    /// Why a value has no form in a type.
    package struct Failure: Error, Sendable, Hashable {
        /// The part at fault.
        package var path: ValuePath
        /// A clause without a capital or a full stop: `a number is required`.
        package var message: String

        package init(_ message: String, at path: ValuePath = ValuePath()) {
            self.message = message
            self.path = path
        }
    }

    /// `value` as a value of `type`. Marks stay where they are; unknown parts stay unknown; `.any` inside a collection type
    /// becomes the one type that all elements can have.
    package static func convert(_ value: Value, to type: ValueType) throws(Failure) -> Value {
        switch (value, type) {
        case (.string, .string), (.number, .number), (.bool, .bool), (_, .any): return value
        case (.marked(let inner, let marks), _): return .marking(try convert(inner, to: type), marks)
        case (.null(let from), _):
            guard canConvert(from, to: type) else { throw Failure(requirement(type)) }
            return .null(type.withoutOptional.settled(by: from))
        case (.unknown(let unknown), _):
            guard canConvert(unknown.type, to: type) else { throw Failure(requirement(type)) }
            return converted(unknown, to: type)
        default: return try convertKnown(value, to: type)
        }
    }

    private static func converted(_ unknown: Unknown, to type: ValueType) -> Value {
        let target = type.withoutOptional.settled(by: unknown.type)
        guard unknown.type != target else { return .unknown(unknown) }
        var refinement = Unknown.Refinement(isNotNull: unknown.refinement.isNotNull)
        if target.isCollection, let bounds = Value.unknown(unknown).lengthBounds, unknown.type != .any {
            refinement.maximumLength = bounds.upperBound == .max ? nil : bounds.upperBound
            // Equal elements become one in a set.
            let least = target.isSet ? min(bounds.lowerBound, 1) : bounds.lowerBound
            refinement.minimumLength = least == 0 ? nil : least
        }
        return .refined(target, refinement)
    }

    private static func convertKnown(_ value: Value, to type: ValueType) throws(Failure) -> Value {
        switch type {
        case .any: return value
        case .string: return .string(try text(value))
        case .number: return .number(try number(value))
        case .bool: return .bool(try bool(value))
        case .list(let element): return try collection(value, element, isSet: false)
        case .set(let element): return try collection(value, element, isSet: true)
        case .map(let element): return try map(value, element)
        case .tuple(let elements): return try tuple(value, elements)
        case .object(let attributes): return try object(value, attributes)
        }
    }

    // MARK: Primitives

    private static func text(_ value: Value) throws(Failure) -> String {
        switch value {
        case .string(let text): return text
        case .number(let number): return number.description
        case .bool(let truth): return truth ? "true" : "false"
        default: throw Failure(requirement(.string))
        }
    }

    private static func number(_ value: Value) throws(Failure) -> Number {
        switch value {
        case .number(let number): return number
        case .string(let text):
            guard let number = Number(decimal: text), !number.isInfinite else { throw Failure(requirement(.number)) }
            return number
        default: throw Failure(requirement(.number))
        }
    }

    private static func bool(_ value: Value) throws(Failure) -> Bool {
        switch value {
        case .bool(let truth): return truth
        case .string("true"), .string("1"): return true
        case .string("false"), .string("0"): return false
        case .string("True"), .string("TRUE"):
            throw Failure("a bool is required; to convert from string, use lowercase \"true\"")
        case .string("False"), .string("FALSE"):
            throw Failure("a bool is required; to convert from string, use lowercase \"false\"")
        default: throw Failure(requirement(.bool))
        }
    }

    // MARK: Collections

    private static func collection(_ value: Value, _ wanted: ValueType, isSet: Bool) throws(Failure) -> Value {
        switch value {
        case .list, .set, .tuple: break
        default: throw Failure(requirement(isSet ? .set(wanted) : .list(wanted)))
        }
        let source = value.elements ?? []
        let elementType = try elementType(wanted, for: source, of: value)
        // A null takes the type of numbers, strings and the like beside it, but not that of lists and objects.
        guard elementType != .any || !source.contains(where: \.isUntypedNull) || source.allSatisfy({ $0.type == .any })
        else { throw Failure("all elements must have the same type") }
        var elements: [Value] = []
        elements.reserveCapacity(source.count)
        for (index, element) in source.enumerated() {
            elements.append(try step(.index(index)) { () throws(Failure) in try convert(element, to: elementType) })
        }
        let type = try settled(elementType, &elements)
        if wanted == .any, mayBecomeTexts(source, type) {
            return open(isSet ? .set(.any) : .list(.any), elements, least: isSet ? 1 : source.count)
        }
        if wanted.hasAny, isOpen(source) {
            return open(isSet ? .set(wanted) : .list(wanted), elements, least: isSet ? 1 : source.count)
        }
        if !isSet, value.isOpenSet {
            return open(.list(type), elements, least: value.lengthBounds?.lowerBound)
        }
        guard isSet else { return .list(Value.Collection(elements, of: type)) }
        // A set with marked elements is marked itself: its order and size would tell of them.
        let (plain, marks) = Value.tuple(elements).unmarkedDeeply
        return .marking(.set(.set(of: plain.elements ?? [], type: type)), marks)
    }

    /// A collection of which nothing is certain but how many elements it may have, and their marks.
    private static func open(_ type: ValueType, _ elements: [Value], least: Int?) -> Value {
        .marking(
            .unknownCollection(type, least: least, most: elements.count), Value.tuple(elements).unmarkedDeeply.marks)
    }

    /// Whether an element that may be of any type may yet be a text, and make texts of the numbers or bools beside it.
    private static func mayBecomeTexts(_ source: [Value], _ type: ValueType) -> Bool {
        (type == .number || type == .bool) && source.contains { $0.type == .any && !$0.isKnown }
    }

    /// Whether an element of which the type is open somewhere may yet make others of those beside it: maps of objects, lists
    /// of sets, lists of texts of those of numbers.
    private static func isOpen(_ elements: [Value]) -> Bool {
        guard let open = elements.first(where: \.hasOpenType)?.type else { return false }
        return elements.contains { !$0.type.isPrimitive && $0.type != open }
    }

    private static func map(_ value: Value, _ wanted: ValueType) throws(Failure) -> Value {
        guard let source = value.fields else { throw Failure(requirement(.map(wanted))) }
        let values = source.map(\.value)
        let elementType = try settlingNulls(elementType(wanted, for: values, of: value), values)
        var elements: [Value] = []
        elements.reserveCapacity(source.count)
        for field in source {
            elements.append(
                try step(.key(field.key)) { () throws(Failure) in try convert(field.value, to: elementType) })
        }
        let type = try settled(elementType, &elements)
        if wanted == .any, mayBecomeTexts(values, type) {
            return open(.map(.any), elements, least: source.count)
        }
        if wanted.hasAny, isOpen(values) {
            return open(.map(wanted), elements, least: source.count)
        }
        let fields = zip(source, elements).map { Fields.Field($0.key, $1) }
        return .map(Value.Map(Fields(fields), of: type))
    }

    /// The type of the elements of a map that nulls leave open: that of the others, which must be one.
    private static func settlingNulls(_ type: ValueType, _ elements: [Value]) throws(Failure) -> ValueType {
        guard type == .any, elements.contains(where: \.isUntypedNull) else { return type }
        let others = elements.filter { !$0.isUntypedNull }.map(\.type)
        guard let first = others.first, !others.contains(.any) else { return type }
        guard others.allSatisfy({ $0 == first }) else { throw Failure("all elements must have the same type") }
        return first
    }

    /// The one type of all elements, which are brought to it: what the wanted type leaves open further in is settled by
    /// all of them together.
    private static func settled(_ wanted: ValueType, _ elements: inout [Value]) throws(Failure) -> ValueType {
        let type = wanted.withoutOptional
        guard type.hasAny, type != .any, !elements.isEmpty else { return type }
        guard let unified = TypeUnification.unifySettlingOpen(elements.map(\.type)) else {
            throw Failure("all elements must have the same type")
        }
        for index in elements.indices {
            let element = elements[index]
            elements[index] = try step(.index(index)) { () throws(Failure) in try convert(element, to: unified) }
        }
        return unified
    }

    /// The wanted type, with what it leaves open settled by the elements.
    private static func elementType(
        _ wanted: ValueType, for elements: [Value], of container: Value
    ) throws(Failure) -> ValueType {
        // Elements that are not there must fit, too.
        if let own = container.type.elementType, !canConvert(own, to: wanted) { throw Failure(requirement(wanted)) }
        guard wanted.hasAny else { return wanted }
        let types: [ValueType]
        switch container {
        case .list(let items), .set(let items): types = [items.elementType]
        case .map(let map): types = [map.elementType]
        default: types = elements.map(\.type)
        }
        guard case .any = wanted else { return wanted }
        guard let unified = TypeUnification.unify(types) else {
            throw Failure("all elements must have the same type")
        }
        return unified
    }

    private static func tuple(_ value: Value, _ types: [ValueType]) throws(Failure) -> Value {
        guard case .tuple(let source) = value else { throw Failure(requirement(.tuple(types))) }
        guard source.count == types.count else {
            throw Failure("a tuple of \(types.count) elements is required, not of \(source.count)")
        }
        var elements: [Value] = []
        for (index, element) in source.enumerated() {
            elements.append(try step(.index(index)) { () throws(Failure) in try convert(element, to: types[index]) })
        }
        return .tuple(elements)
    }

    private static func object(_ value: Value, _ attributes: [ValueType.Attribute]) throws(Failure) -> Value {
        guard let source = value.fields else { throw Failure(requirement(.object(attributes))) }
        let missing = attributes.filter { !$0.isOptional && source[$0.name] == nil }.map { quoted($0.name) }
        guard missing.isEmpty else {
            let isOne = missing.count == 1
            let names =
                isOne ? missing[0] : missing.dropLast().joined(separator: ", ") + " and " + missing[missing.count - 1]
            throw Failure("attribute\(isOne ? "" : "s") \(names) \(isOne ? "is" : "are") required")
        }
        var fields: [Fields.Field] = []
        for attribute in attributes {
            let converted = try step(.key(attribute.name)) { () throws(Failure) in
                try self.attribute(attribute, source[attribute.name])
            }
            fields.append(Fields.Field(attribute.name, converted))
        }
        return .object(Fields(fields))
    }

    /// A default stands in for what is left out, and for null.
    private static func attribute(_ attribute: ValueType.Attribute, _ value: Value?) throws(Failure) -> Value {
        if attribute.isOptional, value.map(\.isNull) ?? true {
            if let standIn = attribute.defaultValue { return try convert(standIn, to: attribute.type) }
            return .null(attribute.type.withoutOptional)
        }
        return try convert(value ?? .null, to: attribute.type)
    }

    private static func step<T>(_ step: ValuePath.Step, _ body: () throws(Failure) -> T) throws(Failure) -> T {
        do throws(Failure) {
            return try body()
        } catch {
            throw Failure(error.message, at: ValuePath([step] + error.path.steps))
        }
    }

    /// `a number is required`.
    static func requirement(_ type: ValueType) -> String {
        switch type {
        case .any: "a value is required"
        case .bool: "a bool is required"
        case .number: "a number is required"
        case .string: "a string is required"
        case .list: "a list is required"
        case .set: "a set is required"
        case .map: "a map is required"
        case .tuple: "a tuple is required"
        case .object: "an object is required"
        }
    }
}
