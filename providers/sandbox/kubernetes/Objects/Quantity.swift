internal import MartletModel

/// Resource quantities in the form in which the API server writes them
/// (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/).
enum Quantity {
    /// The canonical text: no fraction, the largest suffix that keeps it exact. What cannot be read stays as it is.
    static func canonical(_ value: Value) -> Value {
        let text = value.stringValue ?? KubernetesJSON.text(value)
        guard let (thousandths, isBinary) = parsed(text) else { return value }
        return .string(isBinary ? binary(thousandths) : decimal(thousandths))
    }

    /// Whether `text` is a quantity.
    static func isValid(_ text: String) -> Bool { parsed(text) != nil }

    private static let binarySuffixes = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
    private static let decimalSuffixes = [
        "n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
    ]

    /// Thousandths of a unit, rounded up; and whether the suffix was binary.
    private static func parsed(_ text: String) -> (thousandths: Int, isBinary: Bool)? {
        let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
        let suffix = String(text[digits.endIndex...])
        guard let (mantissa, places) = number(digits) else { return nil }
        if let index = binarySuffixes.firstIndex(of: suffix) {
            let (scaled, overflow) = mantissa.multipliedReportingOverflow(by: 1000 << (10 * (index + 1)))
            return overflow ? nil : (divide(scaled, power(places)), true)
        }
        let exponent: Int
        if let known = decimalSuffixes[suffix] {
            exponent = known
        } else if suffix.first == "e" || suffix.first == "E", let written = Int(suffix.dropFirst()) {
            exponent = written
        } else {
            return nil
        }
        let shift = exponent + 3 - places
        guard abs(shift) <= 18 else { return nil }
        if shift < 0 { return (divide(mantissa, power(-shift)), false) }
        let (scaled, overflow) = mantissa.multipliedReportingOverflow(by: power(shift))
        return overflow ? nil : (scaled, false)
    }

    /// A decimal number as an integer and how many of its digits are decimals.
    private static func number(_ text: Substring) -> (Int, Int)? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, text.contains(where: \.isNumber) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        return Int("\(parts[0].isEmpty ? "0" : parts[0])\(fraction)").map { ($0, fraction.count) }
    }

    private static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { product, _ in product * 10 } }

    private static func divide(_ dividend: Int, _ divisor: Int) -> Int {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return remainder > 0 ? quotient + 1 : quotient
    }

    private static func binary(_ thousandths: Int) -> String {
        guard thousandths % 1000 == 0 else { return decimal(thousandths) }
        var units = thousandths / 1000
        var suffix = ""
        for next in binarySuffixes where units != 0 && units % 1024 == 0 {
            units /= 1024
            suffix = next
        }
        return "\(units)\(suffix)"
    }

    private static func decimal(_ thousandths: Int) -> String {
        guard thousandths % 1000 == 0 else { return "\(thousandths)m" }
        var units = thousandths / 1000
        var suffix = ""
        for next in ["k", "M", "G", "T", "P", "E"] where units != 0 && units % 1000 == 0 {
            units /= 1000
            suffix = next
        }
        return "\(units)\(suffix)"
    }
}
