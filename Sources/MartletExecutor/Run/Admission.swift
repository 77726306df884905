internal import MartletModel

/// What may be in flight together: one call for each serialisation key, and through each connection as many as the stack
/// allows (`parallelism` under `providers:`).
///
/// A call takes its key first and then its place; it keeps the key while it waits for the place. Who has both waits for
/// nobody, so that no two calls wait for each other.
struct Admission<Call> {
    /// What a call takes while it is in flight.
    struct Need {
        let key: String?
        let connection: ConnectionName
    }

    private let limits: [ConnectionName: Int]
    private var takenKeys: Set<String> = []
    private var places: [ConnectionName: Int] = [:]
    /// In the order in which they came up.
    private var waitingForKey: [String: Queue<Waiting>] = [:]
    private var waitingForPlace: [ConnectionName: Queue<Call>] = [:]

    private struct Waiting {
        let call: Call
        let connection: ConnectionName
    }

    /// - Parameter limits: How many calls may be in flight through a connection; as many as the run allows where it says
    ///   nothing.
    init(limits: [ConnectionName: Int]) { self.limits = limits }

    /// Whether the call may start now. Otherwise it waits, and ``leave(_:)`` gives it back when its turn has come.
    mutating func admit(_ call: Call, _ need: Need) -> Bool {
        if let key = need.key, !takenKeys.insert(key).inserted {
            waitingForKey[key, default: Queue()].append(Waiting(call: call, connection: need.connection))
            return false
        }
        return takePlace(call, need.connection)
    }

    /// Gives back what a call has taken. Answers the calls that may start instead, and have taken what they need.
    mutating func leave(_ need: Need) -> [Call] {
        var started: [Call] = []
        if limits[need.connection] != nil {
            if let next = waitingForPlace[need.connection]?.popFirst() {
                started.append(next)
            } else {
                places[need.connection, default: 1] -= 1
            }
        }
        guard let key = need.key else { return started }
        if let next = waitingForKey[key]?.popFirst() {
            if takePlace(next.call, next.connection) { started.append(next.call) }
        } else {
            takenKeys.remove(key)
            waitingForKey[key] = nil
        }
        return started
    }

    private mutating func takePlace(_ call: Call, _ connection: ConnectionName) -> Bool {
        guard let limit = limits[connection] else { return true }
        guard places[connection, default: 0] < limit else {
            waitingForPlace[connection, default: Queue()].append(call)
            return false
        }
        places[connection, default: 0] += 1
        return true
    }
}
