import MartletModel
import Synchronization

/// A cloud that knows nothing of the engine: objects by space and identity, each with a uid that only the server chooses.
///
/// It records every write, and what a real cloud or its owner would have to say against it: references to objects that are
/// not there, deletes of objects in use, writes to objects of others, two writes of one lane at once.
final class ModelCloud: Sendable {
    /// Where an object is: the space of its connection (empty, or the uid of the object that hosts it) and its identity.
    struct Key: Hashable, Comparable, Sendable {
        var space: String
        var identity: String

        static func < (left: Key, right: Key) -> Bool {
            (left.space, left.identity) < (right.space, right.identity)
        }

        /// Whether the object lies in the other, by its name.
        func lies(in other: Key) -> Bool { space == other.space && identity.hasPrefix(other.identity + "/") }
    }

    struct Object: Hashable, Sendable {
        var body: Value
        var uid: String
        var marker: StackIdentity?
        /// Taken by the server and not finished yet.
        var isPending = false

        /// The uids that the body holds.
        var references: [String] { body["refs"].map(Self.uids) ?? [] }

        private static func uids(in value: Value) -> [String] {
            if let text = value.stringValue { return text.hasPrefix("u:") ? [text] : [] }
            if let fields = value.fields { return fields.flatMap { uids(in: $0.value) } }
            return (value.elements ?? []).flatMap(uids)
        }
    }

    enum Verb: String, Hashable, Sendable, CaseIterable {
        case create, update, delete
    }

    /// One write as the cloud got it.
    struct Write: Hashable, Sendable {
        var verb: Verb
        var key: Key
        /// The object that was there; nil when there was none.
        var before: Object?
        /// Nil for a delete.
        var body: Value?
        var process: Int
        var isAdoption: Bool
    }

    /// What is wrong with a write.
    enum Hazard: Hashable, Sendable {
        case dangling(String, in: Key)
        case inUse(String, by: Key)
        case foreign(Key, Verb)
        case overlap(lane: String)
    }

    struct State {
        var objects: [Key: Object] = [:]
        /// How often each identity was created: makes uids that do not depend on what else happens.
        var generations: [Key: Int] = [:]
        var writes: [Write] = []
        var reads = 0
        /// Grows with every change of an object.
        var version = 0
        var hazards: [Hazard] = []
        var lanes: Set<String> = []
        /// Objects whose operation has failed half way: whoever asks for the operation is told.
        var failed: Set<Key> = []
        /// Uids of objects that went early on purpose, or that somebody else took away: references to them may remain.
        var lost: Set<String> = []
        /// Identities of objects that are written as a revision has them, which did not know all that they refer to.
        var excused: Set<String> = []
    }

    private let state: Mutex<State>

    init(_ state: State = State()) { self.state = Mutex(state) }

    /// A cloud with the same objects and a history of its own.
    func copy() -> ModelCloud { ModelCloud(state.withLock { $0 }) }

    var objects: [Key: Object] { state.withLock(\.objects) }
    var writes: [Write] { state.withLock(\.writes) }
    var writeCount: Int { state.withLock(\.writes.count) }
    var version: Int { state.withLock(\.version) }
    var reads: Int { state.withLock(\.reads) }
    var hazards: [Hazard] { state.withLock(\.hazards) }

    func object(at key: Key) -> Object? {
        state.withLock { state in
            state.reads += 1
            return state.objects[key]
        }
    }

    func note(_ write: Write) { state.withLock { $0.writes.append(write) } }

    func allowLoss(of uids: some Sequence<String>) { state.withLock { $0.lost.formUnion(uids) } }

    /// Lets the objects of these identities refer to anything.
    func excuse(_ identities: some Sequence<Identity>) {
        let texts = identities.map(\.text)
        state.withLock { $0.excused.formUnion(texts) }
    }

