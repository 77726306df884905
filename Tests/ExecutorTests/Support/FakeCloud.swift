import MartletModel
import MartletProvider
import Synchronization

/// A cloud in memory: objects by identity, each with a uid that only the server chooses.
final class FakeCloud: Sendable {
    struct Object: Equatable {
        var body: Value
        var uid: Int
        var marker: StackIdentity?
    }

    /// What a call meets.
    enum Fault: Sendable {
        /// Refused, nothing done.
        case refuse
        /// Refused because others use the object, nothing done.
        case inUse
        /// Done, but the answer never arrives.
        case loseReply
        /// Neither done nor answered until it is called off.
        case hang
        /// Too many calls, nothing done.
        case throttle
        /// Taken, then failed: the object is there, and not right.
        case halfDone
        /// The object is written and never gets ready.
        case neverReady
        /// The object is written, and gets ready when it is freed.
        case awaited
        /// The process dies before the call reaches the cloud.
        case dieBefore
        /// The process dies when the call has had its effect.
        case dieAfter
    }

    /// One write as the cloud saw it.
    struct Call: Sendable, Hashable {
        enum Verb: String, Sendable, CaseIterable {
            case create, update, delete
        }

        var verb: Verb
        var identity: String
        /// How often this verb came for this identity, from 1.
        var attempt: Int
        /// The number of the write since the cloud began, from 1.
        var number: Int
    }

    private struct State {
        var objects: [String: Object] = [:]
        var nextUID = 1
        var calls: [Call] = []
        var inFlight: Set<String> = []
        var overlaps: Set<String> = []
        var mostInFlight = 0
        var isFree = false
    }

    private let state = Mutex(State())
    private let fault = Mutex<@Sendable (Call) -> Fault?>({ _ in nil })

    var objects: [String: Object] { state.withLock(\.objects) }
    var calls: [Call] { state.withLock(\.calls) }
    /// Whether what is waited for is ready.
    var isFree: Bool { state.withLock(\.isFree) }

    func free() { state.withLock { $0.isFree = true } }

    /// Lanes on which two writes were in flight at once.
    var overlaps: Set<String> { state.withLock(\.overlaps) }

    func setFault(_ fault: @escaping @Sendable (Call) -> Fault?) { self.fault.withLock { $0 = fault } }

    func begin(_ verb: Call.Verb, _ identity: String) -> (Call, Fault?) {
        let call = state.withLock { state in
            let attempt = state.calls.count { $0.verb == verb && $0.identity == identity } + 1
            let call = Call(verb: verb, identity: identity, attempt: attempt, number: state.calls.count + 1)
            state.calls.append(call)
            return call
        }
        return (call, fault.withLock { $0 }(call))
    }

    /// The most writes that were in flight at once, those of one lane counted as one.
    var mostInFlight: Int { state.withLock(\.mostInFlight) }

    func enter(_ lane: String) {
        state.withLock { state in
            if !state.inFlight.insert(lane).inserted { state.overlaps.insert(lane) }
            state.mostInFlight = max(state.mostInFlight, state.inFlight.count)
        }
    }

    func leave(_ lane: String) { state.withLock { _ = $0.inFlight.remove(lane) } }

    /// Creates or replaces whole; an object of somebody else's is in the way unless it may be adopted.
    ///
    /// - Parameter releases: Whether it is left without a marker.
    func put(
        _ identity: String, _ body: Value, _ marker: StackIdentity, mayAdopt: Bool, releases: Bool = false
    ) -> Object? {
        state.withLock { state in
            if let there = state.objects[identity], there.marker != marker, !mayAdopt { return nil }
            let uid = state.objects[identity]?.uid ?? state.nextUID
            if state.objects[identity] == nil { state.nextUID += 1 }
            let object = Object(body: body, uid: uid, marker: releases ? nil : marker)
            state.objects[identity] = object
            return object
        }
    }

    /// Deletes, with all that lies in it.
    func remove(_ identity: String, lineage: Lineage?) {
        state.withLock { state in
            guard let there = state.objects[identity], lineage == nil || lineage?.text == "\(there.uid)" else { return }
            var gone = [identity]
            while let next = gone.popLast() {
                state.objects[next] = nil
                gone += state.objects.filter { $0.value.body["parent"]?.stringValue == next }.keys
            }
        }
    }

    /// What somebody else does behind our back.
    func tamper(_ identity: String, _ object: Object?) { state.withLock { $0.objects[identity] = object } }
}
