import MartletModel

/// A name that cannot be used yet, although nothing has it: a container that is still being deleted, an identity whose
/// credentials are being written.
enum ArmReservation {
    static let collection = "reservations"

    static func isTaken(_ name: String, in transaction: SandboxTransaction) -> Bool {
        transaction[SandboxKey(.own, collection, name)] != nil
    }

    static func take(_ name: String, for duration: Duration, in transaction: inout SandboxTransaction) {
        transaction.put(SandboxKey(.own, collection, name), .object(Fields()))
        transaction.schedule(after: duration, in: .arm, ["release": .string(name)])
    }
}
