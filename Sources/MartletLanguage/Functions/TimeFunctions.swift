internal import MartletModel

extension FunctionTable {
    static let time: [Function] = [
        Function("timestamp", [], result: .string, "When the plan began, in UTC.", group: .time) { call in
            planTime(call)
        },
        Function("plantimestamp", [], result: .string, "When the plan began, in UTC.", group: .time) { call in
            planTime(call)
        },
        Function(
            "timeadd", [.init("timestamp", .string), .init("duration", .string)], result: .string,
            "A time, so much later.", group: .time
        ) { call throws(FunctionFault) in
            let timestamp = try Timestamp(call.string(0))
            let (seconds, nanoseconds) = try duration(call.string(1))
            return .string(timestamp.adding(seconds: seconds, nanoseconds: nanoseconds).description)
        },
        Function(
            "timecmp", [.init("timestamp_a", .string), .init("timestamp_b", .string)], result: .number,
            "-1, 0 or 1: which of two times is earlier.", group: .time
        ) { call throws(FunctionFault) in
            let (first, second) = (try Timestamp(call.string(0)), try Timestamp(call.string(1)))
            let (left, right) = ((first.seconds, first.nanosecond), (second.seconds, second.nanosecond))
            return left == right ? 0 : left < right ? -1 : 1
        },
        Function(
            "formatdate", [.init("format", .string), .init("time", .string)], result: .string,
            "A time as a format writes it.", group: .time
        ) { call throws(FunctionFault) in
            .string(try DateFormat.text(of: Timestamp(call.string(1)), as: call.string(0)))
        },
    ]

    private static func planTime(_ call: Function.Call) -> Value {
        call.surroundings.planTime.map(Value.string) ?? .unknownPresent(.string)
    }

    /// Reads `-1h30m`, `1.5s` and the like, as Go's `time.ParseDuration`.
    private static func duration(_ text: String) throws(FunctionFault) -> (Int, Int) {
        let fault = FunctionFault("invalid duration \(quoted(text))", argument: 1)
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        if Array(bytes) == [UInt8(ascii: "0")] { return (0, 0) }
        guard !bytes.isEmpty else { throw fault }
        var total: Number = 0
        while !bytes.isEmpty {
            let digits = bytes.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }
            bytes = bytes.dropFirst(digits.count)
            let letters = bytes.prefix { !$0.isDigit && $0 != UInt8(ascii: ".") }
            bytes = bytes.dropFirst(letters.count)
            var number = String(decoding: digits, as: UTF8.self)
            if number.hasSuffix(".") { number += "0" }
            guard let amount = Number(decimal: number), let unit = units[String(decoding: letters, as: UTF8.self)],
                let part = try? amount.multiplied(by: Number(unit)), let sum = try? total.adding(part)
            else { throw fault }
            total = sum
        }
        guard let nanoseconds = total.truncated.int else { throw fault }
        let signed = isNegative ? -nanoseconds : nanoseconds
        return (signed / 1_000_000_000, signed % 1_000_000_000)
    }

    /// Nanoseconds a unit.
    private static let units: [String: Int] = [
        "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]
}

/// The format of `formatdate`: runs of one letter stand for parts of a time, text stands in single quotes.
enum DateFormat {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    static func text(of time: Timestamp, as format: String) throws(FunctionFault) -> String {
        var result = ""
        var rest = Array(format.unicodeScalars)[...]
        while let first = rest.first {
            if first == "'" {
                result += try literal(&rest)
                continue
            }
            let isLetter = (65...90).contains(first.value) || (97...122).contains(first.value)
            let run = isLetter ? rest.prefix { $0 == first } : rest.prefix(1)
            rest = rest.dropFirst(run.count)
            let text = String(String.UnicodeScalarView(run))
            result += isLetter ? try part(text, of: time) : text
        }
        return result
    }

    private static func literal(_ rest: inout ArraySlice<Unicode.Scalar>) throws(FunctionFault) -> String {
        var result = String.UnicodeScalarView()
        rest = rest.dropFirst()
        while let scalar = rest.popFirst() {
            guard scalar == "'" else {
                result.append(scalar)
                continue
            }
            guard rest.first == "'" else { return String(result) }
            result.append("'")
            rest = rest.dropFirst()
        }
        throw FunctionFault("unterminated literal '", argument: 0)
    }

    private static func part(_ letters: String, of time: Timestamp) throws(FunctionFault) -> String {
        let twelve = time.hour % 12 == 0 ? 12 : time.hour % 12
        switch letters {
        case "YYYY": return time.padded(time.year, 4)
        case "YY": return time.padded(time.year % 100, 2)
        case "MMMM": return months[time.month - 1]
        case "MMM": return String(months[time.month - 1].prefix(3))
        case "MM": return time.padded(time.month, 2)
        case "M": return String(time.month)
        case "DD": return time.padded(time.day, 2)
        case "D": return String(time.day)
        case "EEEE": return weekdays[time.weekday]
        case "EEE": return String(weekdays[time.weekday].prefix(3))
        case "hh": return time.padded(time.hour, 2)
        case "h": return String(time.hour)
        case "HH": return time.padded(twelve, 2)
        case "H": return String(twelve)
        case "AA": return time.hour >= 12 ? "PM" : "AM"
        case "aa": return time.hour >= 12 ? "pm" : "am"
        case "mm": return time.padded(time.minute, 2)
        case "m": return String(time.minute)
        case "ss": return time.padded(time.second, 2)
        case "s": return String(time.second)
        case "ZZZZZ": return time.numericZone(separator: ":")
        case "ZZZZ": return time.numericZone(separator: "")
        case "ZZZ": return time.offset == 0 ? "UTC" : time.numericZone(separator: "")
        case "Z": return time.zone(separator: ":")
        default: throw FunctionFault("invalid date format verb \(quoted(letters))", argument: 0)
        }
    }
}
