import MartletModel
import MartletState

/// What a process that died now would leave: the state and the open deployment as they are on the disk, and the cloud.
struct Checkpoint: Sendable {
    let snapshot: Snapshot
    let open: OpenJournal?
    var objects: [ModelCloud.Key: ModelCloud.Object]

    init(_ window: StateWindow, _ cloud: ModelCloud) throws(StateError) {
        (snapshot, open) = try window.look()
        objects = cloud.objects
    }

    var steps: [JournalStep] { open?.steps ?? [] }
    var inDoubt: [JournalStep] { steps.filter { $0.outcome == nil } }

    func key(_ record: ResourceRecord) -> ModelCloud.Key {
        ModelCloud.Key(space: space(record.connection), identity: record.identity.text)
    }

    func space(_ connection: ConnectionName) -> String {
        snapshot.connections[connection]?.configuration["space"]?.stringValue ?? ""
    }

    /// The object of an intent, as it will be or was.
    func keys(_ intent: StepIntent) -> [ModelCloud.Key] {
        let wanted = intent.identity.map {
            ModelCloud.Key(space: space(intent.connection), identity: $0.text)
        }
        return [wanted, intent.prior.map(key)].compactMap(\.self)
    }
}

extension ResourceRecord {
    var isNote: Bool { type == ModelProvider.note }
    var isSound: Bool { health == .sound }
}
