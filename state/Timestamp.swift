/// A moment in UTC, to the millisecond: what the state writes down.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// The time from `earlier` to this moment.
    package func since(_ earlier: Timestamp) -> Duration { .milliseconds(milliseconds - earlier.milliseconds) }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in whole seconds: `2026-11-23T17:04:45Z`.
    package var description: String {
        let seconds = Int(milliseconds.flooredQuotient(1000))
        let (year, month, day) = Self.date(daysSince1970: seconds.flooredQuotient(86_400))
        let rest = seconds - seconds.flooredQuotient(86_400) * 86_400
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map(Self.twoDigits).joined(separator: ":")
        return "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day))T\(time)Z"
    }

    /// The proleptic Gregorian date; Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension BinaryInteger {
    /// The quotient rounded toward minus infinity; the divisor is positive.
    fileprivate func flooredQuotient(_ divisor: Self) -> Self {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
