/// Named values in the byte order of their names; each name once.
///
/// A sorted array: small objects are the rule, iteration is in the one order that every output needs, and two equal
/// objects have equal storage. Lookup is O(log n).
package struct Fields: Sendable, Hashable {
    /// One named value.
    package struct Field: Sendable, Hashable {
        package let key: String
        package var value: Value

        package init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    private var storage: [Field]

    package init() { storage = [] }

    /// Fields in any order. O(n log n), O(n) when already sorted. Of two equal keys, the later wins.
    package init(_ fields: [Field]) { self = Self.sorting(fields).fields }

    /// Fields in any order, and a key that occurs more than once if there is one. Of two equal keys, the later wins.
    package static func sorting(_ fields: [Field]) -> (fields: Fields, duplicate: String?) {
        var result = Fields()
        guard !isStrictlySorted(fields) else {
            result.storage = fields
            return (result, nil)
        }
        if fields.count <= 16 { return insertionSorted(fields) }
        let order = fields.indices.sorted { left, right in
            let (first, second) = (fields[left].key, fields[right].key)
            return first == second ? left < right : first.precedesInBytes(second)
        }
        var duplicate: String?
        result.storage.reserveCapacity(fields.count)
        for index in order {
            if let last = result.storage.last, last.key == fields[index].key {
                duplicate = duplicate ?? last.key
                result.storage[result.storage.count - 1] = fields[index]
            } else {
                result.storage.append(fields[index])
            }
        }
        return (result, duplicate)
    }

    /// The same for few fields, without tables beside them.
    private static func insertionSorted(_ fields: [Field]) -> (fields: Fields, duplicate: String?) {
        var result = Fields()
        result.storage.reserveCapacity(fields.count)
        var duplicate: String?
        for field in fields {
            // Most fields come in order, so the search begins at the end.
            var place = result.storage.count
            while place > 0, field.key.precedesInBytes(result.storage[place - 1].key) { place -= 1 }
            if place > 0, result.storage[place - 1].key == field.key {
                result.storage[place - 1] = field
                if duplicate.map(field.key.precedesInBytes) ?? true { duplicate = field.key }
            } else {
                result.storage.insert(field, at: place)
            }
        }
        return (result, duplicate)
    }

    private static func isStrictlySorted(_ fields: [Field]) -> Bool {
        guard fields.count > 1 else { return true }
        return (1..<fields.count).allSatisfy { fields[$0 - 1].key.precedesInBytes(fields[$0].key) }
    }

    /// The index of `key`, or where it would be inserted.
    private func position(of key: String) -> (index: Int, found: Bool) {
        var low = 0
        var high = storage.count
        while low < high {
            let middle = (low + high) / 2
            if storage[middle].key.precedesInBytes(key) { low = middle + 1 } else { high = middle }
        }
        return (low, low < storage.count && storage[low].key == key)
    }

    /// The value of `key`; assigning nil removes the field. Assignment of a new key is O(n).
    package subscript(key: String) -> Value? {
        get {
            let (index, found) = position(of: key)
            return found ? storage[index].value : nil
        }
        set {
            let (index, found) = position(of: key)
            switch (newValue, found) {
            case (let value?, true): storage[index].value = value
            case (let value?, false): storage.insert(Field(key, value), at: index)
            case (nil, true): storage.remove(at: index)
            case (nil, false): break
            }
        }
    }

    package var keys: [String] { storage.map(\.key) }

    /// The same keys with each value replaced.
    package func mapValues<E: Error>(_ transform: (Value) throws(E) -> Value) throws(E) -> Fields {
        var result = self
        for index in result.storage.indices {
            result.storage[index].value = try transform(storage[index].value)
        }
        return result
    }
}

extension Fields: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { storage.count }
    package subscript(position: Int) -> Field { storage[position] }
}

extension Fields: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, Value)...) {
        self.init(elements.map { Field($0.0, $0.1) })
    }
}

extension String {
    /// Whether the UTF-8 bytes of this string come before those of `other`: the order of keys everywhere in Martlet.
    package func precedesInBytes(_ other: String) -> Bool {
        var left = self
        var right = other
        return left.withUTF8 { first in
            right.withUTF8 { second in
                for index in 0..<min(first.count, second.count) where first[index] != second[index] {
                    return first[index] < second[index]
                }
                return first.count < second.count
            }
        }
    }
}
