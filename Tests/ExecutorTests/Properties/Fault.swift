/// What a write meets.
enum Fault: String, Hashable, Sendable, CaseIterable {
    /// Error before the effect.
    case refuse
    /// Too many calls, nothing done.
    case throttle
    /// Neither done nor answered until it is called off.
    case hang
    /// Done, and not answered until it is called off.
    case hangAfter
    /// Done, but the answer never arrives.
    case loseReply
    /// Error after the effect: the object is as wanted, and the API says that the operation failed.
    case failAfter
    /// Partial: the object is there, and not right.
    case halfDone
    /// Written, and never gets ready.
    case neverReady
    /// The process dies before the call reaches the cloud.
    case dieBefore
    /// The process dies when the call has had its effect.
    case dieAfter
}

/// Which call meets a fault: the n-th of a verb to the object of a name since the operation began; 0 for every one.
struct FaultPoint: Hashable, Sendable, Comparable {
    var name: String
    var verb: ModelCloud.Verb
    var attempt: Int

    static func < (left: FaultPoint, right: FaultPoint) -> Bool {
        (left.name, left.verb.rawValue, left.attempt) < (right.name, right.verb.rawValue, right.attempt)
    }
}
