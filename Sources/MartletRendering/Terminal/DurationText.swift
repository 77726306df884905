/// A duration as a person reads it: `850 ms`, `12.4 s`, `3 min 05 s`, `1 h 02 min`.
package func durationText(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = Int(attoseconds / 1_000_000_000_000_000)
    switch seconds {
    case ..<1: return "\(milliseconds) ms"
    case 1..<60: return "\(seconds).\(milliseconds / 100) s"
    case 60..<3600: return "\(seconds / 60) min \(twoDigits(seconds % 60)) s"
    default: return "\(seconds / 3600) h \(twoDigits(seconds % 3600 / 60)) min"
    }
}

private func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
