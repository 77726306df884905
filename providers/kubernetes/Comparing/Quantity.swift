package import MartletModel

/// An amount as Kubernetes writes it: `500m`, `0.5Gi`, `1e3`, `2`.
///
/// Equal amounts are equal however they are written. Follows
/// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.
package struct Quantity: Sendable, Hashable {
    /// The value is `significand × 10^exponent`; the significand has no trailing zero, and zero has exponent 0.
    private let significand: Int128
    private let exponent: Int

    /// Nil when `text` is no quantity, or has more digits than can be compared exactly (38).
    package init?(_ text: String) {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard let (digits, fraction) = Self.decimal(&rest), let unit = Self.unit(rest) else { return nil }
        let (scaled, overflow) = digits.multipliedReportingOverflow(by: unit.factor)
        guard !overflow else { return nil }
        self.init(significand: isNegative ? -scaled : scaled, exponent: unit.exponent - fraction)
    }

    /// A quantity that the manifest writes as a number.
    package init?(_ value: Value) {
        if let text = value.stringValue {
            self.init(text)
        } else if let integer = value.intValue {
            self.init(significand: Int128(integer), exponent: 0)
        } else if let number = value.numberValue {
            self.init(number.description)
        } else {
            return nil
        }
    }

    private init(significand: Int128, exponent: Int) {
        var significand = significand
        var exponent = exponent
        while significand != 0, significand % 10 == 0 {
            significand /= 10
            exponent += 1
        }
        self.significand = significand
        self.exponent = significand == 0 ? 0 : exponent
    }

    /// The digits in front, as one integer, and how many of them stand behind the point.
    private static func decimal(_ rest: inout Substring.UTF8View) -> (digits: Int128, fraction: Int)? {
        var digits: Int128 = 0
        var fraction = 0
        var count = 0
        var sawPoint = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "."), !sawPoint {
                sawPoint = true
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                let (shifted, overflow) = digits.multipliedReportingOverflow(by: 10)
                guard !overflow, count < 37 else { return nil }
                digits = shifted + Int128(byte - UInt8(ascii: "0"))
                count += 1
                if sawPoint { fraction += 1 }
            } else {
                break
            }
            rest = rest.dropFirst()
        }
        return count == 0 ? nil : (digits, fraction)
    }

    private static func unit(_ suffix: Substring.UTF8View) -> (factor: Int128, exponent: Int)? {
        let text = String(suffix) ?? ""
        if let power = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60][text] { return (1 << power, 0) }
        let decimal = ["": 0, "n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18]
        if let exponent = decimal[text] { return (1, exponent) }
        guard text.hasPrefix("e") || text.hasPrefix("E"), let exponent = Int(text.dropFirst()), abs(exponent) <= 64
        else {
            return nil
        }
        return (1, exponent)
    }
}
