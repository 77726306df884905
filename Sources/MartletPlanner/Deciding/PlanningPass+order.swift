internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// A replaced object that hangs on one which is deleted first must be deleted before it, so it cannot be created
    /// first either.
    ///
    /// Decisions are in the order in which they were settled, so what a resource refers to has been seen before it.
    mutating func deleteDependentsFirst() {
        for index in decisions.indices {
            guard decisions[index].change.action == .replace(.createFirst), !decisions[index].isStateOnly,
                let record = decisions[index].change.prior
            else { continue }
            guard let blocker = deletedFirst(under: record) else { continue }
            decisions[index].change.action = .replace(.deleteFirst)
            decisions[index].change.reversibility = .irreversible(
                "`\(blocker)`, on which the old object depends, is deleted first"
            )
        }
    }

    /// What is deleted first and has the recorded object hanging on it, perhaps through something in it that the stack asks
    /// for no more. O(the recorded dependencies).
    private mutating func deletedFirst(under record: ResourceRecord) -> Address? {
        let dependencies = records.dependencies(of: record)
        if let blocker = dependencies.first(where: { action(at: $0) == .replace(.deleteFirst) }) { return blocker }
        var seen: Set<Address> = []
        for address in dependencies where indices[address] == nil {
            if let orphan = records[address], let blocker = earlyParent(of: orphan, &seen) { return blocker }
        }
        return nil
    }

    /// What is deleted first and takes along what nobody asks for any more.
    private mutating func earlyParent(of orphan: ResourceRecord, _ seen: inout Set<Address>) -> Address? {
        let hosts = formerHosts[orphan.connection] ?? []
        guard seen.insert(orphan.address).inserted, let provider = input.registry[orphan.provider] else { return nil }
        for address in records.dependencies(of: orphan) {
            guard let parent = records[address] else { continue }
            guard hosts.contains(address) || contains(parent, orphan, provider) else { continue }
            if action(at: address) == .replace(.deleteFirst) { return address }
            if indices[address] == nil, let blocker = earlyParent(of: parent, &seen) { return blocker }
        }
        return nil
    }
}
