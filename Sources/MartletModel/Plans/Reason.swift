/// Why a plan does what it does with a resource.
package enum Reason: Sendable, Hashable {
    case notInState
    case configurationChanged
    case drifted
    /// The object is recorded but no longer there.
    case objectMissing
    /// An object of the same identity but another lineage is there.
    case recreatedOutside
    case createOnlyChanged([ValuePath])
    /// The resource is reached through another connection now, which leads to another API.
    case connectionChanged(from: ConnectionName)
    case replaceTriggered(by: Address)
    case requested
    case tainted(String)
    case notInStack
    case destroyRequested
    /// The object that contains it is deleted or replaced, and it goes along.
    case goneWithParent(Address)
    case imported
    /// The object exists, carries this stack's marker and is not recorded: an earlier run made it.
    case foundWithMarker
    case moved(from: Address)
    case removedBlock
    /// It was there before the stack took it over: a rollback to before that only forgets it.
    case thereBefore
    /// The object stays as it is; what the state keeps about it changes.
    case settingsChanged([RecordedSetting])
}

/// A setting of a resource that the state keeps.
package enum RecordedSetting: String, Sendable, Hashable {
    case preventDestroy = "prevent_destroy"
    case retainOnDestroy = "retain_on_destroy"
    case dependsOn = "depends_on"
    case connection = "provider"
    /// That an object of which nobody knew whether it was as recorded is as the stack wants it.
    case health
}

/// Whether and how a step can be undone before commit.
package enum Reversibility: Sendable, Hashable {
    case undo(Undo)
    /// Cannot be undone; the text says why in a clause.
    case irreversible(String)
    /// Runs after commit, or changes nothing at the API.
    case notNeeded

    /// What takes a step back.
    package enum Undo: Sendable, Hashable {
        /// Deletes what the step created.
        case delete
        /// Writes the pre-image back; of an object that had no record, the record goes and our marker stays.
        case restore
        /// Drops the record, leaving the object without our marker; restores the pre-image where fields were changed.
        case forget
        /// Leaves what was created (`rollback: {retain: true}`).
        case retain
    }
}
