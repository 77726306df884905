/// A moment with an offset from UTC, as RFC 3339 writes it.
struct Timestamp: Sendable {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var nanosecond: Int
    /// Minutes east of UTC.
    var offset: Int
    /// Whether the offset was written `Z`.
    var isUTC: Bool

    /// Reads `2006-01-02T15:04:05.999Z`; throws in words what is wrong.
    init(_ text: String) throws(FunctionFault) {
        guard let read = Self.read(Array(text.utf8), separators: [UInt8(ascii: "T")]) else {
            throw FunctionFault("not a valid RFC3339 timestamp: \(text.isEmpty ? "end of string" : quotedText(text))")
        }
        self = read
    }

    /// Reads what YAML takes for a time: also a date alone, a small `t`, or a space.
    init?(yaml text: String) {
        var bytes = Array(text.utf8)
        if bytes.count == 10 { bytes += Array("T00:00:00Z".utf8) }
        // With a space there is no offset.
        if bytes.count >= 19, bytes[10] == UInt8(ascii: " ") { bytes.append(UInt8(ascii: "Z")) }
        let separators = [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")]
        guard let read = Self.read(bytes, separators: separators) else { return nil }
        self = read
    }

    private init(_ parts: [Int], nanosecond: Int, offset: Int, isUTC: Bool) {
        (year, month, day) = (parts[0], parts[1], parts[2])
        (hour, minute, second) = (parts[3], parts[4], parts[5])
        self.nanosecond = nanosecond
        self.offset = offset
        self.isUTC = isUTC
    }

    private static func read(_ bytes: [UInt8], separators: [UInt8]) -> Timestamp? {
        guard bytes.count >= 20, separators.contains(bytes[10]), bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        let places = [(0, 4), (5, 7), (8, 10), (11, 13), (14, 16), (17, 19)]
        let parts = places.compactMap { number(bytes[$0.0..<$0.1]) }
        guard parts.count == 6, (1...12).contains(parts[1]), (1...daysIn(parts[1], parts[0])).contains(parts[2]),
            parts[3] < 24, parts[4] < 60,
            parts[5] < 60
        else { return nil }
        var index = 19
        var nanosecond = 0
        if bytes[index] == UInt8(ascii: ".") {
            let digits = bytes[(index + 1)...].prefix(while: \.isDigit)
            guard !digits.isEmpty else { return nil }
            let nine = Array(digits.prefix(9)) + Array(repeating: UInt8(ascii: "0"), count: max(0, 9 - digits.count))
            nanosecond = number(nine[...]) ?? 0
            index += 1 + digits.count
        }
        guard let (offset, isUTC) = zone(bytes[index...]) else { return nil }
        return Timestamp(parts, nanosecond: nanosecond, offset: offset, isUTC: isUTC)
    }

    private static func zone(_ bytes: ArraySlice<UInt8>) -> (Int, Bool)? {
        let zone = Array(bytes)
        if zone == [UInt8(ascii: "Z")] { return (0, true) }
        guard zone.count == 6, zone[3] == UInt8(ascii: ":"), let hours = number(zone[1..<3]),
            let minutes = number(zone[4..<6]), hours < 24, minutes < 60,
            zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-")
        else { return nil }
        let offset = hours * 60 + minutes
        return (zone[0] == UInt8(ascii: "-") ? -offset : offset, false)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var result = 0
        for digit in digits {
            guard digit.isDigit else { return nil }
            result = result * 10 + Int(digit) - 48
        }
        return result
    }

    static func daysIn(_ month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    // MARK: Arithmetic

    /// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, `days_from_civil`).
    private var days: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Seconds since 1970 in UTC.
    var seconds: Int { ((days * 24 + hour) * 60 + minute - offset) * 60 + second }

    /// 0 for Sunday.
    var weekday: Int { ((days + 4) % 7 + 7) % 7 }

    /// The moment so much later, with the same offset.
    func adding(seconds: Int, nanoseconds: Int) -> Timestamp {
        let fraction = nanosecond + nanoseconds
        let carried = Int((Double(fraction) / 1e9).rounded(.down))
        let local = self.seconds + offset * 60 + seconds + carried
        let newDays = Int((Double(local) / 86_400).rounded(.down))
        let rest = local - newDays * 86_400
        var result = self
        (result.year, result.month, result.day) = Self.date(newDays)
        (result.hour, result.minute, result.second) = (rest / 3600, rest / 60 % 60, rest % 60)
        result.nanosecond = fraction - carried * 1_000_000_000
        return result
    }

    /// The date so many days after 1970-01-01 (`civil_from_days`).
    private static func date(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

private func quotedText(_ text: String) -> String { "\"\(text)\"" }

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 without a fraction.
    var description: String {
        "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))\(zone(separator: ":"))"
    }

    /// `Z`, or the offset as `+hh:mm`.
    func zone(separator: String) -> String { offset == 0 ? "Z" : numericZone(separator: separator) }

    func numericZone(separator: String) -> String {
        (offset < 0 ? "-" : "+") + padded(abs(offset) / 60, 2) + separator + padded(abs(offset) % 60, 2)
    }

    /// A number with zeros before it.
    func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
