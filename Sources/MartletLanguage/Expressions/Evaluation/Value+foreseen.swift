internal import MartletModel

extension Value {
    /// The value of which only type and refinement are certain: a known one, when they leave just one.
    static func refined(_ type: ValueType, _ refinement: Unknown.Refinement) -> Value {
        let open = Value.unknown(Unknown(type, refinement))
        guard refinement.isNotNull else { return open }
        let least = refinement.minimumLength ?? 0
        let isExact = least == refinement.maximumLength
        switch type {
        case .number:
            guard let number = refinement.lowest, number == refinement.highest else { return open }
            return .number(number)
        case .list(let element) where isExact && least <= 1000:
            let elements = Array(repeating: Value.unknown(Unknown(element)), count: least)
            return .list(Collection(elements, of: element))
        // An empty one whose type was never told takes that of others: not before it is known that it has none.
        case .set(let element) where isExact && least == 0 && !element.hasAny: return .set(Collection([], of: element))
        case .map(let element) where isExact && least == 0 && !element.hasAny: return .map(Map(Fields(), of: element))
        default: return open
        }
    }

    /// A value of `type` that is not known but certainly not null.
    static func unknownPresent(_ type: ValueType) -> Value { .unknown(Unknown(type, .init(isNotNull: true))) }

    /// A collection with between so many elements that is not known.
    static func unknownCollection(_ type: ValueType, least: Int? = nil, most: Int? = nil) -> Value {
        .refined(type, .init(isNotNull: true, minimumLength: least, maximumLength: most))
    }

    /// Whether the value is certainly not null, known or not.
    var isCertainlyPresent: Bool {
        switch unmarked.value {
        case .null: false
        case .unknown(let unknown): unknown.refinement.isNotNull
        default: true
        }
    }

    /// Whether a part of it is not known, and may be of any type.
    var hasOpenType: Bool {
        switch unmarked.value {
        case .unknown(let unknown): unknown.type.hasAny
        case let known:
            known.elements?.contains(where: \.hasOpenType) ?? known.fields?.contains { $0.value.hasOpenType } ?? false
        }
    }

    /// Whether it is a set whose size is open: an element that is not known may be equal to another.
    var isOpenSet: Bool {
        guard case .set(let items) = unmarked.value, items.elements.count > 1 else { return false }
        return !items.elements.allSatisfy(\.isWhollyKnown)
    }

    /// The fewest and the most elements of a collection, tuple or object; nil for all else.
    var lengthBounds: ClosedRange<Int>? {
        switch unmarked.value {
        case .unknown(let unknown):
            switch unknown.type {
            case .tuple(let elements): return elements.count...elements.count
            case .object(let attributes): return attributes.count...attributes.count
            default:
                let lower = unknown.refinement.minimumLength ?? 0
                return lower...max(lower, unknown.refinement.maximumLength ?? .max)
            }
        case .set(let items):
            // What is not known yet may turn out to be equal to another element.
            let known = items.elements.count { $0.isWhollyKnown }
            return min(items.elements.count, max(known, 1))...items.elements.count
        case let known: return (known.elements?.count ?? known.fields?.count).map { $0...$0 }
        }
    }
}
