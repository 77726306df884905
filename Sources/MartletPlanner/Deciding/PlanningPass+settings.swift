internal import MartletModel

extension PlanningPass {
    /// Notes which resources stay as they are and have settings that the state does not have yet: an apply records them.
    ///
    /// O(V + E).
    mutating func noteSettings() {
        for index in decisions.indices where decisions[index].change.action == .noOp {
            guard let record = decisions[index].change.prior else { continue }
            let changed = settingsChanged(decisions[index].change, record)
            if !changed.isEmpty { decisions[index].change.reasons.append(.settingsChanged(changed)) }
        }
    }

    private func settingsChanged(_ change: Change, _ record: ResourceRecord) -> [RecordedSetting] {
        var changed: [RecordedSetting] = []
        if change.settings.preventDestroy != record.preventDestroy { changed.append(.preventDestroy) }
        if change.settings.retainOnDestroy != record.retainOnDestroy { changed.append(.retainOnDestroy) }
        if change.connection != record.connection { changed.append(.connection) }
        if record.health != .sound, change.observed != nil { changed.append(.health) }
        let recorded = records.dependencies(of: record)
        if change.dependencies != recorded, Set(change.dependencies) != Set(recorded) { changed.append(.dependsOn) }
        return changed
    }

    /// Keeps what resources depend on outside of this plan's part: kind rules see only that part.
    mutating func keepDependenciesOutside() {
        guard scope.isPartial else { return }
        for index in decisions.indices {
            guard let record = decisions[index].change.prior else { continue }
            var seen = Set(decisions[index].change.dependencies)
            decisions[index].change.dependencies += records.dependencies(of: record).filter { address in
                indices[address] == nil && records[address] != nil && seen.insert(address).inserted
            }
        }
    }
}
