package import MartletGraph
package import MartletModel

extension Plan {
    /// The plan's resources and what comes before what; an edge leads from a resource to one that needs it.
    package var graph: Graph<Address, Void> {
        var builder = GraphBuilder<Address, Void>(minimumCapacity: changes.count)
        for change in changes { builder.intern(change.address) }
        for change in changes {
            for dependency in change.dependencies where builder.node(dependency) != nil {
                builder.addEdge(dependency, before: change.address, label: ())
            }
        }
        return builder.build()
    }

    /// `martlet.graph/1`: nodes with type and action, edges as pairs: the first comes before the second.
    package var graphJSON: Value {
        let known = Set(changes.map(\.address))
        let nodes = changes.map { change -> Value in
            [
                "address": .string(change.address.description), "type": .string(change.type.text),
                "action": .string(change.action.name),
            ]
        }
        let edges = changes.flatMap { change in
            change.dependencies.filter(known.contains).map { dependency -> Value in
                [.string(dependency.description), .string(change.address.description)]
            }
        }
        return ["format": "martlet.graph/1", "nodes": .tuple(nodes), "edges": .tuple(edges)]
    }
}
