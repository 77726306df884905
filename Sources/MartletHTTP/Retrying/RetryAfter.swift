/// The `Retry-After` header: seconds, or a date (RFC 9110 sections 10.2.3 and 5.6.7).
package enum RetryAfter: Sendable, Hashable {
    case delay(Duration)
    /// Seconds since 1970.
    case date(Int)

    /// Reads the header's value; nil when it is neither.
    package init?(_ text: String) {
        let trimmed = text.drop { $0 == " " }
        if let seconds = Int(trimmed), seconds >= 0 {
            self = .delay(.seconds(seconds))
        } else if let date = Self.httpDate(trimmed) {
            self = .date(date)
        } else {
            return nil
        }
    }

    /// How long to wait, when it is now `now` (seconds since 1970); never negative.
    package func delay(now: Int) -> Duration {
        switch self {
        case .delay(let delay): delay
        case .date(let date): .seconds(max(0, date - now))
        }
    }

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may send today.
    private static func httpDate(_ text: Substring) -> Int? {
        let parts = text.split { " :".contains($0) }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 8, parts[7] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]), let hour = Int(parts[4]),
            let minute = Int(parts[5]), let second = Int(parts[6]), (0...9999).contains(year), (1...31).contains(day)
        else { return nil }
        return daysSince1970(year: year, month: month + 1, day: day) * 86400 + hour * 3600 + minute * 60 + second
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