    func enter(_ lane: String) {
        state.withLock { if !$0.lanes.insert(lane).inserted { $0.hazards.append(.overlap(lane: lane)) } }
    }

    func leave(_ lane: String) { state.withLock { _ = $0.lanes.remove(lane) } }

    /// Whoever was at work is gone; what the server has taken it finishes.
    func beginProcess() {
        state.withLock { state in
            state.lanes = []
            for key in state.objects.keys { state.objects[key]?.isPending = false }
        }
    }
}

extension ModelCloud {
    /// Creates, or replaces the body of what is there.
    func put(_ key: Key, _ body: Value, marker: StackIdentity?, isPending: Bool = false, isAdoption: Bool) -> Object {
        state.withLock { state in
            let before = state.objects[key]
            if let before, before.marker != marker, !isAdoption {
                state.hazards.append(.foreign(key, .update))
            }
            var object = before ?? Object(body: body, uid: Self.newUID(key, &state), marker: marker)
            object.body = body
            object.marker = marker
            object.isPending = isPending
            state.failed.remove(key)
            let uids = Set(state.objects.values.map(\.uid))
            let isExcused = state.excused.contains(key.identity)
            for uid in object.references where !isExcused && !uids.contains(uid) && !state.lost.contains(uid) {
                state.hazards.append(.dangling(uid, in: key))
            }
            state.objects[key] = object
            state.version += 1
            return object
        }
    }

    private static func newUID(_ key: Key, _ state: inout State) -> String {
        state.generations[key, default: 0] += 1
        return "u:\(key.space)/\(key.identity)#\(state.generations[key] ?? 0)"
    }

    func finish(_ key: Key) -> Object? {
        state.withLock { state in
            state.objects[key]?.isPending = false
            state.version += 1
            return state.objects[key]
        }
    }

    func noteFailure(of key: Key) { state.withLock { _ = $0.failed.insert(key) } }

    /// Whether the operation on the object has failed.
    func takeFailure(of key: Key) -> Bool { state.withLock { $0.failed.remove(key) != nil } }

    /// Deletes the object if it is still that one, and all that lies in it.
    func remove(_ key: Key, uid: String?, marker: StackIdentity) {
        state.withLock { state in
            guard let object = state.objects[key], uid == nil || uid == object.uid else { return }
            if object.marker != marker { state.hazards.append(.foreign(key, .delete)) }
            let gone = Self.contents(of: key, object, state.objects)
            let uids = Set(gone.compactMap { state.objects[$0]?.uid })
            for key in gone { state.objects[key] = nil }
            state.version += 1
            for (other, object) in state.objects where object.marker == marker {
                let isExcused = state.excused.contains(other.identity)
                for uid in object.references where !isExcused && uids.contains(uid) && !state.lost.contains(uid) {
                    state.hazards.append(.inUse(uid, by: other))
                }
            }
        }
    }

    /// The object and all that lies in it.
    static func contents(of key: Key, _ object: Object, _ objects: [Key: Object]) -> Set<Key> {
        var gone: Set<Key> = [key]
        let inside = objects.keys.filter { $0.lies(in: key) }
        gone.formUnion(inside)
        let spaces = Set(gone.compactMap { objects[$0]?.uid })
        gone.formUnion(objects.keys.filter { spaces.contains($0.space) })
        return gone
    }

    /// What somebody else does behind our back.
    func tamper(_ key: Key, _ change: (inout Object?) -> Void) {
        state.withLock { state in
            let before = state.objects[key]
            var object = before
            change(&object)
            if object?.uid != before?.uid, let before {
                for key in Self.contents(of: key, before, state.objects) {
                    if let uid = state.objects[key]?.uid { state.lost.insert(uid) }
                    state.objects[key] = nil
                }
            }
            state.objects[key] = object
        }
    }

    /// The uid that the next object of this identity would get.
    func nextUID(_ key: Key) -> String { state.withLock { Self.newUID(key, &$0) } }
}
