import MartletModel
import MartletState
import Testing

extension World {
    /// What must hold whenever no process is running (engine.md §3).
    ///
    /// - Parameter outsiders: Objects that need no record.
    func expectSound(
        _ comment: Comment? = nil, outsiders: Set<String> = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let snapshot = try snapshot()
        let open = try store().openDeployment()
        let recorded = Set(snapshot.records.values.map(\.identity.text))
        let buried = Set(snapshot.tombstones.map(\.record.identity.text))
        let intended = Set(
            (open?.steps ?? []).flatMap { step in
                let undo = step.intent.settings.undo?["name"]?.stringValue.map { "fake/\($0)-a" }
                return [step.intent.identity?.text, step.intent.prior?.identity.text, undo].compactMap { $0 }
            }
        )
        let objects = Set(cloud.objects.keys)
        let remembered = recorded.union(buried).union(intended).union(outsiders)
        // I3: nothing of ours is forgotten. I4: nothing is remembered that is not there.
        #expect(objects.subtracting(remembered) == [], comment, sourceLocation: sourceLocation)
        let doubted = snapshot.withContents(of: Set((open?.inDoubt ?? []).compactMap { $0.intent.identity?.text }))
        let phantoms = recorded.subtracting(objects).subtracting(doubted)
        #expect(phantoms == [], comment, sourceLocation: sourceLocation)
    }

    /// Cloud and state agree, and nothing is left to do.
    ///
    /// - Parameter outsiders: Objects that are there without a record.
    func expectSettled(
        _ comment: Comment? = nil, outsiders: Set<String> = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let snapshot = try snapshot()
        #expect(try store().openDeployment() == nil, comment, sourceLocation: sourceLocation)
        #expect(snapshot.tombstones == [], comment, sourceLocation: sourceLocation)
        #expect(
            Set(cloud.objects.keys) == outsiders.union(snapshot.records.values.map(\.identity.text)), comment,
            sourceLocation: sourceLocation
        )
        #expect(cloud.overlaps == [], comment, sourceLocation: sourceLocation)
        for record in snapshot.records.values {
            let object = cloud.objects[record.identity.text]
            #expect(object?.body == record.body, comment, sourceLocation: sourceLocation)
            #expect(object.map { "\($0.uid)" } == record.lineage?.text, comment, sourceLocation: sourceLocation)
            #expect(record.health == .sound, comment, sourceLocation: sourceLocation)
        }
    }

    /// The cloud is what `things` ask for, references resolved.
    ///
    /// - Parameter outsiders: Objects that are there besides.
    func expectCloud(
        _ things: [Thing], _ comment: Comment? = nil, outsiders: Set<String> = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let objects = cloud.objects
        let wanted = outsiders.union(things.map(\.identity.text))
        #expect(Set(objects.keys) == wanted, comment, sourceLocation: sourceLocation)
        let uids = Dictionary(
            uniqueKeysWithValues: things.map { ($0.address, objects[$0.identity.text].map { "uid-\($0.uid)" }) }
        )
        for thing in things {
            let body = thing.body { address in
                address == thing.question ? thing.answer : (uids[address] ?? nil).map { ["uid": .string($0)] }
            }
            #expect(objects[thing.identity.text]?.body == body, comment, sourceLocation: sourceLocation)
        }
    }
}

extension Snapshot {
    /// Identities with those of what lies in their objects: where the delete of a container is in doubt, so is all in it.
    fileprivate func withContents(of identities: Set<String>) -> Set<String> {
        let inside = records.values.filter { record in
            record.body["parent"]?.stringValue.map(identities.contains) ?? false
        }
        let all = identities.union(inside.map(\.identity.text))
        return all == identities ? all : withContents(of: all)
    }
}
