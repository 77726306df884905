/// Encrypts what must not be stored in clear.
package protocol SecretSealing: Sendable {
    /// The sealed form of `bytes`, as text that fits in JSON. Need not be the same twice.
    func seal(_ bytes: [UInt8]) throws -> String
    /// What was sealed.
    func open(_ sealed: String) throws -> [UInt8]
}
