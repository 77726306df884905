internal import MartletLanguage
internal import MartletModel
internal import MartletProvider

/// Whose an object is that the state has a record of.
enum Ownership {
    case ours
    /// Another object of the same identity, which carries our marker or cannot carry any.
    case recreated
    case foreign(ForeignObject)
    /// The record came from another stack's state, and the object still carries that one's marker: the next write changes it.
    case movedHere
}

/// Why an object may not be written to.
enum ForeignObject {
    case claimed(by: StackIdentity)
    case recreatedUnmarked

    func diagnostic(at range: SourceRange?, _ address: Address) -> Diagnostic {
        switch self {
        case .claimed(let owner):
            PlannerFault.objectOfOthers.diagnostic(
                "The object of `\(address)` carries the marker of stack `\(owner.stack)`, environment "
                    + "`\(owner.environment)`. Two stacks must not manage one object.",
                hint: "Run `martlet state rm \(address)` if the other stack should keep it.", at: range,
                address: address
            )
        case .recreatedUnmarked:
            PlannerFault.recreatedByOthers.diagnostic(
                "The object of `\(address)` was deleted, and another one of the same name was made without the marker "
                    + "of this stack. Martlet does not write to objects of others.",
                hint: "Take it over with `martlet state rm \(address)` and an entry under `imports:`, or delete it.",
                at: range, address: address
            )
        }
    }
}

extension PlanningPass {
    func ownership(of object: LiveObject, _ record: ResourceRecord) -> Ownership {
        if let marker = object.marker, marker != input.program.identity {
            return input.formerOwners[record.address] == marker ? .movedHere : .foreign(.claimed(by: marker))
        }
        guard let recorded = record.lineage, let present = object.lineage, recorded != present else { return .ours }
        if object.canCarryMarker, object.marker == nil { return .foreign(.recreatedUnmarked) }
        return .recreated
    }

    /// Whether others have an object in the place of ours: what a rollback must not make again.
    func isForeign(_ object: LiveObject, _ record: ResourceRecord) -> Bool {
        if case .foreign = ownership(of: object, record) { true } else { false }
    }

    mutating func reportMissing(_ entry: Import) {
        diagnostics.append(
            PlannerFault.importMissing.diagnostic(
                "There is no object `\(entry.identity)` to import as `\(entry.to)`, or it cannot be read now.",
                hint: "Check the id; remove the entry to create the object.", at: entry.range, address: entry.to
            )
        )
    }

    /// Reports an object that the plan would delete although it is protected, or was adopted and the plan is a rollback (I19).
    mutating func guardDestroy(
        of record: ResourceRecord, _ isPrevented: Bool, _ range: SourceRange?, _ address: Address, verb: String
    ) {
        if case .rollback(let revision) = input.options.kind, record.isAdopted {
            diagnostics.append(
                PlannerFault.adoptedReplaced.diagnostic(
                    "`\(address)` was adopted, and revision \(revision) has another object there: the one that was there "
                        + "before the stack would be deleted.",
                    hint: "Run `martlet state rm \(address)` to forget it, then roll back.", at: range, address: address
                )
            )
        }
        guard isPrevented else { return }
        diagnostics.append(
            PlannerFault.preventedDestroy.diagnostic(
                "`\(address)` would be \(verb), and `prevent_destroy` protects it.",
                hint: "Apply the stack once with `lifecycle: {prevent_destroy: false}` if that is what you want.",
                at: range, address: address
            )
        )
    }
}
