package import MartletModel

/// A list of objects that are told apart by some of their fields.
package struct KeyedElements {
    private let keys: [String]
    private let elements: [Value]
    private let positions: [[Value]: Int]

    /// O(n).
    package init(_ elements: [Value], keys: [String]) {
        self.keys = keys
        self.elements = elements
        let pairs = elements.enumerated().map { (Self.key(of: $1, keys), $0) }
        positions = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The values of the key fields. A protocol that is left out is TCP, as the server fills it in.
    package func key(of element: Value) -> [Value] { Self.key(of: element, keys) }

    private static func key(of element: Value, _ keys: [String]) -> [Value] {
        keys.map { element[$0]?.revealed ?? ($0 == "protocol" ? "TCP" : .null) }
    }

    package func index(of key: [Value]) -> Int? { positions[key] }

    package subscript(key: [Value]) -> Value? { positions[key].map { elements[$0] } }

    /// Whether the elements that both lists have come in the same order.
    package func isInOrder(of other: KeyedElements) -> Bool {
        let indices = elements.compactMap { other.index(of: key(of: $0)) }
        return zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 }
    }
}
