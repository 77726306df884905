import Foundation
import MartletModel
import MartletState
import Testing

struct DocumentTests {
    private let scratch = Scratch()

    private func document() throws -> StateDocument {
        let lease = try scratch.store().lease()
        var second = ResourceRecord.sample("b")
        second.dependencies = [Address("a")]
        second.health = .tainted("half made")
        let entry = RevisionEntry(actor: "ada", reason: "apply", outputs: ["o": .secret("x"), "p": 1])
        _ = try lease.edit(
            entry,
            [
                .connection, .put(.sample("a", body: ["s": .secret("hunter2"), "$martlet": 1])), .put(second),
                .bury(Tombstone(record: .sample("old"), failure: "no", goesWith: Address("a"))),
            ], now: later
        )
        try lease.release(now: later)
        return try scratch.store().document()
    }

    @Test func aDocumentComesBackAndIsAlwaysTheSame() throws {
        let document = try document()
        let bytes = try document.bytes()
        #expect(try StateDocument(json: bytes) == document)
        #expect(try scratch.store().document().bytes() == bytes)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter2"))
        #expect(document.changes(from: document.snapshot).isEmpty)
        #expect(document.seals.count == 3)
        let sealer = try scratch.store().sealer()
        #expect(document.seals.allSatisfy { (try? sealer.open($0)) != nil })
    }

    @Test func whatIsPushedIsReadBackWithItsSecrets() throws {
        var document = try document()
        let before = try scratch.store().snapshot()
        document.snapshot.records[Address("b")] = nil
        document.snapshot.tombstones = []
        let lease = try scratch.store().lease(at: 2000)
        let changes = document.changes(from: try lease.sealedSnapshot())
        let entry = RevisionEntry(actor: "ada", reason: "state push", outputs: document.snapshot.outputs)
        #expect(try lease.edit(entry, changes, keepsSeals: true, now: later) == 2)
        let after = try lease.snapshot()
        #expect(after.records == before.records.filter { $0.key != Address("b") })
        #expect(after.outputs == before.outputs)
        #expect(after.tombstones.isEmpty)
        try lease.release(now: Timestamp(milliseconds: 3000))
        #expect(try scratch.store().snapshot(revision: 1).records == before.records)
    }

    @Test(arguments: [
        ("not json", "S016"), ("[]", "S016"), (#"{"format":"martlet.plan/1"}"#, "S016"),
        (#"{"format":"martlet.state-file/2"}"#, "S017"),
    ])
    func whatIsNoDocumentIsRefused(text: String, code: String) {
        let faults = #expect(throws: Diagnostics.self) { try StateDocument(json: Array(text.utf8)) }
        #expect(faults?.all.map(\.code.text) == [code])
    }

    /// One change to a good document, and a part of what is said about it.
    static let faults: [(from: String, to: String, says: String)] = [
        (#""serial":1"#, #""serial":-1"#, "`serial` must be"),
        (#""lineage":"lineage-1","outputs""#, #""lineage":"","outputs""#, "`lineage` must be"),
        (#""address":"b""#, #""address":"a""#, "Two resources have the address `a`"),
        (#""address":"b""#, #""address":"b b""#, "`resources[1].address` is not an address"),
        (#""identity":"id/b""#, #""identity":"id/a""#, "both stand for the object `id/a`"),
        (#""identity":"id/b""#, #""identity":"""#, "`resources[1].identity` must be a text"),
        (#""identity":"id/b""#, #""identity":"id/old""#, "has a tombstone and is a resource"),
        (#""connection":"fake""#, #""connection":"lost""#, "goes through the connection `lost`"),
        (
            #""dependencies":[],"health":"sound","identity":"id/a""#,
            #""dependencies":["b"],"health":"sound","identity":"id/a""#, "in a circle: "
        ),
        (#""dependencies":["a"]"#, #""dependencies":[7]"#, "`resources[1].dependencies` must be"),
        (#""health":"tainted""#, #""health":"fine""#, "`resources[1].health` must be"),
        (#""schemaVersion":1"#, #""schemaVersion":0"#, "schemaVersion` must be"),
        (#""attributes":{"a":1}"#, #""attributes":{"$martlet":"unknown","type":"any"}"#, "not known"),
        (#""serial":1"#, #""serial":1,"serials":2"#, "Did you mean `serial`?"),
        (#""tombstones":["#, #""tombstones":["x","#, "`tombstones[0].record"),
    ]

    @Test(arguments: faults.indices) func everyFaultIsFound(index: Int) throws {
        let fault = Self.faults[index]
        let text = String(decoding: try document().bytes(), as: UTF8.self)
        let broken = text.replacing(fault.from, with: fault.to, maxReplacements: 1)
        #expect(broken != text, "the fixture has no \(fault.from)")
        let faults = #expect(throws: Diagnostics.self) { try StateDocument(json: Array(broken.utf8)) }
        let told = (faults?.all ?? []).map { $0.detail + ($0.hint ?? "") }.joined(separator: "\n")
        #expect(told.contains(fault.says), "\(told)")
    }

    @Test func allFaultsAreToldAtOnce() throws {
        let text = String(decoding: try document().bytes(), as: UTF8.self)
        let broken = text.replacing(#""serial":1"#, with: #""serial":"x""#)
            .replacing(#""health":"tainted""#, with: #""health":"fine""#)
        let faults = #expect(throws: Diagnostics.self) { try StateDocument(json: Array(broken.utf8)) }
        #expect((faults?.all.count ?? 0) >= 2)
    }
}
