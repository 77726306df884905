package import MartletModel

extension SandboxTransaction {
    static let timers = "timers"

    /// Every timer, the earliest first.
    package var timers: [SandboxTimer] { list(.own, Self.timers).compactMap(SandboxTimer.init) }

    /// Has the service of `space` told `payload` once `delay` has passed.
    @discardableResult
    package mutating func schedule(after delay: Duration, in space: SandboxSpace, _ payload: Value) -> SandboxTimer {
        let deadline = now.advanced(by: delay)
        let name = "\(SandboxTimer.sortable(deadline.nanoseconds))-\(SandboxTimer.sortable(Int64(memory.revision)))"
        let timer = SandboxTimer(space: space, deadline: deadline, payload: payload, name: name)
        put(timer.key, timer.body)
        return timer
    }

    /// Takes a timer back.
    package mutating func cancel(_ timer: SandboxTimer) { delete(timer.key) }

    /// The earliest timer of all.
    var nextTimer: SandboxTimer? { memory.table(.own, Self.timers).first.flatMap(SandboxTimer.init) }
}

extension SandboxTimer {
    init?(_ object: SandboxObject) {
        guard let space = object.body["space"]?.stringValue, let payload = object.body["payload"],
            let nanoseconds = object.body["deadline"]?.intValue
        else { return nil }
        self.init(
            space: SandboxSpace(space), deadline: SandboxInstant(nanoseconds: Int64(nanoseconds)), payload: payload,
            name: object.key.name)
    }

    var key: SandboxKey { SandboxKey(.own, SandboxTransaction.timers, name) }

    var body: Value {
        [
            "space": .string(space.description), "deadline": .number(Number(Int(deadline.nanoseconds))),
            "payload": payload,
        ]
    }

    /// Digits that sort by bytes as the numbers do.
    static func sortable(_ number: Int64) -> String {
        let digits = String(max(0, number))
        return String(repeating: "0", count: 19 - digits.utf8.count) + digits
    }
}
