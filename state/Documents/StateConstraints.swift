internal import MartletGraph
internal import MartletModel

/// What must hold between the parts of a state, whoever wrote it.
struct StateConstraints {
    let records: [ResourceRecord]
    let snapshot: Snapshot

    /// All that does not hold. O(records + dependencies).
    var faults: [Diagnostic] { (addresses + objects + connections + tombstones + cycles).map(Self.fault) }

    private static func fault(_ detail: String) -> Diagnostic { StateCode.documentFault.diagnostic(detail) }

    private var addresses: [String] {
        var seen: Set<Address> = []
        return records.filter { !seen.insert($0.address).inserted }.map {
            "Two resources have the address `\($0.address)`."
        }
    }

    private var objects: [String] {
        var owners: [[String]: Address] = [:]
        return records.compactMap { record in
            guard let owner = owners.updateValue(record.address, forKey: record.key), owner != record.address else {
                return nil
            }
            return "`\(owner)` and `\(record.address)` both stand for the object `\(record.identity)`."
        }
    }

    private var connections: [String] {
        let buried = snapshot.tombstones.map(\.record)
        return (records + buried).filter { snapshot.connections[$0.connection] == nil }.map { record in
            "`\(record.address)` goes through the connection `\(record.connection)`, which is not under `connections`."
        }
    }

    private var tombstones: [String] {
        let live = Set(records.map(\.key))
        var seen: Set<[String]> = []
        return snapshot.tombstones.compactMap { tombstone in
            // What is left of an update belongs to an object that stays.
            if tombstone.contraction == nil, live.contains(tombstone.key) {
                return "The object `\(tombstone.record.identity)` has a tombstone and is a resource, too."
            }
            return seen.insert(tombstone.key).inserted
                ? nil : "The object `\(tombstone.record.identity)` has two tombstones."
        }
    }

    private var cycles: [String] {
        var builder = GraphBuilder<Address, Void>()
        for record in records {
            for dependency in record.dependencies { builder.addEdge(dependency, before: record.address) }
        }
        do throws(Cycles<Address, Void>) {
            _ = try builder.build().order()
            return []
        } catch {
            return error.all.map { cycle in
                let names = cycle.map { "`\($0.before)`" }.joined(separator: ", ")
                return "These depend on each other in a circle: \(names)."
            }
        }
    }
}

extension ResourceRecord {
    /// What tells objects apart.
    fileprivate var key: [String] { [connection.text, type.text, identity.text] }
}
