/// Finds the long lists of dependencies that many steps share, so that a graph over n steps that each depend on the same m
/// resources has n + m edges and not n × m.
///
/// All instances of a resource usually depend on the same ones, and stand side by side: only the last list is remembered.
/// Two lists that are one array compare in O(1).
package struct DependencyLists: Sendable {
    /// Shorter lists are as cheap edge by edge.
    package static let shortest = 9

    private var last: [Address] = []
    private var members: Set<Address> = []
    private var group: Int?

    package init() {}

    /// The node that stands for a list: `next` when the list is not the one before. Nil for a short list, and for one with
    /// the step itself in it.
    package mutating func group(
        for list: [Address], of step: Address, next: Int
    ) -> (node: Int, isNew: Bool)? {
        guard list.count >= Self.shortest else { return nil }
        if last != list {
            last = list
            members = Set(list)
            group = nil
        }
        guard !members.contains(step), step.member == nil || !members.contains(step.instance) else { return nil }
        if let group { return (group, false) }
        group = next
        return (next, true)
    }
}
