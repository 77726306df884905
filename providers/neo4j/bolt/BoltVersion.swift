/// A version of the protocol that both sides speak (https://neo4j.com/docs/bolt/current/bolt/handshake/).
struct BoltVersion: Hashable, Sendable {
    let major: UInt8
    let minor: UInt8

    /// The magic number and four proposals, the best first: 5.8 down to 5.0, 4.4 down to 4.2, and two empty ones. A
    /// proposal is a zero, how many minors further down are fine too, the minor, the major.
    static let handshake: [UInt8] = [0x60, 0x60, 0xB0, 0x17, 0, 8, 8, 5, 0, 2, 4, 4] + [UInt8](repeating: 0, count: 8)

    /// The server's choice in four bytes; nil when it is none of the proposals.
    init?(_ answer: some Collection<UInt8>) {
        let bytes = Array(answer)
        guard bytes.count == 4 else { return nil }
        switch (bytes[3], bytes[2]) {
        case (5, 0...8), (4, 2...4):
            major = bytes[3]
            minor = bytes[2]
        default: return nil
        }
    }

    /// Whether credentials have a message of their own; before 5.1 they come with HELLO.
    var hasLogon: Bool { major == 5 && minor >= 1 }
}
