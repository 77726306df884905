internal import MartletLanguage
internal import MartletModel

/// The records of the state by the addresses that they have after `moved` entries.
struct RecordIndex {
    private var records: [Address: ResourceRecord]
    /// The address in the state of each record that moves.
    private var previous: [Address: Address] = [:]
    /// Where each record that moves goes.
    private var renamed: [Address: Address] = [:]
    private(set) var faults: [Diagnostic] = []

    /// O(records) when there are moves, O(1) when there are none.
    init(_ snapshot: Snapshot, moves: [Move]) {
        records = snapshot.records
        guard !moves.isEmpty else { return }
        for move in moves { apply(move) }
    }

    private mutating func apply(_ move: Move) {
        for old in records.keys.filter({ move.destination(of: $0) != nil }).sorted() {
            guard let new = move.destination(of: old), new != old, let record = records[old] else { continue }
            guard records[new] == nil else {
                faults.append(
                    PlannerFault.moveConflict.diagnostic(
                        "`\(old)` cannot move to `\(new)`: the state already has a resource there.",
                        hint: "Where a rollback was left half done, run `martlet resume`, then plan again. Otherwise"
                            + " remove the `moved` entry, or move the other resource out of the way first.",
                        at: move.range, address: new
                    )
                )
                continue
            }
            records[old] = nil
            records[new] = record
            let origin = previous.removeValue(forKey: old) ?? old
            previous[new] = origin
            renamed[origin] = new
        }
    }

    subscript(address: Address) -> ResourceRecord? { records[address] }

    /// The address that the state still has; nil when the record does not move.
    func previousAddress(of address: Address) -> Address? { previous[address] }

    /// The present address of one that the state uses.
    func current(_ address: Address) -> Address { renamed.isEmpty ? address : renamed[address] ?? address }

    /// What the recorded object depended on, by present addresses.
    func dependencies(of record: ResourceRecord) -> [Address] {
        renamed.isEmpty ? record.dependencies : record.dependencies.map(current)
    }

    /// The recorded members of a resource that stands for many objects. O(records).
    func members(of address: Address) -> [Address] {
        records.keys.filter { $0.member != nil && $0.instance == address }.inByteOrder
    }

    var count: Int { records.count }

    /// The present addresses that satisfy `isIncluded`, in byte order. O(n + m log m) for m of them.
    func addresses(where isIncluded: (Address) -> Bool) -> [Address] { records.keys.filter(isIncluded).inByteOrder }
}

extension Sequence<Address> {
    /// In byte order of the text, each text made once; integer keys come in order of their number.
    var inByteOrder: [Address] {
        let pairs = map { (text: $0.description, address: $0) }
        return pairs.sorted { left, right in
            if case .integer? = left.address.key, case .integer? = right.address.key {
                return left.address < right.address
            }
            return left.text.precedesInBytes(right.text)
        }.map(\.address)
    }
}
