import Foundation
import MartletModel
import MartletState

/// A folder of its own for one test, gone when the test is.
final class Scratch: Sendable {
    let folder: String

    init() {
        folder = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString)").path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var statePath: String { folder + "/.martlet/state.db" }

    func key(_ variables: [String: String] = [:]) -> StateKeySource {
        StateKeySource(variables: variables, defaultFile: folder + "/.martlet/state.key")
    }

    func store(
        key: [String: String] = [:], process: ProcessIdentity = .current(),
        observeWrite: @escaping StateStore.WriteObserver = { (_) throws(StateError) in }
    ) throws -> StateStore {
        try StateStore.open(path: statePath, key: self.key(key), process: process, observeWrite: observeWrite)
    }

    /// Every file under the folder with its bytes.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            files[path] = FileManager.default.contents(atPath: folder + "/" + path)
        }
        return files
    }
}

extension StateStore {
    func lease(at time: Int64 = 0) throws -> Lease {
        try acquireLease(owner: "ada", lineage: "lineage-1", now: Timestamp(milliseconds: time))
    }
}

extension ResourceRecord {
    /// A record of a small resource; `identity` follows the address unless given.
    static func sample(_ name: String, body: Value = ["a": 1], identity: String? = nil) -> ResourceRecord {
        ResourceRecord(
            address: Address(name), type: ResourceType("fake.thing"), provider: "fake", connection: "fake",
            identity: Identity(identity ?? "id/\(name)"), lineage: Lineage("uid-\(name)"), body: body, attributes: body
        )
    }
}

extension StateChange {
    static let connection = StateChange.connect("fake", ConnectionRecord(provider: "fake", configuration: [:]))
}

extension RevisionEntry {
    static let sample = RevisionEntry(actor: "ada", reason: "test", outputs: [:])
}

extension DeploymentStart {
    static func sample(base: Int = 0) -> DeploymentStart {
        DeploymentStart(
            kind: .apply, baseRevision: base, planDigest: Digest(of: "plan"), plan: ["changes": []], actor: "ada",
            startedAt: Timestamp(milliseconds: 1)
        )
    }
}

extension StepIntent {
    static func create(_ ordinal: Int, _ name: String, body: Value = ["a": 1]) -> StepIntent {
        StepIntent(
            ordinal: ordinal, address: Address(name), operation: .create, type: ResourceType("fake.thing"),
            provider: "fake", connection: "fake", identity: Identity("id/\(name)"), body: body, prior: nil,
            preimage: nil,
            reversibility: .undo(.delete), dependencies: []
        )
    }
}

let later = Timestamp(milliseconds: 1000)
