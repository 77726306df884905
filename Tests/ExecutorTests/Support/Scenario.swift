import MartletExecutor
import MartletModel
import Testing

/// A history of stacks, of which the last step is the one that is made to die.
struct Scenario: Sendable, CustomTestStringConvertible {
    enum Last: Sendable {
        case apply([Thing])
        case destroy
    }

    let name: String
    /// Applied in turn without trouble.
    let before: [[Thing]]
    let last: Last
    /// A fault of the cloud during the last step, so that it rolls back or leaves something over.
    var fault: Fault = { _ in nil }

    /// A fault of the cloud during everything before.
    var faultBefore: Fault = { _ in nil }

    var onFailure = ExecutorOptions.OnFailure.rollback

    /// What somebody else has put into the cloud before the last step.
    var foreign: [String: FakeCloud.Object] = [:]

    /// Objects that the last step leaves in the cloud without a record.
    var released: Set<String> = []

    /// Things of a last step that was taken back that may stay, with their records.
    var retained: Set<String> = []

    /// Whether rolling back makes an object anew, so that others still refer to the old one's uid.
    var losesUIDs = false

    typealias Fault = @Sendable (FakeCloud.Call) -> FakeCloud.Fault?

    var testDescription: String { name }

    var thingsBefore: [Thing] { before.last ?? [] }

    var thingsAfter: [Thing] {
        switch last {
        case .apply(let things): things
        case .destroy: []
        }
    }

    /// A world in which everything before the last step has happened.
    func world() async throws -> World {
        let world = World()
        world.cloud.setFault(faultBefore)
        for things in before { try await world.apply(things) }
        world.cloud.setFault(fault)
        for (identity, object) in foreign { world.cloud.tamper(identity, object) }
        return world
    }

    /// The last step; throws when its process dies.
    @discardableResult
    func run(_ world: World, fate: Fate) async throws -> ApplyReport {
        switch last {
        case .apply(let things):
            try await world.apply(things, fate: fate, options: World.options(onFailure: onFailure))
        case .destroy: try await world.destroy(thingsBefore, fate: fate)
        }
    }
}

/// Where a scenario must end.
extension Scenario {
    /// Objects that may have no record while nobody knows how the last step ends.
    var outsiders: Set<String> { released.union(foreign.keys) }

    /// Cloud and state are what they were before the last step, or what it wanted.
    func expectEnd(_ world: World, _ comment: Comment) throws {
        let isCommitted = try world.snapshot().revision > before.count
        let outsiders = isCommitted ? released : Set(foreign.keys)
        try world.expectSettled(comment, outsiders: outsiders)
        let stayed = thingsAfter.filter { retained.contains($0.name) && world.cloud.objects[$0.identity.text] != nil }
        let things = isCommitted ? thingsAfter : thingsBefore + stayed
        if isCommitted || !losesUIDs {
            world.expectCloud(things, comment, outsiders: outsiders)
        } else {
            #expect(Set(world.cloud.objects.keys) == outsiders.union(things.map(\.identity.text)), comment)
        }
        guard !isCommitted else { return }
        for (identity, object) in foreign { #expect(world.cloud.objects[identity] == object, comment) }
    }
}
