internal import MartletGraph
internal import MartletLanguage
internal import MartletModel

extension TargetScope {
    /// The resources of the stack and of the state, by what depended and what is to depend on what.
    struct Parts {
        let graph: Graph<Address, Void>
        /// The instances of the stack.
        private let declared: Set<Address>
        private let records: RecordIndex
        /// The recorded members of each resource that stands for many objects.
        private let members: [Address: [Address]]

        init(_ evaluation: Evaluation, _ records: RecordIndex) {
            self.records = records
            let recorded = records.addresses { _ in true }
            members = Dictionary(grouping: recorded.filter { $0.member != nil }, by: \.instance)
            declared = Set(evaluation.resources.map(\.address))
            var builder = GraphBuilder<Address, Void>()
            for resource in evaluation.resources {
                let node = builder.intern(resource.address)
                for dependency in resource.dependencies {
                    builder.addEdge(builder.intern(dependency), before: node, label: ())
                }
            }
            for address in recorded {
                let node = builder.intern(address)
                if address.member != nil { builder.addEdge(builder.intern(address.instance), before: node, label: ()) }
                for dependency in records[address].map(records.dependencies) ?? [] {
                    builder.addEdge(builder.intern(dependency), before: node, label: ())
                }
            }
            graph = builder.build()
        }

        /// Whether the stack does not ask for the resource.
        func isOrphan(_ node: NodeID) -> Bool { graph.key(node).map { !declared.contains($0) } ?? false }

        /// What must be done when `deleted` are: what depends on them goes before them, and what stays is brought up to
        /// date before, so that it depends on them no longer.
        func needed(toDelete deleted: [NodeID]) -> [NodeID] {
            guard !deleted.isEmpty else { return [] }
            let gone = graph.topology.reach(from: deleted, .toDependents).members.filter(isOrphan)
            let names = Set(gone.compactMap(graph.key))
            let users = graph.topology.nodes.filter { node in
                guard !isOrphan(node), let record = graph.key(node).flatMap({ records[$0] }) else { return false }
                return records.dependencies(of: record).contains(where: names.contains)
            }
            return gone + graph.topology.reach(from: users, .toDependencies).members
        }

        /// `included` without the orphans that a record outside of it needs, however indirectly.
        func keeping(what included: Set<Address>) -> Set<Address> {
            var included = included
            var kept = records.addresses { !included.contains($0) && !included.contains($0.instance) }
            while let address = kept.popLast() {
                for dependency in records[address].map(records.dependencies) ?? [] where !declared.contains(dependency)
                {
                    for orphan in [dependency] + (members[dependency] ?? []) where included.remove(orphan) != nil {
                        kept.append(orphan)
                    }
                }
            }
            return included
        }
    }
}
