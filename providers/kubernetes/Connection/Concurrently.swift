/// Runs `work` over all of `items`, at most `limit` at once; the results come in the order of the items.
func concurrently<Item: Sendable, Outcome: Sendable>(
    _ items: [Item], limit: Int, _ work: @escaping @Sendable (Item) async -> Outcome
) async -> [Outcome] {
    await withTaskGroup(of: (Int, Outcome).self) { group in
        var outcomes = [Outcome?](repeating: nil, count: items.count)
        var next = 0
        while next < min(limit, items.count) {
            let index = next
            group.addTask { (index, await work(items[index])) }
            next += 1
        }
        for await (index, outcome) in group {
            outcomes[index] = outcome
            guard next < items.count else { continue }
            let index = next
            group.addTask { (index, await work(items[index])) }
            next += 1
        }
        return outcomes.compactMap { $0 }
    }
}
