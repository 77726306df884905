internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

extension PlanningPass {
    /// Reads a data source now, or leaves it to apply when it depends on what apply will change.
    mutating func settleData(_ desired: DesiredResource, _ facts: TypeFacts, isValid: Bool) -> Value {
        var read = DataRead(
            address: desired.address, type: desired.type, connection: desired.connection.name, body: desired.body,
            attributes: nil, dependencies: throughData(desired.dependencies)
        )
        let dependsOnPending = read.dependencies.contains(where: pending.contains)
        if isValid, !dependsOnPending, desired.body.isWhollyKnown, !read.dependencies.contains(where: hasChange) {
            read.attributes = answer(desired)
        } else if dependsOnPending {
            pending.insert(desired.address)
        }
        dataIndices[desired.address] = dataReads.count
        dataReads.append(read)
        return read.attributes ?? .unknown(Unknown())
    }

    private mutating func answer(_ desired: DesiredResource) -> Value? {
        switch reach(desired.connection) {
        case .afterApply, .forgotten: return nil
        case .pending:
            pending.insert(desired.address)
            return nil
        case .open(let connection):
            let question = PlannerRequest.Question.readData(type: desired.type, body: desired.body)
            switch ask(question, about: desired.address, through: connection) {
            case .data(let value)?: return value
            case .failure(let error)?:
                diagnostics.append(
                    PlannerFault.dataFailed.diagnostic(
                        error.message, hint: error.hint, at: desired.range, address: desired.address
                    )
                )
                return nil
            case .some, nil:
                pending.insert(desired.address)
                return nil
            }
        }
    }

    /// Whether apply will do something to the resource, or to one of the members that it stands for.
    func hasChange(_ address: Address) -> Bool {
        if let action = action(at: address) { return action != .noOp }
        if let index = dataIndices[address] { return dataReads[index].attributes == nil }
        return members[address]?.contains { hasChange($0) } ?? false
    }

    /// The dependencies with those of data sources added: deletes know no data sources, yet their order depends on them.
    func throughData(_ dependencies: [Address]) -> [Address] {
        // What a resource depends on has been settled before it.
        guard !dataReads.isEmpty, dependencies.contains(where: { $0.mode == .data }) else { return dependencies }
        var result: [Address] = []
        var seen: Set<Address> = []
        for address in dependencies {
            if seen.insert(address).inserted { result.append(address) }
            for further in dataIndices[address].map({ dataReads[$0].dependencies }) ?? []
            where seen.insert(further).inserted {
                result.append(further)
            }
        }
        return result
    }
}
