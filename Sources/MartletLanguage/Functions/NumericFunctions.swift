internal import MartletModel

extension FunctionTable {
    static let numeric: [Function] = [
        numericFunction("abs", "The distance of a number from zero.") { $0.magnitude },
        numericFunction("ceil", "The least whole number that is not below a number.") { $0.ceiling },
        numericFunction("floor", "The greatest whole number that is not above a number.") { $0.floor },
        Function(
            "signum", [.init("num", .number)], result: .number, "-1, 0 or 1: the sign of a whole number.",
            group: .numeric
        ) { call throws(FunctionFault) in
            let number = call.number(0)
            guard number.isWhole else { throw FunctionFault("a whole number is required, not \(number)", argument: 0) }
            return number.isZero ? 0 : number.isNegative ? -1 : 1
        },
        Function(
            "log", [.init("num", .number), .init("base", .number)], result: .number,
            "The logarithm of a number to a base.", group: .numeric
        ) { call throws(FunctionFault) in
            let (number, base) = (call.number(0).double, call.number(1).double)
            return .number(try finite(logarithm(number) / logarithm(base)))
        },
        Function(
            "pow", [.init("num", .number), .init("power", .number)], result: .number,
            "A number raised to a power.", group: .numeric
        ) { call throws(FunctionFault) in .number(try power(call.number(0), call.number(1))) },
        Function(
            "max", [], variadic: .init("numbers", .number), result: .number, "The greatest of some numbers.",
            group: .numeric
        ) { call throws(FunctionFault) in try extreme(call, "max") { $0 < $1 } },
        Function(
            "min", [], variadic: .init("numbers", .number), result: .number, "The least of some numbers.",
            group: .numeric
        ) { call throws(FunctionFault) in try extreme(call, "min") { $1 < $0 } },
        Function(
            "parseint", [.init("number", .any), .init("base", .number)], result: .number,
            "The whole number that digits of a base stand for.", group: .numeric
        ) { call throws(FunctionFault) in try parsedInteger(call) },
        Function(
            "sum", [.init("list", .any)], result: .number, "The sum of the numbers in a list, set or tuple.",
            group: .numeric
        ) { call throws(FunctionFault) in try sum(call) },
    ]

    private static func numericFunction(
        _ name: String, _ summary: String, _ body: @escaping @Sendable (Number) -> Number
    ) -> Function {
        Function(name, [.init("num", .number)], result: .number, summary, group: .numeric) { call in
            .number(body(call.number(0)))
        }
    }

    private static func extreme(
        _ call: Function.Call, _ name: String, _ precedes: (Number, Number) -> Bool
    ) throws(FunctionFault) -> Value {
        guard var best = call.arguments.first?.numberValue else {
            throw FunctionFault("must pass at least one number")
        }
        for index in 1..<max(1, call.arguments.count) where precedes(best, call.number(index)) {
            best = call.number(index)
        }
        return .number(best)
    }

    /// Exact for whole powers that stay within bounds; else in binary floating point, as Terraform always does.
    private static func power(_ base: Number, _ exponent: Number) throws(FunctionFault) -> Number {
        if let count = exponent.int, count >= 0, count <= 4096, !base.isInfinite {
            var result: Number = 1
            var square = base
            var rest = count
            while rest > 0 {
                if rest & 1 == 1 { result = (try? result.multiplied(by: square)) ?? result }
                square = (try? square.multiplied(by: square)) ?? square
                rest >>= 1
            }
            return result
        }
        return try finite(raised(base.double, exponent.double))
    }

    private static func finite(_ double: Double) throws(FunctionFault) -> Number {
        guard let number = Number(double) else { throw FunctionFault("the result is not a number") }
        return number
    }

    private static func parsedInteger(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard let text = call.arguments[0].stringValue else {
            throw FunctionFault("first argument must be a string, not \(call.arguments[0].type)", argument: 0)
        }
        let base = try call.integer(1)
        guard (2...62).contains(base) else {
            throw FunctionFault("base must be a whole number between 2 and 62 inclusive", argument: 1)
        }
        guard
            let number = base < 36
                ? Number(text, radix: base) : Number(base == 36 ? text.lowercased() : text, largeRadix: base)
        else {
            throw FunctionFault("cannot parse \(quoted(text)) as a base \(base) integer", argument: 0)
        }
        return .number(number)
    }

    private static func sum(_ call: Function.Call) throws(FunctionFault) -> Value {
        guard let elements = call.arguments[0].elements else {
            throw FunctionFault("argument must be list, set, or tuple. Received \(call.arguments[0].type)", argument: 0)
        }
        guard !elements.isEmpty else { throw FunctionFault("cannot sum an empty list", argument: 0) }
        var total: Number = 0
        for element in elements {
            guard !element.isNull, let number = try? ValueConversion.convert(element, to: .number).numberValue else {
                throw FunctionFault("argument must be list, set, or tuple of number values", argument: 0)
            }
            do {
                total = try total.adding(number)
            } catch {
                throw FunctionFault("can't compute sum of opposing infinities")
            }
        }
        return .number(total)
    }
}

extension Number {
    /// Reads digits of a base from 36 to 62: lower-case letters come before upper-case ones, as in Go's `big.Int`.
    fileprivate init?(_ text: String, largeRadix base: Int) {
        var digits = Array(text.utf8)
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        // Digit by digit: the time goes with the square of their number.
        guard !digits.isEmpty, digits.count <= 10_000 else { return nil }
        var result: Number = 0
        for byte in digits {
            guard let digit = Self.digit(byte), digit < base,
                let next = try? result.multiplied(by: Number(base)).adding(Number(digit))
            else { return nil }
            result = next
        }
        self = isNegative ? -result : result
    }

    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 97 + 10
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 65 + 36
        default: nil
        }
    }
}
