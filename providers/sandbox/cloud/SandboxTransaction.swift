package import MartletModel

/// One request's view of the cloud: its writes become durable together, or not at all.
///
/// A value that a ``SandboxCloud/transaction(_:)`` lends to its body. Time stands still inside.
package struct SandboxTransaction: Sendable {
    /// The moment at which everything in this transaction happens.
    package internal(set) var now: SandboxInstant
    /// The cloud, for streams that outlive the request. Not to be asked for another transaction from inside this one.
    package let cloud: SandboxCloud
    var memory: SandboxMemory
    /// What was written, oldest first; also how to take it back.
    var changes: [SandboxChange] = []
    /// Draws from the generator count as a change: the next process must not allocate the same ids.
    private var drewRandom = false

    /// Whether there is anything to make durable.
    var isWrite: Bool { !changes.isEmpty || drewRandom }

    /// A fault rule wants the operation that this request starts to fail.
    package internal(set) var operationFailure: OperationFailure?

    /// How long the client waits for the answer to this request, in the cloud's time.
    package var latency = Duration.zero

    /// How an operation is to fail.
    package struct OperationFailure: Sendable, Hashable {
        package let code: String
        package let message: String
    }

    init(cloud: SandboxCloud, memory: consuming SandboxMemory, now: SandboxInstant) {
        self.cloud = cloud
        self.memory = memory
        self.now = now
    }

    // MARK: Reading

    /// The revision of the last write: what a list says of itself.
    package var revision: Int { memory.revision }

    package subscript(key: SandboxKey) -> SandboxObject? { memory[key] }

    /// The objects of a collection whose names begin with `prefix`, in byte order of their names.
    package func list(_ space: SandboxSpace, _ collection: String, prefix: String = "") -> [SandboxObject] {
        memory.table(space, collection).all(withPrefix: prefix)
    }

    /// The collections of a space that hold something, in byte order.
    package func collections(of space: SandboxSpace) -> [String] {
        (memory.tables[space] ?? [:]).filter { !$0.value.isEmpty }.keys.sorted { $0.precedesInBytes($1) }
    }

    /// Committed changes of `space` after `revision`, oldest first; nil when some are forgotten (410 Gone).
    package func committedChanges(in space: SandboxSpace, after revision: Int) -> [SandboxChange]? {
        memory.changes(in: space, after: revision)
    }

    // MARK: Writing

    /// Creates or replaces an object; `body` is told the revision that the write gets.
    @discardableResult
    package mutating func put(_ key: SandboxKey, _ body: (_ revision: Int) -> Value) -> SandboxObject {
        memory.revision += 1
        let object = SandboxObject(key: key, body: body(memory.revision), revision: memory.revision)
        record(key, object)
        return object
    }

    /// Creates or replaces an object.
    @discardableResult
    package mutating func put(_ key: SandboxKey, _ body: Value) -> SandboxObject { put(key) { _ in body } }

    /// Deletes an object; whether it was there.
    @discardableResult
    package mutating func delete(_ key: SandboxKey) -> Bool {
        guard memory[key] != nil else { return false }
        memory.revision += 1
        record(key, nil)
        return true
    }

    /// Deletes everything in a space, and its timers.
    package mutating func drop(_ space: SandboxSpace) {
        for collection in collections(of: space) {
            for object in list(space, collection) { delete(object.key) }
        }
        for timer in timers where timer.space == space { cancel(timer) }
    }

    private mutating func record(_ key: SandboxKey, _ new: SandboxObject?) {
        changes.append(SandboxChange(key: key, revision: memory.revision, old: memory[key], new: new))
        memory[key] = new
    }

    // MARK: Allocating

    /// A new UUID, lower case.
    package mutating func newUUID() -> String {
        drewRandom = true
        return memory.random.uuid()
    }

    /// New text of `count` characters of `alphabet`.
    package mutating func newText(_ count: Int, of alphabet: String = "abcdefghijklmnopqrstuvwxyz0123456789") -> String
    {
        drewRandom = true
        return memory.random.text(count, of: alphabet)
    }

    /// New random bytes, for keys.
    package mutating func newBytes(_ count: Int) -> [UInt8] {
        drewRandom = true
        return memory.random.bytes(count)
    }
}
