/// Times as Kubernetes writes them: `2026-11-23T17:00:00Z`, with a fraction or an offset (RFC 3339).
enum Timestamp {
    /// Seconds since 1970, fractions cut off; nil when `text` is no such time.
    static func seconds(_ text: String) -> Int? {
        let digits = Array(text.utf8)
        guard digits.count >= 20, let year = number(digits[0..<4]), let month = number(digits[5..<7]),
            let day = number(digits[8..<10]), let hour = number(digits[11..<13]), let minute = number(digits[14..<16]),
            let second = number(digits[17..<19]), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var rest = digits[19...]
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard let offset = offset(rest) else { return nil }
        let days = daysSince1970(year: year, month: month, day: day)
        return days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        Int(String(decoding: digits, as: UTF8.self))
    }

    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        if text.elementsEqual([UInt8(ascii: "Z")]) || text.elementsEqual([UInt8(ascii: "z")]) { return 0 }
        guard text.count == 6, let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            let hours = number(text[(text.startIndex + 1)..<(text.startIndex + 3)]),
            let minutes = number(text[(text.startIndex + 4)...])
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    /// Days in the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
