internal import MartletModel

extension FormatSpecification.Verb {
    /// The text that stands for `value`.
    func text(of value: Value, number place: Int) throws(FunctionFault) -> String {
        switch letter {
        case "v": return try padded(defaultText(value))
        case "t": return try padded(converted(value, to: .bool, place).boolValue == true ? "true" : "false")
        case "s", "q": return try string(converted(value, to: .string, place).stringValue ?? "")
        default:
            guard let number = try converted(value, to: .number, place).numberValue else { return "" }
            return try formatted(number, place)
        }
    }

    private func converted(_ value: Value, to type: ValueType, _ place: Int) throws(FunctionFault) -> Value {
        guard !value.isNull else {
            throw FunctionFault(
                "unsupported value for \"%\(letter)\" at argument \(place + 1): null value cannot be formatted",
                argument: place + 1)
        }
        do throws(ValueConversion.Failure) {
            return try ValueConversion.convert(value, to: type)
        } catch {
            throw FunctionFault(
                "unsupported value for \"%\(letter)\" at argument \(place + 1): \(error.message)", argument: place + 1)
        }
    }

    /// `%v`: strings as they are, numbers in the shortest way, anything else as JSON.
    private func defaultText(_ value: Value) throws(FunctionFault) -> String {
        switch value {
        case .string(let text) where !isAlternate: return text
        case .number(let number) where !isAlternate:
            return number.isInfinite ? number.description : try formattedDefault(number)
        case .bool(let truth): return truth ? "true" : "false"
        default:
            guard let text = try? EncodingFunctions.json(value) else {
                throw FunctionFault("the value cannot be formatted")
            }
            return text
        }
    }

    private func formattedDefault(_ number: Number) throws(FunctionFault) -> String {
        var verb = self
        verb.letter = "g"
        verb.precision = nil
        return try verb.floating(number)
    }

    // MARK: Strings

    private func string(_ text: String) -> String {
        let cut = precision.map { String(text.prefix($0)) } ?? text
        return padded(letter == "q" ? (try? EncodingFunctions.json(.string(cut))) ?? quoted(cut) : cut)
    }

    /// Spaces up to the width, in characters.
    private func padded(_ text: String) -> String {
        guard let width, text.count < width else { return text }
        let space = String(repeating: hasZero && !isLeft ? "0" : " ", count: width - text.count)
        return isLeft ? text + space : space + text
    }

    // MARK: Numbers

    private func formatted(_ number: Number, _ place: Int) throws(FunctionFault) -> String {
        let digits: String
        switch letter {
        case "d", "b", "o", "x", "X":
            let radix = letter == "d" ? 10 : letter == "b" ? 2 : letter == "o" ? 8 : 16
            guard let text = number.text(radix: radix) else {
                throw FunctionFault(
                    "unsupported value for \"%\(letter)\" at argument \(place + 1): an integer is required",
                    argument: place + 1)
            }
            digits = prefixed(letter == "X" ? text.uppercased() : text)
        default: digits = try floating(number)
        }
        let signed = digits.hasPrefix("-") ? digits : hasPlus ? "+" + digits : hasSpace ? " " + digits : digits
        guard let width, signed.count < width, hasZero, !isLeft else {
            return FormatSpecification.Verb.pad(signed, width, isLeft)
        }
        // Zeros come behind the sign.
        let hasSign = signed.first.map { "+- ".contains($0) } ?? false
        let zeros = String(repeating: "0", count: width - signed.count)
        return hasSign ? String(signed.prefix(1)) + zeros + signed.dropFirst() : zeros + signed
    }

    private func prefixed(_ text: String) -> String {
        guard isAlternate else { return text }
        let prefix = letter == "x" ? "0x" : letter == "X" ? "0X" : letter == "o" ? "0" : letter == "b" ? "0b" : ""
        return text.hasPrefix("-") ? "-" + prefix + text.dropFirst() : prefix + text
    }

    private static func pad(_ text: String, _ width: Int?, _ isLeft: Bool) -> String {
        guard let width, text.count < width else { return text }
        let space = String(repeating: " ", count: width - text.count)
        return isLeft ? text + space : space + text
    }

    /// `%e`, `%f` and `%g`.
    private func floating(_ number: Number) throws(FunctionFault) -> String {
        guard !number.isInfinite else { return number.description }
        switch letter {
        case "f", "F": return fixed(number, places: precision ?? 6)
        case "e", "E": return scientific(number, places: precision ?? 6, letter: letter == "E" ? "E" : "e")
        default: return general(number)
        }
    }

    private func fixed(_ number: Number, places: Int) -> String {
        let text = number.rounded(toPlaces: places).description
        guard places > 0 else { return text }
        let parts = text.split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return parts[0] + "." + fraction + String(repeating: "0", count: places - fraction.count)
    }

    private func scientific(_ number: Number, places: Int, letter: String) -> String {
        var (digits, exponent) = number.significantDigits
        if digits.count > places + 1 {
            let rounded = (Number(decimal: digits) ?? 0).rounded(toPlaces: places + 1 - digits.count)
            let text = rounded.description
            if text.count > digits.count { exponent += 1 }
            digits = String(text.prefix(places + 1))
        }
        digits += String(repeating: "0", count: max(0, places + 1 - digits.count))
        let fraction = places > 0 ? "." + digits.dropFirst() : ""
        let size = abs(exponent)
        return (number.isNegative ? "-" : "") + digits.prefix(1) + fraction + letter + (exponent < 0 ? "-" : "+")
            + (size < 10 ? "0" : "") + String(size)
    }

    /// The shorter of both: with an exponent below -4 and from 6 (or the precision) on.
    private func general(_ number: Number) -> String {
        let upper = letter == "G"
        var (digits, exponent) = number.significantDigits
        var rounded = number
        if let precision, digits.count > max(1, precision) {
            rounded = number.rounded(toPlaces: max(1, precision) - 1 - exponent)
            (digits, exponent) = rounded.significantDigits
        }
        guard exponent < -4 || exponent >= (precision.map { max($0, 1) } ?? 6) else {
            return rounded.description
        }
        return scientific(rounded, places: digits.count - 1, letter: upper ? "E" : "e")
    }
}

extension Number {
    /// All digits that count, and the decimal exponent of the first.
    fileprivate var significantDigits: (String, Int) {
        let text = magnitude.description
        guard !isZero else { return ("0", 0) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(parts[0])
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        if whole != "0" {
            let all = whole + fraction
            let trimmed = all.reversed().drop { $0 == "0" }.reversed()
            return (String(trimmed), whole.count - 1)
        }
        let zeros = fraction.prefix { $0 == "0" }.count
        return (String(fraction.dropFirst(zeros)), -zeros - 1)
    }
}
