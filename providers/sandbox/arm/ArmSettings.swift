/// How the sandbox's Azure behaves where the real one's behaviour varies.
package struct ArmSettings: Sendable, Hashable {
    /// How long the directory takes to know a new identity.
    package var propagation: Duration
    /// The most entries on one page of a list.
    package var pageSize: Int
    /// The tenant of every identity.
    package var tenant: String

    package init(
        propagation: Duration = .seconds(15), pageSize: Int = 100,
        tenant: String = "11111111-1111-4111-8111-111111111111"
    ) {
        self.propagation = propagation
        self.pageSize = pageSize
        self.tenant = tenant
    }
}
