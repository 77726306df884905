/// RFC 3339 times of API objects.
enum Timestamp {
    /// Seconds since 1970 UTC of `2026-11-23T17:00:00Z`; nil when the text is no such time.
    static func seconds(of text: String) -> Int? {
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count >= 6 else { return nil }
        // Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
        let year = numbers[1] <= 2 ? numbers[0] - 1 : numbers[0]
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (numbers[1] + (numbers[1] > 2 ? -3 : 9)) + 2) / 5 + numbers[2] - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let day = era * 146_097 + dayOfEra - 719_468
        return ((day * 24 + numbers[3]) * 60 + numbers[4]) * 60 + numbers[5]
    }

    /// A duration as kubectl shows it: two units for short ones, one for long ones (apimachinery HumanDuration).
    static func age(_ seconds: Int) -> String {
        let seconds = max(0, seconds)
        let minutes = seconds / 60
        let hours = seconds / 3600
        let days = hours / 24
        if seconds < 120 { return "\(seconds)s" }
        if minutes < 10 { return seconds % 60 == 0 ? "\(minutes)m" : "\(minutes)m\(seconds % 60)s" }
        if minutes < 180 { return "\(minutes)m" }
        if hours < 8 { return minutes % 60 == 0 ? "\(hours)h" : "\(hours)h\(minutes % 60)m" }
        if hours < 48 { return "\(hours)h" }
        if days < 8 { return hours % 24 == 0 ? "\(days)d" : "\(days)d\(hours % 24)h" }
        if days < 730 { return "\(days)d" }
        return "\(days / 365)y"
    }
}
