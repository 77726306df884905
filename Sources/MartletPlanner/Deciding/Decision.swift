internal import MartletModel
internal import MartletProvider

/// What a pass decided for one resource.
struct Decision {
    var change: Change
    var range: SourceRange?
    /// Whether an answer is awaited: the change is a guess, and no plan comes of this pass.
    var isPending = false
    /// Whether the object lives in the state alone.
    var isStateOnly = false
    /// Whether the object that is to be made is an old copy that is still there: what lies in that one stays.
    var returnsToCopy = false

    /// Whether the recorded object will not be there any longer: what it contains goes along.
    var isTakenAway: Bool {
        switch change.action {
        case .replace, .delete: true
        case .create: change.prior != nil
        default: false
        }
    }

    /// Whether the step goes along with a parent instead of being sent.
    var goesWithParent: Bool {
        change.reasons.contains {
            if case .goneWithParent = $0 { true } else { false }
        }
    }
}

/// What takes an object along, and in which way that is made anew.
struct GoneParent {
    let address: Address
    let action: Action
}

/// The provider and schema of a type, looked up once a pass.
struct TypeFacts {
    let provider: any Provider
    let schema: ResourceSchema
}
