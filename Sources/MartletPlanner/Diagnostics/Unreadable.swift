internal import MartletModel
internal import MartletProvider

/// The objects that could not be read. A cause that many have in common, a server that is down, is told once, at the first.
struct Unreadable {
    private struct Cause: Hashable {
        let message: String
        let hint: String?
    }

    private typealias Place = (range: SourceRange?, address: Address)

    private var causes: [Cause: [Place]] = [:]

    mutating func append(_ error: ProviderError, _ range: SourceRange?, _ address: Address) {
        causes[Cause(message: error.message, hint: error.hint), default: []].append((range, address))
    }

    /// By their first objects' places. O(n log n) for n objects.
    var diagnostics: [Diagnostic] {
        let told = causes.map { cause, places in (cause: cause, places: places.sorted(by: isBefore)) }
        return told.sorted { isBefore($0.places[0], $1.places[0]) }.map { cause, places in
            let (first, others) = (places[0], places.dropFirst().map(\.address))
            return PlannerFault.unreachable.diagnostic(
                "`\(first.address)` could not be read: \(cause.message)" + also(others),
                hint: cause.hint ?? "Plan with `--no-refresh` to take the record for what is there.", at: first.range,
                address: first.address
            )
        }
    }

    private func isBefore(_ left: Place, _ right: Place) -> Bool {
        left.range.precedes(right.range) ?? (left.address < right.address)
    }

    private func also(_ others: [Address]) -> String {
        guard !others.isEmpty else { return "" }
        let named = others.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
        return "\nNor could \(named)\(others.count > 3 ? " and \(others.count - 3) more" : "")."
    }
}
