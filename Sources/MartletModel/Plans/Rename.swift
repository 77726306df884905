/// A resource that vanished from the stack beside an equal new one: probably the same under another name.
///
/// Becomes a `moved` entry when the user agrees; addresses without a key or a member stand for all instances and members.
package struct Rename: Sendable, Hashable {
    package let from: Address
    package let to: Address

    package init(from: Address, to: Address) {
        self.from = from
        self.to = to
    }

    /// The line under `moved:`, as the stack file takes it.
    package var line: String { "- {from: \(Self.scalar(from)), to: \(Self.scalar(to))}" }

    /// In single quotes where a key would end the flow mapping or the scalar.
    private static func scalar(_ address: Address) -> String {
        let text = address.description
        guard text.contains(where: { "[]{},:#\"' ".contains($0) }) else { return text }
        return "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
}
