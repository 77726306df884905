/// A moment of the sandbox's own time: nanoseconds since 1970 UTC.
package struct SandboxInstant: InstantProtocol, Sendable, Hashable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The moment `seconds` after the start of 1970 UTC.
    package init(seconds: Int64) { nanoseconds = seconds * 1_000_000_000 }

    package func advanced(by duration: Duration) -> SandboxInstant {
        let (seconds, attoseconds) = duration.components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return SandboxInstant(nanoseconds: seconds < 0 ? .min : .max) }
        let (sum, sumOverflow) = nanoseconds.addingReportingOverflow(scaled + attoseconds / 1_000_000_000)
        return SandboxInstant(nanoseconds: sumOverflow ? (seconds < 0 ? .min : .max) : sum)
    }

    package func duration(to other: SandboxInstant) -> Duration {
        .nanoseconds(other.nanoseconds - nanoseconds)
    }

    package static func < (left: SandboxInstant, right: SandboxInstant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension SandboxInstant {
    /// `2026-11-23T17:00:00Z`: RFC 3339 in whole seconds, as Kubernetes writes times.
    package var seconds: String { "\(day)T\(timeOfDay)Z" }

    /// `2026-11-23T17:00:00.1234567Z`: RFC 3339 with seven decimals, as ARM writes times.
    package var ticks: String {
        let fraction = Self.floorRemainder(nanoseconds, 1_000_000_000) / 100
        return "\(day)T\(timeOfDay).\(Self.padded(fraction, 7))Z"
    }

    /// `Mon, 23 Nov 2026 17:00:00 GMT`: the date of HTTP (RFC 9110 §5.6.7).
    package var httpDate: String {
        let (year, month, day) = civilDate
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[Int(Self.floorRemainder(dayNumber, 7))]
        return "\(weekday), \(Self.padded(day, 2)) \(months[Int(month) - 1]) \(year) \(timeOfDay) GMT"
    }

    private var dayNumber: Int64 { Self.floorQuotient(nanoseconds, 86_400_000_000_000) }

    private var day: String {
        let (year, month, day) = civilDate
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    private var timeOfDay: String {
        let second = Self.floorRemainder(nanoseconds, 86_400_000_000_000) / 1_000_000_000
        return "\(Self.padded(second / 3600, 2)):\(Self.padded(second / 60 % 60, 2)):\(Self.padded(second % 60, 2))"
    }

    /// The Gregorian date of the day (Hinnant, "chrono-compatible low-level date algorithms", civil_from_days).
    private var civilDate: (year: Int64, month: Int64, day: Int64) {
        let shifted = dayNumber + 719_468
        let era = Self.floorQuotient(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    private static func floorQuotient(_ number: Int64, _ divisor: Int64) -> Int64 {
        (number - floorRemainder(number, divisor)) / divisor
    }

    private static func floorRemainder(_ number: Int64, _ divisor: Int64) -> Int64 {
        let remainder = number % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
