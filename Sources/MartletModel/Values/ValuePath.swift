/// A place inside a value: `properties.networkProfile.podCidrs[0]`.
package struct ValuePath: Sendable, Hashable {
    /// One step down.
    package enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
        /// Any element of a list or any key of an object; only in schema paths.
        case any
    }

    package var steps: [Step]

    package init(_ steps: [Step] = []) { self.steps = steps }

    package func appending(_ step: Step) -> ValuePath { ValuePath(steps + [step]) }
    package func appending(_ key: String) -> ValuePath { appending(.key(key)) }
}

extension ValuePath: CustomStringConvertible {
    package var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let key) where key.isPlainPathKey: text += text.isEmpty ? key : ".\(key)"
            case .key(let key): text += "[\"\(key)\"]"
            case .index(let index): text += "[\(index)]"
            case .any: text += "[*]"
            }
        }
        return text
    }
}

extension ValuePath: Comparable {
    package static func < (left: ValuePath, right: ValuePath) -> Bool {
        left.description.precedesInBytes(right.description)
    }
}

extension String {
    fileprivate var isPlainPathKey: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
